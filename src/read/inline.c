#include "read/inline.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/flat.h"
#include "base/library.h"
#include "base/limits.h"
#include "base/memo.h"
#include "read/files.h"
#include "read/foreign.h"
#include "read/shape.h"

#include <string.h>

struct spans {
	struct kx_cmark cmark;
	const struct kx_node *node;   /* for messages */
	struct kx_buffer text;        /* of the span being gathered */
	struct kx_buffer plain;
	enum kx_emphasis emphasis;
	int nesting;                  /* of emphasis around the text */
	struct kx_span *list;
	size_t count, room;
	bool failed;
};

static const char *
node_name(cmark_node_type type)
{
	switch (type) {
	case CMARK_NODE_BLOCK_QUOTE:
		return "a block quote";
	case CMARK_NODE_LIST:
	case CMARK_NODE_ITEM:
		return "a list";
	case CMARK_NODE_CODE_BLOCK:
		return "a code block";
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
		return "HTML";
	case CMARK_NODE_HEADING:
		return "a heading";
	case CMARK_NODE_THEMATIC_BREAK:
		return "a rule across the page";
	case CMARK_NODE_LINEBREAK:
		return "a forced line break";
	case CMARK_NODE_CODE:
		return "code";
	case CMARK_NODE_LINK:
		return "a link";
	case CMARK_NODE_IMAGE:
		return "an image";
	default:
		return "markup that has no place there";
	}
}

static void
refuse(struct spans *spans, const char *what)
{
	kx_node_fault(spans->node, KX120, "only *emphasis* and **strong**; a backslash prints the sign after it as it is",
	    "%s holds %s", kx_node_name(spans->node), what);
	spans->failed = true;
}

/* Close the span being gathered; one of no text is dropped. */
static void
finish_span(struct spans *spans)
{
	struct kx_arena *arena = spans->node->file->arena;
	struct kx_span *span;

	if (spans->text.length == 0)
		return;
	span = kx_arena_push(arena, &spans->list, &spans->count, &spans->room, sizeof(*span));
	if (span == NULL || (span->text = kx_arena_copy(arena, spans->text.bytes, spans->text.length)) == NULL) {
		spans->failed = true;
		return;
	}
	span->emphasis = spans->emphasis;
	kx_buffer_clear(&spans->text);
}

static void
add_text(struct spans *spans, const char *text)
{
	kx_buffer_text(&spans->text, text);
	kx_buffer_text(&spans->plain, text);
}

static void
turn_emphasis(struct spans *spans, bool enter, enum kx_emphasis emphasis)
{
	if (enter && spans->nesting > 0) {
		refuse(spans, "emphasis inside emphasis");
		return;
	}
	finish_span(spans);
	spans->nesting += enter ? 1 : -1;
	spans->emphasis = enter ? emphasis : KX_PLAIN;
}

/* One step of the walk; the first fault ends it. */
static void
take_event(struct spans *spans, cmark_node *node, bool enter)
{
	switch (spans->cmark.cmark_node_get_type(node)) {
	case CMARK_NODE_DOCUMENT:
		break;
	case CMARK_NODE_PARAGRAPH:
		if (enter && spans->cmark.cmark_node_previous(node) != NULL)
			refuse(spans, "a second paragraph");
		break;
	case CMARK_NODE_TEXT:
		add_text(spans, spans->cmark.cmark_node_get_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		add_text(spans, " ");
		break;
	case CMARK_NODE_EMPH:
		turn_emphasis(spans, enter, KX_EMPHASIS);
		break;
	case CMARK_NODE_STRONG:
		turn_emphasis(spans, enter, KX_STRONG);
		break;
	default:
		refuse(spans, node_name(spans->cmark.cmark_node_get_type(node)));
	}
}

static bool
walk(struct spans *spans, cmark_node *document)
{
	cmark_iter *iter = spans->cmark.cmark_iter_new(document);
	cmark_event_type event;

	while (!spans->failed && (event = spans->cmark.cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		take_event(spans, spans->cmark.cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	spans->cmark.cmark_iter_free(iter);
	finish_span(spans);
	if (!spans->failed && spans->count == 0)
		refuse(spans, "markup only and no words");
	/* Entities ("&#7;") bring in what the text itself may not hold. */
	if (!spans->failed && !kx_text_printable(kx_buffer_bytes(&spans->plain)))
		refuse(spans, "an entity for a character that cannot be printed");
	return !spans->failed && !kx_buffer_failed(&spans->plain);
}

/*
 * Has CommonMark nothing to say about this text?  One line that begins with a
 * letter, or with a number that no dot or bracket makes that of a list, begins
 * no block but a paragraph, and without any of these signs there is nothing
 * inside it (CommonMark 0.30, sections 4 to 6).
 */
static bool
is_plain(const char *text, size_t length)
{
	size_t digits = strspn(text, "0123456789");
	bool letter = (text[0] >= 'A' && text[0] <= 'Z') || (text[0] >= 'a' && text[0] <= 'z');

	return (letter || (digits > 0 && text[digits] == ' ')) && text[length - 1] != ' ' && strcspn(text, "\n\\`*_&<[]!") == length;
}

static bool
take_plain(struct kx_arena *arena, const char *text, struct kx_rich *ret_rich)
{
	struct kx_span *span = kx_arena_alloc(arena, sizeof(*span));

	if (span == NULL)
		return false;
	*span = (struct kx_span){ .text = text, .emphasis = KX_PLAIN };
	*ret_rich = (struct kx_rich){ span, 1, text, NULL };
	return true;
}

/* Ask the library; what it finds lies in the file's arena. */
static bool
take_marked(const struct kx_node *node, const char *text, struct kx_rich *ret_rich)
{
	struct kx_arena *arena = node->file->arena;
	struct spans spans = { .node = node };
	cmark_node *document;
	bool done = false;

	if (!kx_cmark_load(&spans.cmark, node->file->diags))
		return false;
	kx_buffer_init(&spans.text, 2 * KX_MAX_TEXT_BYTES);
	kx_buffer_init(&spans.plain, 2 * KX_MAX_TEXT_BYTES);
	document = spans.cmark.cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT);
	if (walk(&spans, document)) {
		*ret_rich = (struct kx_rich){ spans.list, spans.count,
			kx_arena_copy(arena, kx_buffer_bytes(&spans.plain), spans.plain.length), NULL };
		done = ret_rich->plain != NULL;
	}
	spans.cmark.cmark_node_free(document);
	kx_buffer_done(&spans.text);
	kx_buffer_done(&spans.plain);
	return done;
}

/* ---- kept and stored ---- */

/* The same in an arena, where the first may go; NULL when memory ends. */
static const struct kx_rich *
copy_rich(struct kx_arena *arena, const struct kx_rich *rich)
{
	struct kx_span *spans = kx_arena_array(arena, rich->count, sizeof(*spans));
	struct kx_rich *copy = kx_arena_alloc(arena, sizeof(*copy));
	size_t i;

	for (i = 0; i < rich->count && spans != NULL; i++)
		spans[i] = (struct kx_span){ .text = kx_arena_string(arena, rich->spans[i].text), .emphasis = rich->spans[i].emphasis };
	if (copy != NULL)
		*copy = (struct kx_rich){ spans, rich->count, kx_arena_string(arena, rich->plain), NULL };
	return kx_arena_spent(arena) ? NULL : copy;
}

static bool
write_rich(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kx_rich *rich = value;
	size_t i;

	(void)key;
	kx_flat_put(out, (int64_t)rich->count);
	for (i = 0; i < rich->count; i++) {
		kx_flat_put(out, rich->spans[i].emphasis);
		kx_flat_put(out, (int64_t)strlen(rich->spans[i].text) + 1);
		kx_flat_put_bytes(out, rich->spans[i].text, strlen(rich->spans[i].text) + 1);
	}
	return true;
}

/* A text that ends where it says; "" where there is none. */
static const char *
read_text(struct kx_flat *flat)
{
	size_t length = kx_flat_take_count(flat, 1);
	const char *text = kx_flat_take_array(flat, length, 1);

	flat->bad = flat->bad || length == 0 || memchr(text, '\0', length) != text + length - 1;
	return flat->bad ? "" : text;
}

static const void *
read_rich(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	size_t count = kx_flat_take_count(&flat, 2 * sizeof(int64_t)), i;
	struct kx_span *spans = kx_arena_array(arena, count, sizeof(*spans));
	struct kx_rich *rich = kx_arena_alloc(arena, sizeof(*rich));
	const char *plain = "";

	(void)key;
	for (i = 0; i < count && spans != NULL && plain != NULL; i++) {
		spans[i].emphasis = (enum kx_emphasis)kx_flat_take(&flat, KX_PLAIN, KX_STRONG);
		spans[i].text = read_text(&flat);
		plain = kx_arena_join(arena, plain, spans[i].text);
	}
	if (rich == NULL || !kx_flat_end(&flat) || kx_arena_spent(arena))
		return NULL;
	*rich = (struct kx_rich){ spans, count, plain, NULL };
	return rich;
}

static const struct kx_memo_form rich_form = { KX_MEMO_ON_NOTHING, write_rich, read_rich };

/* Through what is kept with the files, if anything is. */
static bool
find_marked(const struct kx_node *node, const char *text, struct kx_rich *ret_rich)
{
	struct kx_memo *memo = node->file->files != NULL ? node->file->files->memo : NULL;
	struct kx_memo_key key = kx_memo_key(KX_MEMO_RICH, 0);
	struct kx_arena *room = kx_memo_arena(memo);
	const struct kx_rich *found;

	kx_memo_part(&key, text, strlen(text));
	kx_memo_form(&key, &rich_form, NULL);
	found = kx_memo_find(memo, &key);
	if (found != NULL) {
		found = copy_rich(node->file->arena, found);
		if (found != NULL)
			*ret_rich = *found;
		return found != NULL;
	}
	if (!take_marked(node, text, ret_rich))
		return false;
	found = room != NULL ? copy_rich(room, ret_rich) : NULL;
	if (found != NULL)
		kx_memo_keep(memo, &key, found);
	return true;
}

bool
kx_text_rich(const struct kx_node *node, const char *text, struct kx_rich *ret_rich)
{
	if (is_plain(text, strlen(text)))
		return take_plain(node->file->arena, text, ret_rich);
	if (!find_marked(node, text, ret_rich))
		return false;
	ret_rich->written = strcmp(text, ret_rich->plain) != 0 ? text : NULL;
	return true;
}

bool
kx_member_rich(const struct kx_node *object, const char *key, struct kx_rich *ret_rich)
{
	const char *text = kx_member_prose(object, key, KX_MAX_TEXT_BYTES);
	struct kx_node node;

	return text != NULL && kx_node_member(object, key, &node) && kx_text_rich(&node, text, ret_rich);
}
