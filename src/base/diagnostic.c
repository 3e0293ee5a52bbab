#include "base/diagnostic.h"

#include "base/arena.h"
#include "base/in_place.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

#define FITS(text, field) KX_FITS(text, struct kx_code_entry, field)
#define KX_CODE(number, severity, status, n, t, w, f) \
	_Static_assert(FITS(n, name) && FITS(t, title) && FITS(w, why) && FITS(f, fix), "KX" #number " is longer than struct kx_code_entry");
#include "base/codes.def"
#undef KX_CODE

#define KX_CODE(number, severity, status, name, title, why, fix) { KX##number, severity, status, name, title, why, fix },
static const struct kx_code_entry codes[] = {
#include "base/codes.def"
};
#undef KX_CODE

#define CODE_COUNT (sizeof(codes) / sizeof(codes[0]))

const struct kx_code_entry *
kx_codes(size_t *ret_count)
{
	*ret_count = CODE_COUNT;
	return codes;
}

static int
compare_code(const void *number, const void *entry)
{
	int left = *(const int *)number, right = (int)((const struct kx_code_entry *)entry)->code;

	return (left > right) - (left < right);
}

const struct kx_code_entry *
kx_code_find(int number)
{
	return bsearch(&number, codes, CODE_COUNT, sizeof(codes[0]), compare_code);
}

void
kx_diagnostics_init(struct kx_diagnostics *diags, struct kx_arena *arena)
{
	memset(diags, 0, sizeof(*diags));
	diags->arena = arena;
}

/* KX_EXIT_BUG is past the bits of a word; it gets the last one. */
static unsigned
class_bit(enum kx_exit status)
{
	return 1u << (status == KX_EXIT_BUG ? 31 : (unsigned)status);
}

static void
count_in(struct kx_diagnostics *diags, const struct kx_code_entry *entry, bool spared)
{
	if (spared)
		diags->spared++;
	if (entry->severity == KX_ERROR && !spared) {
		diags->errors++;
		diags->classes |= class_bit(entry->status);
	} else if (entry->severity >= KX_WARNING) {
		diags->warnings++;
	}
}

/* The place with its strings in the arena. */
static bool
copy_place(struct kx_arena *arena, const struct kx_place *place, struct kx_place *ret_copy)
{
	struct kx_place copy = *place;

	if (place->file != NULL && (copy.file = kx_arena_string(arena, place->file)) == NULL)
		return false;
	if (place->pointer != NULL && (copy.pointer = kx_arena_string(arena, place->pointer)) == NULL)
		return false;
	*ret_copy = copy;
	return true;
}

struct kx_diagnostic *
kx_vreport(struct kx_diagnostics *diags, enum kx_code code, struct kx_place place,
    const char *hint, const char *format, va_list args)
{
	const struct kx_code_entry *entry = kx_code_find((int)code);
	struct kx_diagnostic made = { .code = code }, *slot;

	if (entry == NULL)
		entry = kx_code_find(KX990);
	made.spared = diags->draft && entry->severity == KX_ERROR && entry->status == KX_EXIT_REFUSED;
	made.severity = made.spared ? KX_WARNING : entry->severity;
	count_in(diags, entry, made.spared);
	if (diags->count >= KX_MAX_DIAGNOSTICS)
		goto dropped;
	made.message = kx_arena_vprint(diags->arena, format, args);
	if (made.message == NULL || !copy_place(diags->arena, &place, &made.place))
		goto dropped;
	if (hint != NULL && (made.hint = kx_arena_string(diags->arena, hint)) == NULL)
		goto dropped;
	slot = kx_arena_push(diags->arena, &diags->list, &diags->count, &diags->room, sizeof(*diags->list));
	if (slot == NULL)
		goto dropped;
	*slot = made;
	return slot;
dropped:
	diags->dropped++;
	return NULL;
}

struct kx_diagnostic *
kx_report(struct kx_diagnostics *diags, enum kx_code code, struct kx_place place,
    const char *hint, const char *format, ...)
{
	struct kx_diagnostic *made;
	va_list args;

	va_start(args, format);
	made = kx_vreport(diags, code, place, hint, format, args);
	va_end(args);
	return made;
}

void
kx_diagnostics_append(struct kx_diagnostics *diags, const struct kx_diagnostics *more)
{
	struct kx_diagnostic *slot;
	size_t i;

	diags->errors += more->errors;
	diags->warnings += more->warnings;
	diags->spared += more->spared;
	diags->dropped += more->dropped;
	diags->classes |= more->classes;
	for (i = 0; i < more->count; i++) {
		slot = diags->count < KX_MAX_DIAGNOSTICS ?
		    kx_arena_push(diags->arena, &diags->list, &diags->count, &diags->room, sizeof(*diags->list)) : NULL;
		if (slot != NULL)
			*slot = more->list[i];
		else
			diags->dropped++;
	}
}

void
kx_report_once(struct kx_diagnostics *diags, enum kx_code code, struct kx_place place, const char *hint, const char *message)
{
	size_t i;

	for (i = 0; i < diags->count && message != NULL; i++)
		if (diags->list[i].code == code && strcmp(diags->list[i].message, message) == 0)
			return;
	kx_report(diags, code, place, hint, "%s", message != NULL ? message : "there is no memory left");
}

bool
kx_report_waive(struct kx_diagnostics *diags, struct kx_diagnostic *diagnostic, const char *waiver)
{
	const char *copy;

	if (diagnostic->severity != KX_WARNING || diagnostic->spared)
		return false;
	copy = kx_arena_string(diags->arena, waiver);
	if (copy == NULL)
		return false;
	diagnostic->waiver = copy;
	diagnostic->severity = KX_NOTE;
	diags->warnings--;
	return true;
}

void
kx_report_also(struct kx_diagnostics *diags, struct kx_diagnostic *diagnostic, struct kx_place place)
{
	struct kx_place *grown, copy;

	if (diagnostic == NULL || diagnostic->other_count >= KX_MAX_PLACES || !copy_place(diags->arena, &place, &copy))
		return;
	/* Places are few, so the list is copied as it grows and needs no capacity. */
	grown = kx_arena_array(diags->arena, diagnostic->other_count + 1, sizeof(*grown));
	if (grown == NULL)
		return;
	if (diagnostic->other_count > 0)
		memcpy(grown, diagnostic->others, diagnostic->other_count * sizeof(*grown));
	grown[diagnostic->other_count++] = copy;
	diagnostic->others = grown;
}

enum kx_exit
kx_diagnostics_status(const struct kx_diagnostics *diags, bool werror)
{
	static const enum kx_exit gravest_first[] = {
		KX_EXIT_BUG, KX_EXIT_IO, KX_EXIT_USAGE, KX_EXIT_INPUT, KX_EXIT_PRINTER, KX_EXIT_REFUSED
	};
	size_t i;

	for (i = 0; i < sizeof(gravest_first) / sizeof(gravest_first[0]); i++)
		if (diags->classes & class_bit(gravest_first[i]))
			return gravest_first[i];
	if (diags->errors > 0)
		return KX_EXIT_BUG;   /* an error whose code names no exit status */
	if (werror && diags->warnings > 0)
		return KX_EXIT_WERROR;
	return KX_EXIT_OK;
}
