/*
 * A store that says one thing of one key, whatever that is: for tests of what a
 * form makes of bytes that nobody wrote by it.
 */
#ifndef KX_TEST_SAID_STORE_H
#define KX_TEST_SAID_STORE_H

#include "base/buffer.h"
#include "base/memo.h"
#include "base/store.h"

#include <stdlib.h>
#include <unistd.h>

struct said { const void *bytes; size_t length; };

static bool
say(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct said *said = value;

	(void)key;
	kx_buffer_add(out, said->bytes, said->length);
	return true;
}

/* The key as it is asked for, without its form.  For kx_store_close(). */
static void
open_said(struct kx_store *store, const struct kx_memo_key *key, enum kx_memo_ground ground, const void *bytes, size_t length)
{
	const struct kx_memo_form form = { ground, say, NULL };
	const struct kx_store_origin origin = { .program = { 1 } };
	const struct said said = { bytes, length };
	char path[] = "/tmp/kx-store-XXXXXX";
	int fd = mkstemp(path);
	struct kx_memo_key kept = *key;
	struct kx_buffer file;
	struct kx_memo memo;

	assert_true(fd >= 0);
	kx_memo_init(&memo, 1 << 20);
	kx_memo_form(&kept, &form, NULL);
	kx_memo_keep(&memo, &kept, &said);
	kx_buffer_init(&file, 1 << 20);
	assert_true(kx_store_write(&memo, &origin, &file));
	assert_int_equal(write(fd, kx_buffer_bytes(&file), file.length), (ssize_t)file.length);
	close(fd);
	kx_store_open(store, path, origin.program);
	unlink(path);
	kx_store_ground(store, ground, origin.grounds[ground]);
	assert_true(store->holds[ground]);
	kx_buffer_done(&file);
	kx_memo_done(&memo);
}

#endif
