#include "content/template.h"

#include <string.h>

const char *const kx_running_words[KX_RUNNING_COUNT] = { "title", "clinic", "document_id", "version", "review", "next_review",
	"phone", "page_of" };

enum kx_running_word
kx_running_word(const char *name, size_t length)
{
	enum kx_running_word word = 0;

	while (word < KX_RUNNING_COUNT && (strlen(kx_running_words[word]) != length || strncmp(kx_running_words[word], name, length) != 0))
		word++;
	return word;
}

const struct kx_style *
kx_template_style(const struct kx_template *sheet, const char *id)
{
	size_t i;

	for (i = 0; i < sheet->style_count; i++)
		if (sheet->styles[i].id[0] == id[0] && strcmp(sheet->styles[i].id, id) == 0)
			return &sheet->styles[i];
	return NULL;
}

const struct kx_box_style *
kx_template_box(const struct kx_template *sheet, const char *id)
{
	size_t i;

	for (i = 0; i < sheet->box_count; i++)
		if (strcmp(sheet->boxes[i].id, id) == 0)
			return &sheet->boxes[i];
	return NULL;
}

const struct kx_icon *
kx_template_bullet(const struct kx_template *sheet, const char *topic)
{
	size_t i;

	for (i = 0; i < sheet->bullet_count; i++)
		if (strcmp(sheet->bullets[i].topic, topic) == 0)
			return sheet->bullets[i].icon;
	return NULL;
}

const struct kx_paper *
kx_template_paper(const struct kx_template *sheet, const char *id)
{
	size_t i;

	for (i = 0; i < sheet->paper_count; i++)
		if (strcmp(sheet->papers[i].id, id) == 0)
			return &sheet->papers[i];
	return NULL;
}

const struct kx_region *
kx_paper_region(const struct kx_paper *paper, const char *id, size_t *ret_side)
{
	size_t side, i;

	for (side = 0; side < paper->side_count; side++) {
		for (i = 0; i < paper->sides[side].region_count; i++) {
			if (strcmp(paper->sides[side].regions[i].id, id) != 0)
				continue;
			if (ret_side != NULL)
				*ret_side = side;
			return &paper->sides[side].regions[i];
		}
	}
	return NULL;
}

kx_length
kx_template_number(const struct kx_template *sheet, const char *id, kx_length otherwise)
{
	size_t i;

	for (i = 0; i < sheet->number_count; i++)
		if (strcmp(sheet->numbers[i].id, id) == 0)
			return sheet->numbers[i].value;
	return otherwise;
}

bool
kx_color_parse(const char *text, kx_color *ret_color)
{
	kx_color color = 0;
	int i, digit;

	if (text[0] != '#')
		return false;
	for (i = 1; i <= 6; i++) {
		if (text[i] >= '0' && text[i] <= '9')
			digit = text[i] - '0';
		else if (text[i] >= 'a' && text[i] <= 'f')
			digit = text[i] - 'a' + 10;
		else if (text[i] >= 'A' && text[i] <= 'F')
			digit = text[i] - 'A' + 10;
		else
			return false;
		color = color << 4 | (kx_color)digit;
	}
	if (text[7] != '\0')
		return false;
	*ret_color = color;
	return true;
}

bool
kx_color_split(const char *text, size_t *ret_length, int *ret_percent)
{
	size_t length = strcspn(text, " ");
	int percent = 0, digits = 0;

	*ret_length = length;
	*ret_percent = 100;
	if (text[length] == '\0')
		return length > 0;
	for (text += length + 1; *text >= '0' && *text <= '9' && digits < 3; text++, digits++)
		percent = percent * 10 + (*text - '0');
	*ret_percent = percent;
	return length > 0 && digits > 0 && percent <= 100 && strcmp(text, "%") == 0;
}

/* `percent` of the colour on white, rounded, channel by channel. */
static kx_color
tint(kx_color color, int percent)
{
	kx_color made = 0;
	int shift, channel;

	for (shift = 16; shift >= 0; shift -= 8) {
		channel = (int)(color >> shift & 0xff);
		channel = 255 - ((255 - channel) * percent + 50) / 100;
		made |= (kx_color)channel << shift;
	}
	return made;
}

const struct kx_named_color *
kx_template_named_color(const struct kx_template *sheet, const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < sheet->color_count; i++)
		if (strlen(sheet->colors[i].id) == length && memcmp(sheet->colors[i].id, name, length) == 0)
			return &sheet->colors[i];
	return NULL;
}

/*
 * A colour names at most one other, so the names form a chain: one longer
 * than the number of colours goes in a circle.
 */
static bool
resolve(const struct kx_template *sheet, const char *value, kx_color clinic, size_t links, kx_color *ret_color)
{
	const struct kx_named_color *named;
	kx_color color;
	size_t length;
	int percent;

	if (kx_color_parse(value, ret_color))
		return true;
	if (!kx_color_split(value, &length, &percent))
		return false;
	if (length == strlen("clinic") && memcmp(value, "clinic", length) == 0) {
		color = clinic;
	} else {
		named = kx_template_named_color(sheet, value, length);
		if (named == NULL || links == 0 || !resolve(sheet, named->value, clinic, links - 1, &color))
			return false;
	}
	*ret_color = tint(color, percent);
	return true;
}

bool
kx_template_color(const struct kx_template *sheet, const char *name, kx_color clinic, kx_color *ret_color)
{
	return resolve(sheet, name, clinic, sheet->color_count, ret_color);
}

bool
kx_place_holds(const char *place, const char *section, const char *block)
{
	size_t length = strcspn(place, "/");

	if (section == NULL || strlen(section) != length || strncmp(place, section, length) != 0)
		return false;
	return place[length] == '\0' || (block != NULL && strcmp(place + length + 1, block) == 0);
}

bool
kx_template_omits(const struct kx_template *sheet, const char *section, const char *block)
{
	size_t i;

	for (i = 0; sheet != NULL && i < sheet->omit_count; i++)
		if (kx_place_holds(sheet->omit[i], section, block))
			return true;
	return false;
}

const char *
kx_template_font(const struct kx_template *sheet, const char *role)
{
	size_t i;

	for (i = 0; i < sheet->font_count; i++)
		if (strcmp(sheet->fonts[i].role, role) == 0)
			return sheet->fonts[i].chain;
	return role;
}
