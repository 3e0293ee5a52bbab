/*
 * json_out: writes JSON text (RFC 8259) into a buffer.
 *
 * For what the program itself says in JSON: messages, the manifest.  Two
 * spaces of indentation, one member a line (or none of that, in a dense one),
 * members in the order they are written, so the same calls give the same bytes.  Reading JSON is
 * src/read's business.
 *
 * Every call takes the member's key, or NULL inside an array and for the
 * document itself.  Calls must nest; kx_json_done() tells whether they did.
 */
#ifndef KX_BASE_JSON_OUT_H
#define KX_BASE_JSON_OUT_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_json {
	struct kx_buffer *out;
	int depth;        /* open objects and arrays */
	bool empty;       /* nothing written yet in the innermost one */
	bool dense;       /* no spaces and line ends: set it after kx_json_init() */
	bool crooked;     /* something was closed that was not open */
};

/* Write to `out`, which must outlive the writer. */
void kx_json_init(struct kx_json *json, struct kx_buffer *out);

void kx_json_open_object(struct kx_json *json, const char *key);
void kx_json_close_object(struct kx_json *json);
void kx_json_open_array(struct kx_json *json, const char *key);
void kx_json_close_array(struct kx_json *json);

/* A string; NULL writes null.  Bytes that are not UTF-8 become U+FFFD. */
void kx_json_text(struct kx_json *json, const char *key, const char *text);
void kx_json_number(struct kx_json *json, const char *key, long long number);
void kx_json_boolean(struct kx_json *json, const char *key, bool value);

/* A value that is JSON text already; one trailing newline is dropped. */
void kx_json_ready(struct kx_json *json, const char *key, const char *value);

/*
 * End the document with a newline.  False when opens and closes did not
 * match or the buffer failed.
 */
bool kx_json_done(struct kx_json *json);

/* `text` as a JSON string with its quotes, on its own. */
void kx_json_quote(struct kx_buffer *out, const char *text);

#endif
