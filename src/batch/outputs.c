#include "batch/outputs.h"

#include "base/buffer.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUMS_CEILING (256u * 1024 * 1024)
#define MOST_PDF_BYTES (1024 * 1024 * 1024)

/* "a/b/.c.pdf.kxreport" for "a/b/c.pdf". */
static bool
temporary_name(const char *output, char ret_name[PATH_MAX])
{
	const char *slash = strrchr(output, '/');
	int folder = slash != NULL ? (int)(slash - output) + 1 : 0;

	return snprintf(ret_name, PATH_MAX, "%.*s.%s.kxreport", folder, output, output + folder) < PATH_MAX;
}

/*
 * The folder that `path` lies in, opened part by part so that no link leads astray; made where it is
 * missing when `make`.  -1 with errno.
 */
static int
open_folder(const char *folder, const char *path, bool make)
{
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), next;
	char part[NAME_MAX + 1];
	size_t length;

	while (at >= 0 && strchr(path, '/') != NULL) {
		length = strcspn(path, "/");
		if (length > NAME_MAX) {
			close(at);
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(part, path, length);
		part[length] = '\0';
		path += length + 1;
		if (make && mkdirat(at, part, 0777) != 0 && errno != EEXIST)
			next = -1;
		else
			next = openat(at, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		length = (size_t)errno;
		close(at);
		errno = (int)length;
		at = next;
	}
	return at;
}

static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static int64_t
nanoseconds(struct timespec time)
{
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* The path as the kernel can take it at once: for what is only looked at. */
static bool
whole_path(const char *folder, const char *output, char ret_path[PATH_MAX])
{
	return snprintf(ret_path, PATH_MAX, "%s/%s", folder, output) < PATH_MAX;
}

bool
kx_outputs_stamp(const char *folder, const char *output, struct kx_file_stamp *ret_stamp)
{
	struct stat status;
	char path[PATH_MAX];

	memset(ret_stamp, 0, sizeof(*ret_stamp));
	if (!whole_path(folder, output, path) || lstat(path, &status) != 0)
		return false;
	if (S_ISREG(status.st_mode))
		*ret_stamp = (struct kx_file_stamp){ status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim),
		    (int64_t)status.st_ino };
	return true;
}

/* All of a file, for the caller to free; NULL when it is none, cannot be read, or is not of `length` bytes, any for -1. */
static char *
read_output(const char *folder, const char *output, int64_t length, size_t *ret_length)
{
	struct stat status;
	char path[PATH_MAX], *bytes = NULL;
	ssize_t got = 0;
	size_t have = 0;
	int fd;

	if (!whole_path(folder, output, path))
		return NULL;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return NULL;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size < MOST_PDF_BYTES &&
	    (length < 0 || status.st_size == length))
		bytes = malloc((size_t)status.st_size + 1);
	while (bytes != NULL && have < (size_t)status.st_size &&
	    ((got = read(fd, bytes + have, (size_t)status.st_size - have)) > 0 || (got < 0 && errno == EINTR)))
		have += got > 0 ? (size_t)got : 0;
	close(fd);
	if (got < 0) {
		free(bytes);
		bytes = NULL;
	}
	*ret_length = have;
	return bytes;
}

bool
kx_outputs_hash(const char *folder, const char *output, char ret_hex[KX_HASH_HEX])
{
	size_t length;
	char *bytes = read_output(folder, output, -1, &length);

	if (bytes != NULL)
		kx_hash_hex(bytes, length, ret_hex);
	free(bytes);
	return bytes != NULL;
}

bool
kx_outputs_holds(const char *folder, const char *output, const void *bytes, size_t length)
{
	size_t have;
	char *standing = read_output(folder, output, (int64_t)length, &have);
	bool same = standing != NULL && have == length && memcmp(standing, bytes, length) == 0;

	free(standing);
	return same;
}

int
kx_outputs_write(const char *folder, const char *output, const void *bytes, size_t length)
{
	int at = open_folder(folder, output, true), fd, cause = 0;
	char name[PATH_MAX];

	if (at < 0)
		return errno;
	fd = temporary_name(last_part(output), name) ?
	    openat(at, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666) : -1;
	if (fd < 0) {
		cause = errno;
	} else {
		cause = kx_write_all(fd, bytes, length) ? 0 : errno;
		if (close(fd) != 0 && cause == 0)
			cause = errno;
		if (cause != 0)
			unlinkat(at, name, 0);
	}
	close(at);
	return cause;
}

int
kx_outputs_sync(const char *folder)
{
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), cause = 0;

	if (at < 0)
		return errno;
	if (syncfs(at) != 0)
		cause = errno;
	close(at);
	return cause;
}

int
kx_outputs_place(const char *folder, const char *output)
{
	int at = open_folder(folder, output, false), cause = 0;
	struct stat old, new;
	char name[PATH_MAX];

	if (at < 0)
		return errno;
	if (!temporary_name(last_part(output), name))
		cause = ENAMETOOLONG;
	/* A file that was there keeps its permissions; anything but a file is left alone. */
	if (cause == 0 && fstatat(at, last_part(output), &old, AT_SYMLINK_NOFOLLOW) == 0) {
		if (!S_ISREG(old.st_mode))
			cause = EEXIST;
		else if (fstatat(at, name, &new, AT_SYMLINK_NOFOLLOW) == 0 && (old.st_mode & 0777) != (new.st_mode & 0777) &&
		    fchmodat(at, name, old.st_mode & 0777, 0) != 0)
			cause = errno;
	}
	if (cause == 0 && renameat(at, name, at, last_part(output)) != 0)
		cause = errno;
	close(at);
	return cause;
}

static int
unlink_part(const char *folder, const char *output, const char *name)
{
	int at = open_folder(folder, output, false), cause = 0;

	if (at < 0)
		return errno == ENOENT ? 0 : errno;
	if (unlinkat(at, name, 0) != 0 && errno != ENOENT)
		cause = errno;
	close(at);
	return cause;
}

int
kx_outputs_drop(const char *folder, const char *output)
{
	char name[PATH_MAX];

	return temporary_name(last_part(output), name) ? unlink_part(folder, output, name) : ENAMETOOLONG;
}

int
kx_outputs_remove(const char *folder, const char *output)
{
	return unlink_part(folder, output, last_part(output));
}

int
kx_outputs_sums(const char *folder, const char *name, const struct kx_sum *sums, size_t count)
{
	struct kx_buffer out;
	int cause;
	size_t i;

	kx_buffer_init(&out, SUMS_CEILING);
	for (i = 0; i < count; i++)
		kx_buffer_print(&out, "%s  %s\n", sums[i].sha256, sums[i].output);   /* outputs hold no backslash or line end */
	cause = kx_buffer_failed(&out) ? ENOMEM : kx_outputs_write(folder, name, kx_buffer_bytes(&out), out.length);
	kx_buffer_done(&out);
	if (cause == 0)
		cause = kx_outputs_sync(folder);
	return cause == 0 ? kx_outputs_place(folder, name) : cause;
}

bool
kx_outputs_failed(struct kx_arena *arena, const char *folder, const char *output, int cause, struct kx_diagnostics *diags)
{
	kx_report(diags, KX702, (struct kx_place){ .file = kx_path_join(arena, folder, output) }, NULL,
	    "cannot write this file: %s", strerror(cause));
	return false;
}
