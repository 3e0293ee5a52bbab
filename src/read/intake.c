#include "read/intake.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/flat.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/memo.h"
#include "base/utf8.h"
#include "read/files.h"
#include "read/foreign.h"
#include "read/parsed.h"
#include "read/scan.h"
#include "read/syntax.h"

#include <string.h>

/* Bytes of a parsed file that is kept; a larger one is nothing that sheets are made from every day. */
#define MOST_KEPT (1024u * 1024)

struct text { const char *path, *bytes; size_t length; };

static struct kx_place
place_at(const struct text *text, size_t offset)
{
	struct kx_place place = { .file = text->path };

	kx_scan_position(text->bytes, text->length, offset, &place.line, &place.column);
	return place;
}

static bool
begins_with(const struct text *text, const char *mark, size_t length)
{
	return text->length >= length && memcmp(text->bytes, mark, length) == 0;
}

/* Name the encoding of a byte order mark, or NULL. */
static const char *
foreign_mark(const struct text *text)
{
	if (begins_with(text, "\xff\xfe\0\0", 4) || begins_with(text, "\0\0\xfe\xff", 4))
		return "UTF-32";
	if (begins_with(text, "\xff\xfe", 2) || begins_with(text, "\xfe\xff", 2))
		return "UTF-16";
	return NULL;
}

static bool
check_encoding(const struct text *text, struct kx_diagnostics *diags)
{
	const char *mark = foreign_mark(text), *nul;
	size_t offset;

	if (mark != NULL) {
		kx_report(diags, KX102, (struct kx_place){ .file = text->path }, "save the file as UTF-8",
		    "the file is %s, not UTF-8", mark);
		return false;
	}
	if (begins_with(text, "\xef\xbb\xbf", 3)) {
		kx_report(diags, KX102, place_at(text, 0), "save the file as UTF-8 without it",
		    "the file begins with a byte order mark");
		return false;
	}
	nul = memchr(text->bytes, '\0', text->length);
	if (nul != NULL) {
		offset = (size_t)(nul - text->bytes);
		kx_report(diags, KX102, place_at(text, offset), "this may be UTF-16 or no text at all; save the file as UTF-8",
		    "byte %zu of the file is zero", offset + 1);
		return false;
	}
	if (!kx_utf8_valid(text->bytes, text->length, &offset)) {
		kx_report(diags, KX102, place_at(text, offset), "this may be Windows-1252 or Latin-1; save the file as UTF-8",
		    "byte %zu of the file (hexadecimal %02X) is not UTF-8", offset + 1, (unsigned char)text->bytes[offset]);
		return false;
	}
	return true;
}

/*
 * Depth and number of values, before jansson builds them: its parser goes
 * 2048 levels deep, and sixteen megabytes of "{}" would take gigabytes.
 */
static bool
check_extent(const struct text *text, struct kx_diagnostics *diags)
{
	struct kx_scan scan = { text->bytes, text->length, 0 };
	size_t depth = 0, values = 0;

	for (; scan.at < scan.length; scan.at++) {
		switch (scan.bytes[scan.at]) {
		case '"':
			if (!kx_scan_string(&scan))
				return true;   /* the parser will say so */
			scan.at--;
			break;
		case '[':
		case '{':
			values++;
			if (++depth > KX_MAX_JSON_DEPTH) {
				kx_report(diags, KX106, place_at(text, scan.at), NULL,
				    "the file is nested more than %d levels deep", KX_MAX_JSON_DEPTH);
				return false;
			}
			break;
		case ']':
		case '}':
			depth -= depth > 0;
			break;
		case ',':
		case ':':
			values++;
			break;
		default:
			break;
		}
	}
	if (values > KX_MAX_JSON_VALUES) {
		kx_report(diags, KX111, (struct kx_place){ .file = text->path }, NULL,
		    "the file has about %zu values; at most %d are read", values, KX_MAX_JSON_VALUES);
		return false;
	}
	return true;
}

static bool
is_blank(const struct text *text)
{
	struct kx_scan scan = { text->bytes, text->length, 0 };

	kx_scan_space(&scan);
	return scan.at == scan.length;
}

static void
report_memory(const struct text *text, struct kx_diagnostics *diags)
{
	kx_report(diags, KX111, (struct kx_place){ .file = text->path }, NULL, "there is no memory left to read this file");
}

/* The tree as it is kept, and no longer as it was parsed. */
static bool
take_tree(const struct kx_jansson *jansson, const struct text *text, json_t *root, struct kx_arena *room,
    struct kx_parsed_text *ret_text, struct kx_diagnostics *diags)
{
	struct kx_arena *place = room != NULL && kx_parsed_size(jansson, root) <= MOST_KEPT ? room : NULL;
	bool made = kx_parsed_make(jansson, root, place, ret_text);

	jansson->json_delete(root);   /* nobody else refers to it */
	if (!made)
		report_memory(text, diags);
	return made;
}

static bool
parse(struct kx_arena *arena, const struct text *text, struct kx_memo *memo, struct kx_parsed_text *ret_text,
    struct kx_diagnostics *diags)
{
	struct kx_jansson jansson;
	size_t before = diags->errors;
	json_error_t error;
	json_t *root;

	if (!kx_jansson_load(memo, &jansson, diags))
		return false;
	root = jansson.json_loadb(text->bytes, text->length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
	if (root == NULL && json_error_code(&error) == json_error_duplicate_key) {
		root = jansson.json_loadb(text->bytes, text->length, JSON_DECODE_ANY, &error);
		if (root != NULL)
			kx_syntax_duplicates(arena, text->path, text->bytes, text->length, diags);
	}
	if (root != NULL)
		return take_tree(&jansson, text, root, kx_memo_arena(memo), ret_text, diags);
	if (json_error_code(&error) == json_error_out_of_memory)
		report_memory(text, diags);
	else if (!kx_syntax_explain(text->path, text->bytes, text->length, diags) && diags->errors == before)
		kx_report(diags, KX103, place_at(text, (size_t)error.position), NULL, "%s", error.text);
	return false;
}

/* ---- kept and stored ---- */

static bool
write_parsed(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kx_parsed_text *text = value;

	(void)key;
	kx_flat_put(out, (int64_t)text->count);
	kx_flat_put(out, (int64_t)text->size);
	kx_flat_put_bytes(out, text->root, text->size);
	return true;
}

static const void *
read_parsed(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	size_t count = (size_t)kx_flat_take(&flat, 1, KX_MAX_JSON_VALUES + 1);
	size_t size = kx_flat_take_count(&flat, 1);
	const void *root = kx_flat_take_array(&flat, size, 1);
	struct kx_parsed_text *text;

	(void)key;
	if (!kx_flat_end(&flat) || !kx_parsed_sound(root, size, count))
		return NULL;
	text = kx_arena_alloc(arena, sizeof(*text));
	if (text != NULL)
		*text = (struct kx_parsed_text){ .root = root, .count = count, .size = size };
	return text;
}

static const struct kx_memo_form parsed_form = { KX_MEMO_ON_NOTHING, write_parsed, read_parsed };

/* ---- a file ---- */

/* The parsed text goes into the memo's room, or has memory of its own. */
static bool
take_in(struct kx_arena *arena, const struct text *text, struct kx_memo *memo, struct kx_parsed_text *ret_text,
    struct kx_diagnostics *diags)
{
	if (is_blank(text)) {
		kx_report(diags, KX101, (struct kx_place){ .file = text->path }, NULL, "the file is empty");
		return false;
	}
	return check_encoding(text, diags) && check_extent(text, diags) && parse(arena, text, memo, ret_text, diags);
}

/* Parse the text, and keep it by its key where there was nothing to say about it. */
static bool
take_and_keep(struct kx_arena *arena, const struct text *text, struct kx_memo *memo, const struct kx_memo_key *key,
    struct kx_parsed_text *ret_text, struct kx_diagnostics *diags)
{
	struct kx_arena *room = kx_memo_arena(memo);
	size_t before = diags->errors + diags->warnings;
	struct kx_parsed_text *kept;

	if (!take_in(arena, text, memo, ret_text, diags))
		return false;
	if (room == NULL || ret_text->memory != NULL || diags->errors + diags->warnings > before)
		return true;
	kept = kx_arena_alloc(room, sizeof(*kept));
	if (kept != NULL)
		*kept = *ret_text;
	kx_memo_keep(memo, key, kept);
	return true;
}

/* What was parsed from bytes of this hash, which must live as long as the key; or NULL. */
static const struct kx_parsed_text *
find_parsed(const struct kx_read_files *files, const uint8_t digest[KX_HASH_BYTES], struct kx_memo_key *ret_key)
{
	*ret_key = kx_memo_key(KX_MEMO_PARSED, 0);
	kx_memo_part(ret_key, digest, KX_HASH_BYTES);
	kx_memo_form(ret_key, &parsed_form, NULL);
	return kx_memo_find(files->memo, ret_key);
}

bool
kx_intake(struct kx_arena *arena, struct kx_read_files *files, const char *path, struct kx_parsed_text *ret_text,
    struct kx_diagnostics *diags)
{
	struct kx_arena_mark before = kx_arena_mark(arena);
	const struct kx_parsed_text *kept = NULL;
	struct text text = { .path = path };
	uint8_t digest[KX_HASH_BYTES];
	struct kx_memo_key key;

	if (files != NULL && kx_read_files_known(files->memo, path, digest))
		kept = find_parsed(files, digest, &key);
	if (kept == NULL && !kx_file_read(arena, path, KX_MAX_FILE_BYTES, &text.bytes, &text.length, diags))
		return false;
	if (files == NULL)
		return take_in(arena, &text, NULL, ret_text, diags);
	if (kept == NULL) {
		kx_hash(text.bytes, text.length, digest);
		kept = find_parsed(files, digest, &key);
	}
	/* Of a file that was parsed before, its bytes are no longer needed. */
	if (kept != NULL)
		kx_arena_back(arena, before);
	kx_read_files_note(files, path, digest);
	if (kept == NULL)
		return take_and_keep(arena, &text, files->memo, &key, ret_text, diags);
	*ret_text = *kept;
	return true;
}

bool
kx_intake_text(struct kx_arena *arena, const char *path, const char *bytes, size_t length, struct kx_parsed_text *ret_text,
    struct kx_diagnostics *diags)
{
	struct text text = { path, bytes, length };

	return take_in(arena, &text, NULL, ret_text, diags);
}
