#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "content/signed.h"
#include "read/shape.h"

#include <string.h>

#define FILE_NAME      "signoffs.json"
#define MOST_SIGN_OFFS 5000
#define MOST_RATING    5

static const struct kx_key file_keys[] = { { "$schema", false }, { "sign_offs", true } };
static const struct kx_shape file_shape = KX_SHAPE("the list of sign-offs", file_keys);

static const struct kx_key sign_off_keys[] = {
	{ "standard", true }, { "item", true }, { "answer", false }, { "rating", false }, { "by", true }, { "role", true },
	{ "on", true }, { "hash", true }, { "note", false }
};
static const struct kx_shape sign_off_shape = KX_SHAPE("a sign-off", sign_off_keys);

/* Yes or no for most standards, a rating for those that rate; never both. */
static void
read_answer(const struct kx_node *node, struct kx_sign_off *sign_off)
{
	struct kx_node member;
	bool answered = kx_node_member(node, "answer", &member), rated = kx_node_member(node, "rating", &member);
	int32_t rating = 0;
	int answer = 0;

	if (answered == rated) {
		kx_node_fault(node, KX137, "say \"answer\", or \"rating\" where the standard rates from 1 to 5",
		    answered ? "a sign-off has an answer or a rating, not both" : "the sign-off gives no answer");
		return;
	}
	if (rated && kx_member_whole(node, "rating", 1, MOST_RATING, &rating))
		sign_off->rating = (int)rating;
	if (answered && kx_member_choice(node, "answer", kx_answer_names, &answer))
		sign_off->answer = (enum kx_answer)answer;
}

static void
read_sign_off(struct kx_reading *reading, const struct kx_node *node)
{
	struct kx_sign_off *sign_off = &reading->content->sign_offs[reading->content->sign_off_count];

	if (!kx_shape_check(node, &sign_off_shape))
		return;
	reading->content->sign_off_count++;
	sign_off->origin = kx_node_origin(node);
	sign_off->standard = kx_member_id(node, "standard");
	sign_off->item = kx_member_tag(node, "item");
	read_answer(node, sign_off);
	sign_off->by = kx_member_text(node, "by", KX_MAX_NAME_BYTES);
	sign_off->role = kx_member_text(node, "role", KX_MAX_NAME_BYTES);
	sign_off->note = kx_member_text(node, "note", KX_MAX_TEXT_BYTES);
	kx_member_date(node, "on", &sign_off->on);
	sign_off->hash = kx_member_hash(node, "hash");
}

void
kx_read_sign_offs(struct kx_reading *reading)
{
	const char *path = kx_path_join(reading->arena, reading->folder, FILE_NAME);
	struct kx_content *content = reading->content;
	struct kx_datafile file;
	struct kx_node root, list, node;
	size_t count, i;

	/* Nobody has signed anything: the file need not be there. */
	if (path == NULL || !kx_path_exists(path) || !kx_datafile_open(&file, reading->arena, reading->files, path, reading->diags))
		return;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &file_shape)) {
		count = kx_member_list(&root, "sign_offs", MOST_SIGN_OFFS, false, &list);
		content->sign_offs = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*content->sign_offs)) : NULL;
		for (i = 0; content->sign_offs != NULL && i < count; i++) {
			node = kx_node_element(&list, i);
			read_sign_off(reading, &node);
		}
	}
	kx_datafile_close(&file);
}
