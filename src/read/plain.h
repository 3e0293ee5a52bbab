/*
 * plain: JSON text without anything unusual, read in one walk.
 *
 * jansson's parser takes some two hundred instructions a character, since each
 * goes through a reader's callback and is appended by itself; with a hundred
 * data files that was a sixth of a handout.  This one makes the same jansson
 * values from plain text, and whatever it does not know at a glance - an
 * escape, a control character, a name that comes twice, any fault - it leaves
 * to jansson, whose judgement stands.
 */
#ifndef KX_READ_PLAIN_H
#define KX_READ_PLAIN_H

#include <jansson.h>
#include <stddef.h>

/*
 * The values of JSON text, as json_loadb() with JSON_DECODE_ANY and
 * JSON_REJECT_DUPLICATES makes them; the caller's.  NULL when the text is not
 * plain, is nested deeper than KX_MAX_JSON_DEPTH or may have more values than
 * KX_MAX_JSON_VALUES, or there is no memory: ask jansson.  `bytes` is valid UTF-8 without NUL.
 */
json_t *kx_plain_parse(const char *bytes, size_t length);

#endif
