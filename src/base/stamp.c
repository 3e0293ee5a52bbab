#include "base/stamp.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#define SECOND  1000000000
#define SETTLED (SECOND / 10)          /* ten of the longest steps of the clock for files */

/* These have no name in linux/magic.h, or not in that of all systems. */
#define ZFS_MAGIC      0x2fc12fc1
#define BCACHEFS_MAGIC 0xca451a4e

static struct kx_stamp
stamp_from(const struct stat *facts)
{
	return (struct kx_stamp){
		.device = (uint64_t)facts->st_dev, .inode = (uint64_t)facts->st_ino, .size = (uint64_t)facts->st_size,
		.modified = facts->st_mtim.tv_sec, .modified_ns = facts->st_mtim.tv_nsec,
		.changed = facts->st_ctim.tv_sec, .changed_ns = facts->st_ctim.tv_nsec
	};
}

bool
kx_stamp_of(const char *path, struct kx_stamp *ret_stamp)
{
	struct stat facts;

	if (stat(path, &facts) != 0 || !S_ISREG(facts.st_mode))
		return false;
	*ret_stamp = stamp_from(&facts);
	return true;
}

int64_t
kx_stamp_unsettled(const struct kx_stamp *stamp, int64_t now)
{
	int64_t age;

	if (stamp->changed_ns == 0 || stamp->changed < 0 || stamp->changed > now / SECOND)
		return -1;
	age = now - (stamp->changed * SECOND + stamp->changed_ns);
	return age > SETTLED ? 0 : age < 0 ? -1 : SETTLED - age + 1;
}

/* Does the file system keep the time of a file's last change, to less than 10 ms, by this machine's clock? */
static bool
keeps_times(int fd)
{
	struct statfs facts;

	if (fstatfs(fd, &facts) != 0)
		return false;
	switch ((uint32_t)facts.f_type) {
	case EXT4_SUPER_MAGIC: case XFS_SUPER_MAGIC: case BTRFS_SUPER_MAGIC: case F2FS_SUPER_MAGIC: case TMPFS_MAGIC:
	case OVERLAYFS_SUPER_MAGIC: case ZFS_MAGIC: case BCACHEFS_MAGIC:
		return true;
	default:
		return false;
	}
}

static bool
stamp_open(int fd, struct kx_stamp *ret_stamp)
{
	struct stat facts;

	if (fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode))
		return false;
	*ret_stamp = stamp_from(&facts);
	return true;
}

static int64_t
now(void)
{
	struct timespec time;

	return clock_gettime(CLOCK_REALTIME, &time) == 0 ? (int64_t)time.tv_sec * SECOND + time.tv_nsec : 0;
}

/* Wait until the stamp is old enough, if that will be. */
static bool
settle(const struct kx_stamp *stamp)
{
	int64_t left = kx_stamp_unsettled(stamp, now());
	struct timespec rest = { .tv_nsec = left };

	if (left > 0)
		while (nanosleep(&rest, &rest) != 0 && errno == EINTR)
			;
	return left >= 0 && kx_stamp_unsettled(stamp, now()) == 0;
}

bool
kx_stamp_read(const char *path, size_t ceiling, struct kx_stamp *ret_stamp, uint8_t ret_digest[KX_HASH_BYTES])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct kx_stamp before, after;
	bool done = false;

	if (fd < 0)
		return false;
	if (keeps_times(fd) && stamp_open(fd, &before) && before.size <= ceiling && settle(&before) &&
	    kx_file_hash_open(fd, before.size, ret_digest) && stamp_open(fd, &after) && memcmp(&before, &after, sizeof(before)) == 0) {
		*ret_stamp = before;
		done = true;
	}
	close(fd);
	return done;
}
