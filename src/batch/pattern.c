#include "batch/pattern.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/nearest.h"

#include <ctype.h>
#include <string.h>

#define NAME_BYTES   4096
#define MOST_PART    200      /* bytes of one part of a name: room for a temporary's ending below the usual 255 */

/* -1 is the clinic; KX_DIM_COUNT is no field. */
static int
field_of(const char *name, size_t length)
{
	int dimension;

	if (length == 6 && strncmp(name, "clinic", 6) == 0)
		return -1;
	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++)
		if (strlen(kx_dimension_names[dimension]) == length && strncmp(kx_dimension_names[dimension], name, length) == 0)
			break;
	return dimension;
}

static bool
fault(const struct kx_origin *origin, struct kx_diagnostics *diags, const char *hint, const char *says)
{
	struct kx_place place = { .file = origin->file, .pointer = origin->pointer };

	kx_report(diags, KX822, place, hint, "%s", says);
	return false;
}

/* "the fields are {clinic}, {layout}, {paper}" */
static const char *
all_fields(struct kx_arena *arena)
{
	const char *text = "the fields are {clinic}";
	int dimension;

	for (dimension = 0; text != NULL && dimension < KX_DIM_COUNT; dimension++)
		text = kx_arena_print(arena, "%s, {%s}", text, kx_dimension_names[dimension]);
	return text;
}

static bool
check_fields(struct kx_arena *arena, const char *pattern, const struct kx_origin *origin, struct kx_diagnostics *diags)
{
	const char *names[KX_DIM_COUNT + 1] = { "clinic" }, *near, *name;
	bool whole = true, clinic = false;
	size_t length;

	memcpy(names + 1, kx_dimension_names, sizeof(names) - sizeof(*names));
	while ((pattern = strpbrk(pattern, "{}")) != NULL) {
		length = strcspn(pattern, "}");
		if (*pattern == '}' || pattern[length] != '}')
			return fault(origin, diags, NULL, "a brace of the pattern stands alone");
		name = kx_arena_copy(arena, pattern + 1, length - 1);
		clinic = clinic || field_of(pattern + 1, length - 1) < 0;
		if (name != NULL && field_of(pattern + 1, length - 1) == KX_DIM_COUNT) {
			near = kx_nearest(name, names, KX_DIM_COUNT + 1);
			whole = fault(origin, diags,
			    near != NULL ? kx_arena_print(arena, "did you mean {%s}?", near) : all_fields(arena),
			    kx_arena_print(arena, "there is no field {%s}", name));
		}
		pattern += length + 1;
	}
	return clinic ? whole : fault(origin, diags, NULL, "the pattern lacks {clinic}, so all clinics would have one file");
}

/* Parts between slashes: none empty, none hidden, so neither "." nor "..". */
static bool
check_parts(const char *pattern, const struct kx_origin *origin, struct kx_diagnostics *diags)
{
	const char *part = pattern;
	size_t length = strlen(pattern);

	if (pattern[0] == '/')
		return fault(origin, diags, "write it relative to the folder of the sheets", "the pattern is an absolute path");
	if (strchr(pattern, '\\') != NULL)
		return fault(origin, diags, "folders are parted by /", "the pattern holds a backslash");
	for (;; part += strcspn(part, "/") + 1) {
		if (part[0] == '.')
			return fault(origin, diags, NULL, "a part of the pattern begins with a dot");
		if (part[0] == '/' || part[0] == '\0')
			return fault(origin, diags, NULL, "a part of the pattern is empty");
		if (strcspn(part, "/") > MOST_PART)
			return fault(origin, diags, NULL, "a part of the pattern is too long");
		if (strchr(part, '/') == NULL)
			break;
	}
	if (length < 5 || strcmp(pattern + length - 4, ".pdf") != 0)
		return fault(origin, diags, NULL, "the pattern does not end in .pdf");
	return true;
}

bool
kx_pattern_check(struct kx_arena *arena, const char *pattern, const struct kx_origin *origin, struct kx_diagnostics *diags)
{
	bool whole = check_parts(pattern, origin, diags);

	return check_fields(arena, pattern, origin, diags) && whole;
}

/* Nothing in a value can part folders or hide a file. */
static void
add_value(struct kx_buffer *out, const char *value)
{
	size_t i, length = strlen(value);
	bool plain;

	for (i = 0; i < length; i++) {
		plain = isalnum((unsigned char)value[i]) || value[i] == '-' || (value[i] == '.' && i > 0 && i + 1 < length && value[i - 1] != '.');
		kx_buffer_char(out, plain ? value[i] : '_');
	}
}

const char *
kx_pattern_fill(struct kx_arena *arena, const char *pattern, const char *clinic, const char *const values[KX_DIM_COUNT])
{
	struct kx_buffer out;
	const char *name;
	size_t length;
	int field;

	kx_buffer_init(&out, NAME_BYTES);
	while (*pattern != '\0') {
		length = strcspn(pattern, "{");
		kx_buffer_add(&out, pattern, length);
		pattern += length;
		if (*pattern == '\0')
			break;
		length = strcspn(pattern, "}");
		field = field_of(pattern + 1, length - 1);
		add_value(&out, field < 0 ? clinic : values[field]);
		pattern += length + 1;
	}
	name = kx_buffer_failed(&out) ? NULL : kx_arena_string(arena, kx_buffer_bytes(&out));
	kx_buffer_done(&out);
	return name;
}
