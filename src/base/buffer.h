/*
 * buffer: bytes that grow, with a ceiling.
 *
 * A buffer owns malloc'd memory.  A failed append (ceiling or no memory) is
 * remembered: later appends do nothing and kx_buffer_failed() tells.  The
 * bytes are always followed by a NUL that is not counted.
 */
#ifndef KX_BASE_BUFFER_H
#define KX_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct kx_buffer {
	char *bytes;
	size_t length;
	size_t room;
	size_t ceiling;
	bool failed;
};

void kx_buffer_init(struct kx_buffer *buffer, size_t ceiling);
void kx_buffer_done(struct kx_buffer *buffer);   /* accepts a zeroed buffer */
void kx_buffer_clear(struct kx_buffer *buffer);  /* empty it, keep the memory */
void kx_buffer_reserve(struct kx_buffer *buffer, size_t more);   /* room for so many bytes more at once; what it lacks shows when they are added */
void kx_buffer_add(struct kx_buffer *buffer, const void *bytes, size_t length);
void kx_buffer_text(struct kx_buffer *buffer, const char *text);
/* A text as part of a key: whatever stands behind it, the same bytes only of the same text, and none is another than an empty one. */
void kx_buffer_text_or_none(struct kx_buffer *buffer, const char *text);
void kx_buffer_char(struct kx_buffer *buffer, char c);
void kx_buffer_print(struct kx_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool kx_buffer_failed(const struct kx_buffer *buffer);

/* The bytes, never NULL. */
const char *kx_buffer_bytes(const struct kx_buffer *buffer);

/*
 * A length in thousandths as a decimal number, shortest form ("12.5", "-3",
 * "0.004"); independent of the locale.
 */
void kx_buffer_milli(struct kx_buffer *buffer, long thousandths);

/* A whole number as printf has it with "%lld". */
void kx_buffer_number(struct kx_buffer *buffer, long long number);

#endif
