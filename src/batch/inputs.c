#include "batch/inputs.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/font_list.h"
#include "base/limits.h"
#include "base/memo.h"
#include "batch/job.h"
#include "content/batch.h"
#include "read/gate.h"

#include <stdlib.h>
#include <string.h>

#define CLINIC_MOST 3   /* inputs of a clinic: add_clinic() */

/* A growing list of inputs; a new one has no name and hash yet. */
struct listing {
	struct kx_arena *arena;
	const struct kx_stock *stock;
	const struct kx_clinic *clinic;   /* and what the sheet shows of it, or NULL: what is hashed, or read, already */
	const struct kx_frames *frames;
	struct kx_input *list;
	size_t count, room;
	size_t near;                  /* in the stock's files, kx_read_files_digest() */
	struct kx_memo *memo;         /* whose store may know a file's hash; or NULL */
};

static bool
add(struct listing *listing, const char *path, const struct kx_clinic_row *row)
{
	struct kx_input *place;
	size_t i;

	if (path == NULL)
		return true;
	for (i = 0; i < listing->count; i++)
		if (listing->list[i].row == row && strcmp(listing->list[i].path, path) == 0)
			return true;
	place = kx_arena_push(listing->arena, &listing->list, &listing->count, &listing->room, sizeof(*place));
	if (place == NULL)
		return false;
	place->path = path;
	place->row = row;
	return true;
}

static bool
add_if_there(struct listing *listing, const char *folder, const char *name)
{
	const char *path = kx_path_join(listing->arena, folder, name);

	if (path == NULL)
		return false;
	return !kx_path_exists(path) || add(listing, path, NULL);
}

/* A row of a list of clinics is an input of its own: another clinic's row is none of this sheet's. */
static bool
add_clinic(struct listing *listing, const struct kx_clinic *clinic)
{
	const char *file = clinic->origin.file;

	if (clinic->row != NULL && !add(listing, clinic->row->table->path, clinic->row))
		return false;
	if (clinic->row != NULL && file != NULL && strcmp(file, clinic->row->table->path) == 0)
		file = NULL;
	return add(listing, file, NULL) && add(listing, clinic->logo, NULL);
}

/*
 * Everything read carries its origin, so the origins tell the files; the
 * lists that may be empty are looked for by name.
 */
static bool
add_data(struct listing *listing, const struct kx_content *content)
{
	const char *const lists[] = { "sources.json", "topics.json", "rulings.json", "help-lines.json",
	    kx_read_gate_file(listing->arena, listing->stock->data, content->pack.language, content->wording.language),
	    "waivers.json", "signoffs.json" };
	bool ok = add(listing, content->pack.origin.file, NULL);
	size_t i;

	for (i = 0; ok && i < sizeof(lists) / sizeof(*lists); i++)
		ok = lists[i] != NULL && add_if_there(listing, listing->stock->data, lists[i]);
	if (ok && content->outline != NULL)
		ok = add(listing, content->outline->origin.file, NULL);
	for (i = 0; ok && i < content->summary_count; i++)
		ok = add(listing, content->summaries[i].origin.file, NULL);
	return ok && add(listing, content->wording.origin.file, NULL);
}

#define SHEET_FILES 4

/* The files that a sheet's template is made of; NULL for those it has not. */
static void
files_of(const struct kx_template *sheet, const char *ret_files[SHEET_FILES])
{
	ret_files[0] = sheet->origin.file;
	ret_files[1] = sheet->size_file;
	ret_files[2] = sheet->theme_file;
	ret_files[3] = sheet->ink_file;
}

static bool
add_sheet(struct listing *listing, const struct kx_template *sheet)
{
	const char *files[SHEET_FILES];
	bool ok = true;
	size_t i;

	files_of(sheet, files);
	for (i = 0; ok && i < SHEET_FILES; i++)
		ok = add(listing, files[i], NULL);
	return ok;
}

static bool
add_fonts(struct listing *listing)
{
	const struct kx_font_list *fonts = listing->stock->font_list;
	bool ok = add(listing, fonts->file, NULL);
	size_t i;

	for (i = 0; ok && i < fonts->face_count; i++)
		ok = add(listing, fonts->faces[i].path, NULL);
	for (i = 0; ok && i < fonts->pattern_count; i++)
		ok = add(listing, fonts->patterns[i].path, NULL);
	return ok;
}

/* `path` below `folder`, or NULL. */
static const char *
below(const char *path, const char *folder)
{
	size_t length = strlen(folder);

	while (length > 1 && folder[length - 1] == '/')
		length--;
	if (strncmp(path, folder, length) != 0)
		return NULL;
	if (path[length] != '/')
		return NULL;
	while (path[length] == '/')
		length++;
	return path + length;
}

static const char *
name_input(const struct listing *listing, const struct kx_input *input)
{
	const struct kx_stock *stock = listing->stock;
	const char *path = input->path, *rest;

	if (input->row == NULL && (rest = below(path, stock->data)) != NULL)
		return kx_arena_join(listing->arena, "data/", rest);
	if ((rest = below(path, stock->templates)) != NULL)
		return kx_arena_join(listing->arena, "templates/", rest);
	if ((rest = below(path, stock->font_folder)) != NULL)
		return kx_arena_join(listing->arena, "fonts/", rest);
	rest = strrchr(path, '/');
	rest = rest != NULL ? rest + 1 : path;
	return input->row == NULL ? kx_arena_join(listing->arena, "elsewhere/", rest) :
	    kx_arena_print(listing->arena, "elsewhere/%s#%s", rest, kx_clinic_row_cell(input->row, "id"));
}

bool
kx_inputs_hash_file(const char *path, char ret_hex[KX_HASH_HEX], struct kx_diagnostics *diags)
{
	return kx_file_hash(path, KX_MAX_FONT_BYTES, ret_hex, diags);
}

/* Column names and cells with what parts them, so that no two rows read alike. */
bool
kx_inputs_hash_row(const struct kx_clinic_row *row, char ret_hex[KX_HASH_HEX])
{
	struct kx_buffer text;
	bool whole;
	size_t i;

	kx_buffer_init(&text, KX_MAX_FILE_BYTES);
	for (i = 0; i < row->table->column_count; i++) {
		if (row->cells[i][0] == '\0')
			continue;
		kx_buffer_print(&text, "%s\x1f%s\x1e", row->table->columns[i], row->cells[i]);
	}
	whole = !kx_buffer_failed(&text);
	kx_hash_hex(kx_buffer_bytes(&text), text.length, ret_hex);
	kx_buffer_done(&text);
	return whole;
}

/* Of the clinic's files those bytes count that the sheet was made from, so they are not read again. */
static bool
hash_clinic_file(const struct listing *listing, const char *path, char ret_hex[KX_HASH_HEX])
{
	const struct kx_clinic *clinic = listing->clinic;
	const struct kx_frames *frames = listing->frames;
	size_t i;

	if (clinic != NULL && clinic->digest != NULL && strcmp(clinic->origin.file, path) == 0) {
		kx_hash_digits(clinic->digest, ret_hex);
		return true;
	}
	for (i = 0; frames != NULL && i < frames->image_count; i++)
		if (strcmp(frames->images[i].path, path) == 0) {
			kx_hash_hex(frames->images[i].bytes, frames->images[i].length, ret_hex);
			return true;
		}
	return false;
}

static bool
hash_input(struct listing *listing, struct kx_input *input, struct kx_diagnostics *diags)
{
	const struct kx_stock *stock = listing->stock;
	uint8_t known[KX_HASH_BYTES];
	const uint8_t *digest;
	size_t i;

	if (input->row != NULL)
		return kx_inputs_hash_row(input->row, input->sha256);
	for (i = 0; i < stock->hashed_count; i++)
		if (strcmp(stock->hashed[i].path, input->path) == 0) {
			memcpy(input->sha256, stock->hashed[i].sha256, KX_HASH_HEX);
			return true;
		}
	digest = kx_read_files_digest(&stock->files, input->path, &listing->near);
	if (digest == NULL && hash_clinic_file(listing, input->path, input->sha256))
		return true;
	if (digest == NULL && kx_read_files_known(listing->memo, input->path, known))
		digest = known;
	if (digest != NULL)
		kx_hash_digits(digest, input->sha256);
	return digest != NULL || kx_inputs_hash_file(input->path, input->sha256, diags);
}

static int
by_name(const void *a, const void *b)
{
	const struct kx_input *left = a, *right = b;
	int order = strcmp(left->name, right->name);

	return order != 0 ? order : strcmp(left->path, right->path);
}

/* Name, hash and sort what has been gathered; what has a name has its hash too. */
static bool
finish(struct listing *listing, struct kx_diagnostics *diags)
{
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < listing->count; i++) {
		if (listing->list[i].name != NULL)
			continue;
		listing->list[i].name = name_input(listing, &listing->list[i]);
		ok = listing->list[i].name != NULL && hash_input(listing, &listing->list[i], diags);
	}
	if (ok)
		qsort(listing->list, listing->count, sizeof(*listing->list), by_name);
	return ok;
}

/* All but the clinic's. */
static bool
add_pack(struct listing *listing, const struct kx_content *content, const struct kx_template *sheet)
{
	return add_data(listing, content) && (sheet == NULL || add_sheet(listing, sheet)) &&
	    (listing->stock->fonts == NULL || add_fonts(listing));
}

bool
kx_inputs_list(struct kx_arena *arena, const struct kx_stock *stock, const struct kx_content *content,
    const struct kx_template *sheet, struct kx_input **ret_inputs, size_t *ret_count, struct kx_diagnostics *diags)
{
	struct listing listing = { .arena = arena, .stock = stock, .clinic = &content->clinic };

	if (!add_pack(&listing, content, sheet) || !add_clinic(&listing, &content->clinic) || !finish(&listing, diags))
		return false;
	*ret_inputs = listing.list;
	*ret_count = listing.count;
	return true;
}

/* ---- of one sheet among many ---- */

/* The names of the files that a sheet's template is from, for a key. */
static const char *
sheet_files(struct kx_arena *arena, const struct kx_template *sheet)
{
	const char *files[SHEET_FILES] = { NULL }, *names = "";
	size_t i;

	if (sheet != NULL)
		files_of(sheet, files);
	for (i = 0; i < SHEET_FILES && names != NULL; i++)
		names = kx_arena_print(arena, "%s\n%s", names, files[i] != NULL ? files[i] : "\1");
	return names;
}

/*
 * What all clinics' sheets of this content, template and look are made from, finished and kept.  NULL when there is no room, or
 * when a file cannot be read: it is told when the sheet's own are listed.
 */
static const struct listing *
find_or_gather(struct kx_job *job, struct kx_memo *memo)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_INPUTS, job->stock->fonts != NULL);
	const char *files = sheet_files(&job->arena, job->sheet);
	struct kx_arena *room = kx_memo_arena(memo);
	const struct listing *kept;
	struct kx_diagnostics unheard;
	struct listing *made;
	struct kx_content bare;
	size_t i;

	if (files == NULL)
		return NULL;
	kx_content_bare(job->content, &bare);
	kx_memo_part(&key, &bare, sizeof(bare));
	kx_memo_part(&key, files, strlen(files));
	kept = kx_memo_find(memo, &key);
	made = kept == NULL && room != NULL ? kx_arena_alloc(room, sizeof(*made)) : NULL;
	if (made == NULL)
		return kept;
	*made = (struct listing){ .arena = room, .stock = job->stock, .memo = memo };
	kx_diagnostics_init(&unheard, &job->arena);
	if (!add_pack(made, job->content, job->sheet) || !finish(made, &unheard))
		return NULL;
	/* A theme that the stock does not have is read for each job, and its file's name goes with that. */
	for (i = 0; i < made->count; i++)
		made->list[i].path = kx_arena_string(room, made->list[i].path);
	if (kx_arena_spent(room))
		return NULL;
	kx_memo_keep(memo, &key, made);
	return made;
}

bool
kx_inputs_collect(struct kx_job *job, struct kx_memo *memo)
{
	const struct listing *pack = find_or_gather(job, memo);
	struct listing listing = { .arena = &job->arena, .stock = job->stock, .clinic = &job->content->clinic, .frames = job->frames, .memo = memo };

	if (pack == NULL)
		return kx_inputs_list(&job->arena, job->stock, job->content, job->sheet, &job->inputs, &job->input_count, &job->diags);
	listing.count = pack->count;
	listing.room = pack->count + CLINIC_MOST;
	listing.list = kx_arena_array(&job->arena, listing.room, sizeof(*listing.list));
	if (listing.list == NULL)
		return false;
	memcpy(listing.list, pack->list, pack->count * sizeof(*listing.list));
	if (!add_clinic(&listing, &job->content->clinic) || !finish(&listing, &job->diags))
		return false;
	job->inputs = listing.list;
	job->input_count = listing.count;
	return true;
}

bool
kx_inputs_learn(struct kx_stock *stock, const struct kx_content *content, const struct kx_template *sheet,
    struct kx_diagnostics *diags)
{
	struct kx_input *list, *slot;
	size_t count, i, k;

	if (!kx_inputs_list(&stock->arena, stock, content, sheet, &list, &count, diags))
		return false;
	for (i = 0; i < count; i++) {
		for (k = 0; k < stock->hashed_count && strcmp(stock->hashed[k].path, list[i].path) != 0; k++)
			;
		if (k < stock->hashed_count)
			continue;
		slot = kx_arena_push(&stock->arena, &stock->hashed, &stock->hashed_count, &stock->hashed_room, sizeof(*slot));
		if (slot == NULL)
			return false;
		*slot = list[i];
	}
	return true;
}

/* A path as make reads it: blanks, '#', '%' and '$' would mean something else. */
static void
make_word(struct kx_buffer *out, const char *path)
{
	for (; *path != '\0'; path++) {
		if (*path == '$')
			kx_buffer_char(out, '$');
		else if (*path == ' ' || *path == '\t' || *path == '#' || *path == '%')
			kx_buffer_char(out, '\\');
		kx_buffer_char(out, *path);
	}
}

void
kx_inputs_rule(const struct kx_job *job, const char *target, struct kx_buffer *out)
{
	size_t i;

	make_word(out, target);
	kx_buffer_char(out, ':');
	for (i = 0; i < job->input_count; i++) {
		kx_buffer_text(out, " \\\n ");
		make_word(out, job->inputs[i].path);
	}
	kx_buffer_char(out, '\n');
}
