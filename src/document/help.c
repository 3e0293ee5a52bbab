#include "document/compose.h"

#include <string.h>

/* ---- telephone numbers ---- */

/* The digit of a letter on a telephone's keys (ITU-T E.161), or 0. */
static char
key_digit(char c)
{
	static const char digits[] = "22233344455566677778889999";

	return c >= 'A' && c <= 'Z' ? digits[c - 'A'] : 0;
}

/*
 * "tel:" and the digits (RFC 3966), when `number` is nothing but a telephone
 * number; letters stand for their keys ("1-800-FLOWERS").  NULL for anything
 * with other words in it ("text HOME to 741741" is not a number to dial).
 */
static const char *
telephone_uri(struct kx_composer *composer, const char *number)
{
	char *uri = kx_arena_alloc(composer->arena, strlen(number) + sizeof("tel:"));
	size_t used = 4, digits = 0;
	const char *at;

	if (uri == NULL)
		return NULL;
	memcpy(uri, "tel:", 4);
	for (at = number; *at != '\0'; at++) {
		if (*at >= '0' && *at <= '9') {
			uri[used++] = *at;
			digits++;
		} else if (key_digit(*at) != 0) {
			uri[used++] = key_digit(*at);
		} else if (*at == '+' && used == 4) {
			uri[used++] = '+';
		} else if (strchr(" -().", *at) == NULL) {
			return NULL;
		}
	}
	return digits >= 3 ? uri : NULL;
}

/* ---- lines ---- */

static void
add_line(struct kx_composer *composer, struct kx_block *lines, const struct kx_help_line *help)
{
	struct kx_block *line = kx_block_add(composer, lines, KX_BLOCK_HELP_LINE, NULL, help->origin), *paragraph;
	const struct kx_source *source = help->source != NULL ? kx_content_source(composer->content, help->source) : NULL;
	const char *uri = telephone_uri(composer, help->number);
	int reference = source != NULL ? kx_handout_reference(composer->handout, source) : 0;

	if (uri != NULL)
		kx_runs_link(composer, &line->runs, help->number, uri, KX_STRONG);
	else
		kx_runs_text(composer, &line->runs, help->number, KX_STRONG, NULL);
	kx_paragraph_add(composer, line, "body", help->name, help->origin);
	if (help->how == NULL)
		return;
	paragraph = kx_block_add(composer, line, KX_BLOCK_PARAGRAPH, "body", help->origin);
	kx_runs_text(composer, &paragraph->runs, help->how, KX_PLAIN, NULL);
	/* Behind the words, never behind the number: a raised 12 after it would be dialled. */
	if (reference != 0)
		kx_runs_reference(composer, &paragraph->runs, reference, NULL);
}

/* For a life in danger, or for anything else (poison, reports, the clinic's desk)? */
static bool
is_urgent(const struct kx_help_line *help)
{
	return help->when == NULL || strcmp(help->when, "crisis") == 0 || strcmp(help->when, "emergency") == 0;
}

struct help_lines { const struct kx_help_line **list; size_t count, room; };

static void
collect_line(struct kx_composer *composer, struct help_lines *lines, const struct kx_help_line *line)
{
	const struct kx_help_line **place;

	place = kx_arena_push(composer->arena, &lines->list, &lines->count, &lines->room, sizeof(*place));
	if (place != NULL)
		*place = line;
}

static void
collect(struct kx_composer *composer, const struct kx_help_line *list, size_t count, struct help_lines *urgent,
    struct help_lines *other)
{
	size_t i;

	for (i = 0; i < count; i++)
		collect_line(composer, is_urgent(&list[i]) ? urgent : other, &list[i]);
}

static void
add_lines(struct kx_composer *composer, struct kx_block *parent, const char *style, const struct help_lines *lines)
{
	struct kx_block *block;
	size_t i;

	block = kx_block_add(composer, parent, KX_BLOCK_HELP_LINES, style, lines->list[0]->origin);
	for (i = 0; i < lines->count; i++)
		add_line(composer, block, lines->list[i]);
}

/* The clinic's desk and its number out of hours, as help lines; returns how many of `ret_lines` are filled. */
static size_t
clinic_numbers(struct kx_composer *composer, struct kx_help_line ret_lines[2])
{
	const struct kx_clinic *clinic = &composer->content->clinic;
	size_t count = 0;

	if (clinic->phone != NULL)
		ret_lines[count++] = (struct kx_help_line){
			.origin = kx_origin_member(composer, clinic->origin, "phone"),
			.name = KX_FILLED(composer, KX_WORD_HELP_CLINIC, { "clinic", clinic->name }),
			.number = clinic->phone,
			.how = clinic->hours,
		};
	if (clinic->after_hours != NULL)
		ret_lines[count++] = (struct kx_help_line){
			.origin = kx_origin_member(composer, clinic->origin, "after_hours"),
			.name = KX_FILLED(composer, KX_WORD_HELP_AFTER_HOURS, { "clinic", clinic->name }),
			.number = clinic->after_hours,
		};
	return count;
}

/* The clinic's own lines, then its country's, sorted by what they are for; returns the country's id. */
static const char *
collect_all(struct kx_composer *composer, struct help_lines *urgent, struct help_lines *other)
{
	const struct kx_clinic *clinic = &composer->content->clinic;
	const char *id = clinic->country != NULL ? clinic->country : composer->content->pack.country;
	const struct kx_country *country = kx_content_country(composer->content, id);

	memset(urgent, 0, sizeof(*urgent));
	memset(other, 0, sizeof(*other));
	collect(composer, clinic->help_lines, clinic->help_line_count, urgent, other);
	if (country != NULL)
		collect(composer, country->lines, country->line_count, urgent, other);
	return id;
}

/*
 * The box holds the lines for a life in danger and no others, so that nothing
 * in it is ever the wrong call.
 */
void
kx_form_help_lines(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct help_lines urgent, other;
	const char *country = collect_all(composer, &urgent, &other);
	struct kx_block *matter;

	if (urgent.count == 0 && kx_arena_spent(composer->arena))
		return;
	if (urgent.count == 0) {
		kx_compose_error(composer, KX425, composer->content->clinic.origin,
		    "Add the country to help-lines.json, or \"help_lines\" to the clinic.",
		    "there is no crisis or emergency number for country \"%s\"", country != NULL ? country : "");
		return;
	}
	matter = kx_matter_open(composer, group, plan, "crisis");
	add_lines(composer, matter, NULL, &urgent);
	kx_matter_close(composer, matter, plan);
}

/* The rest: poison, side effect reports, the clinic itself by day and by night. */
void
kx_form_other_lines(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct help_lines urgent, other;
	struct kx_help_line *own = kx_arena_array(composer->arena, 2, sizeof(*own));
	struct kx_block *matter;
	size_t own_count, i;

	collect_all(composer, &urgent, &other);
	own_count = own != NULL ? clinic_numbers(composer, own) : 0;
	for (i = 0; i < own_count; i++)
		collect_line(composer, &other, &own[i]);
	if (other.count == 0)
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	add_lines(composer, matter, "other", &other);
	kx_matter_close(composer, matter, plan);
}
