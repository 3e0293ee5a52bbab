/*
 * stamp: what the system says of a file, by which one that was read before is
 * known again without being opened.
 *
 * Whoever writes to a file, cuts it, replaces it, or sets its time back changes
 * at least the time of its last change (st_ctime), which nobody can set.  So a
 * file of the same device, inode, size and times has the bytes it had when they were
 * hashed, if two things hold that kx_stamp_read() sees to:
 *
 * - What is written next will have another time.  The system's clock for files
 *   moves in steps of up to 10 ms, so the bytes of a file that was changed
 *   less than SETTLED ago might be written again within one step (git calls
 *   such a file racily clean).  They are hashed when that time has passed.
 * - The file system keeps such times, by this machine's clock.  Those that are
 *   known to are listed; a network's or another machine's is not, whose clock is another
 *   and whose answers may be old.  A time of whole seconds is not believed either: it
 *   is that of a file system which knows no finer, or of an image that was made with
 *   one time for all.
 *
 * Not seen, as by git: bytes that are changed past the file system, on the bare
 * device, and by a program that goes on writing to a page it has mapped, before
 * the system writes that page out.  What is changed otherwise has another stamp.
 */
#ifndef KX_BASE_STAMP_H
#define KX_BASE_STAMP_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Without padding: its bytes are a key.  Times are seconds since 1970 and nanoseconds. */
struct kx_stamp {
	uint64_t device, inode, size;
	int64_t modified, modified_ns, changed, changed_ns;
};

/* The stamp of the regular file `path`, or what a link there leads to; false where there is none. */
bool kx_stamp_of(const char *path, struct kx_stamp *ret_stamp);

/*
 * Nanoseconds from `now` (since 1970) until a file with this stamp is old
 * enough for it to be believed: 0 when it is, negative when it never is.
 */
int64_t kx_stamp_unsettled(const struct kx_stamp *stamp, int64_t now);

/*
 * The SHA-256 of a file of at most `ceiling` bytes and the stamp that stands
 * for those bytes; waits until it does, a tenth of a second at most.  False,
 * and nothing is said, where none can, or the file cannot be read.
 */
bool kx_stamp_read(const char *path, size_t ceiling, struct kx_stamp *ret_stamp, uint8_t ret_digest[KX_HASH_BYTES]);

#endif
