/*
 * ToUnicode maps (ISO 32000-1, 9.10.3): bfchar and bfrange, two-byte codes.
 */
#include "pdf/audit.h"
#include "pdf/lexer.h"

#include <string.h>

#define LONGEST 512                /* bytes of one value */

struct mapping {
	struct kx_lexer lexer;
	struct kx_unicode_map *map;
};

/* UTF-16 of a value; `more` is added to its last unit, as ranges ask. */
static void
set_value(struct mapping *mapping, unsigned code, const unsigned char *units, size_t length, unsigned more)
{
	struct kx_unicode_map *map = mapping->map;
	size_t i;

	if (code > 0xFFFF || length < 2)
		return;
	map->mapped[code] = true;
	map->zero[code] = map->private_use[code] = false;
	for (i = 0; i + 1 < length; i += 2) {
		unsigned unit = (unsigned)units[i] << 8 | units[i + 1];

		if (i + 3 >= length)
			unit += more;
		map->zero[code] = map->zero[code] || unit == 0 || unit == 0xFEFF || unit == 0xFFFE;
		/* E000 to F8FF, and the last two planes, whose high surrogates are DB80 and above. */
		map->private_use[code] = map->private_use[code] || (unit >= 0xE000 && unit <= 0xF8FF) || (unit >= 0xDB80 && unit <= 0xDBFF);
	}
}

/* A hexadecimal word as a number and as bytes; false for any other word. */
static bool
take(struct mapping *mapping, unsigned *ret_code, unsigned char ret_bytes[LONGEST], size_t *ret_length, struct kx_lexed *ret_word)
{
	size_t i;

	*ret_word = kx_lexer_next(&mapping->lexer);
	if (ret_word->kind != KX_LEX_HEX || ret_word->end - ret_word->start > LONGEST)
		return false;
	*ret_length = kx_lexed_bytes(&mapping->lexer, ret_word, ret_bytes);
	*ret_code = 0;
	for (i = 0; i < *ret_length && i < 4; i++)
		*ret_code = *ret_code << 8 | ret_bytes[i];
	return true;
}

static void
read_characters(struct mapping *mapping)
{
	unsigned char bytes[LONGEST];
	unsigned code, value;
	struct kx_lexed word;
	size_t length;

	while (take(mapping, &code, bytes, &length, &word) && take(mapping, &value, bytes, &length, &word))
		set_value(mapping, code, bytes, length, 0);
}

static void
read_ranges(struct mapping *mapping)
{
	unsigned char bytes[LONGEST];
	unsigned first, last, value, code;
	struct kx_lexed word;
	size_t length;

	while (take(mapping, &first, bytes, &length, &word) && take(mapping, &last, bytes, &length, &word)) {
		if (last > 0xFFFF || last < first)
			return;
		if (take(mapping, &value, bytes, &length, &word)) {
			for (code = first; code <= last; code++)
				set_value(mapping, code, bytes, length, code - first);
		} else if (word.kind == KX_LEX_ARRAY) {
			for (code = first; take(mapping, &value, bytes, &length, &word); code++)
				set_value(mapping, code, bytes, length, 0);
		} else {
			return;
		}
	}
}

void
kx_unicode_map_read(const char *bytes, size_t length, struct kx_unicode_map *ret_map)
{
	struct mapping mapping = { { bytes, length, 0 }, ret_map };
	struct kx_lexed word;

	memset(ret_map, 0, sizeof(*ret_map));
	while ((word = kx_lexer_next(&mapping.lexer)).kind != KX_LEX_END) {
		if (kx_lexed_is(&mapping.lexer, &word, "beginbfchar"))
			read_characters(&mapping);
		else if (kx_lexed_is(&mapping.lexer, &word, "beginbfrange"))
			read_ranges(&mapping);
	}
}
