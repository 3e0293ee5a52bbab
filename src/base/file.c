#include "base/file.h"

#include "base/arena.h"
#include "base/diagnostic.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Temporaries tried before giving up; another process holds at most a few. */
#define TEMPORARY_TRIES 100
#define HASHED_AT_ONCE 8192     /* of the stack, whose pages are touched for the first time */

static struct kx_place
whole_file(const char *path)
{
	return (struct kx_place){ .file = path };
}

static void
report_read(struct kx_diagnostics *diags, const char *path, const char *cause)
{
	kx_report(diags, KX701, whole_file(path), NULL, "cannot read this file: %s", cause);
}

/* Read up to `size` bytes; a file that shrank meanwhile gives fewer. */
static bool
read_all(int fd, char *bytes, size_t size, size_t *ret_length)
{
	size_t length = 0;
	ssize_t got;

	while (length < size) {
		got = read(fd, bytes + length, size - length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0)
			break;
		length += (size_t)got;
	}
	*ret_length = length;
	return true;
}

/*
 * Is the open file one that can be read whole?  Folders, pipes and devices
 * are not: reading them could wait for ever or never end.
 */
static bool
check_kind(int fd, const char *path, size_t ceiling, size_t *ret_size, struct kx_diagnostics *diags)
{
	struct stat status;

	if (fstat(fd, &status) != 0) {
		report_read(diags, path, strerror(errno));
		return false;
	}
	if (!S_ISREG(status.st_mode)) {
		report_read(diags, path, S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a regular file");
		return false;
	}
	if (status.st_size < 0 || (uintmax_t)status.st_size > ceiling) {
		kx_report(diags, KX111, whole_file(path), NULL, "the file has %lld bytes; at most %zu are read",
		    (long long)status.st_size, ceiling);
		return false;
	}
	*ret_size = (size_t)status.st_size;
	return true;
}

/* Open a file that can be read whole; -1 when there is none, which is reported. */
static int
open_whole(const char *path, size_t ceiling, size_t *ret_size, struct kx_diagnostics *diags)
{
	/* Without O_NONBLOCK a pipe in place of the file would wait for a writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0) {
		report_read(diags, path, strerror(errno));
		return -1;
	}
	if (check_kind(fd, path, ceiling, ret_size, diags))
		return fd;
	close(fd);
	return -1;
}

bool
kx_file_read(struct kx_arena *arena, const char *path, size_t ceiling,
    const char **ret_bytes, size_t *ret_length, struct kx_diagnostics *diags)
{
	size_t size, length;
	bool done = false;
	char *bytes;
	int fd = open_whole(path, ceiling, &size, diags);

	if (fd < 0)
		return false;
	bytes = kx_arena_room(arena, size + 1);
	if (bytes == NULL) {
		kx_report(diags, KX111, whole_file(path), NULL, "there is no memory left for the %zu bytes of this file", size);
		goto out;
	}
	if (!read_all(fd, bytes, size, &length)) {
		report_read(diags, path, strerror(errno));
		goto out;
	}
	bytes[length] = '\0';
	*ret_bytes = bytes;
	*ret_length = length;
	done = true;
out:
	close(fd);
	return done;
}

bool
kx_file_hash_open(int fd, size_t size, uint8_t ret_digest[KX_HASH_BYTES])
{
	char part[HASHED_AT_ONCE];
	struct kx_hashing hashing;
	size_t length = 0;

	kx_hash_begin(&hashing);
	do {
		if (!read_all(fd, part, size < sizeof(part) ? size : sizeof(part), &length))
			return false;
		kx_hash_add(&hashing, part, length);
		size -= length;
	} while (size > 0 && length > 0);
	kx_hash_end(&hashing, ret_digest);
	return true;
}

bool
kx_file_hash(const char *path, size_t ceiling, char ret_hex[KX_HASH_HEX], struct kx_diagnostics *diags)
{
	uint8_t digest[KX_HASH_BYTES];
	size_t size;
	int fd = open_whole(path, ceiling, &size, diags);
	bool done;

	if (fd < 0)
		return false;
	done = kx_file_hash_open(fd, size, digest);
	if (done)
		kx_hash_digits(digest, ret_hex);
	else
		report_read(diags, path, strerror(errno));
	close(fd);
	return done;
}

bool
kx_write_all(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;
	ssize_t put;

	while (length > 0) {
		put = write(fd, at, length);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		at += put;
		length -= (size_t)put;
	}
	return true;
}

static bool
report_write(struct kx_diagnostics *diags, const char *path, const char *cause)
{
	kx_report(diags, KX702, whole_file(path), NULL, "cannot write this file: %s", cause);
	return false;
}

/* Devices and pipes cannot be replaced, only written to. */
static bool
write_through(const char *path, const void *bytes, size_t length, struct kx_diagnostics *diags)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY), cause = 0;

	if (fd < 0)
		return report_write(diags, path, strerror(errno));
	if (!kx_write_all(fd, bytes, length))
		cause = errno;
	if (close(fd) != 0 && cause == 0)
		cause = errno;
	return cause == 0 || report_write(diags, path, strerror(cause));
}

/* Length of the folder part of `path`, with its slash. */
static size_t
folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/*
 * A new, empty file beside `path`, hidden and named after it so that one left
 * by a power cut can be recognised.  The caller frees `*ret_name`.
 */
static int
open_temporary(const char *path, mode_t mode, char **ret_name)
{
	size_t folder = folder_length(path), room = strlen(path) + 48;
	char *name = malloc(room);
	int fd = -1, i;

	if (name == NULL) {
		errno = ENOMEM;
		return -1;
	}
	for (i = 0; i < TEMPORARY_TRIES; i++) {
		snprintf(name, room, "%.*s.%.200s.%ld-%d.tmp", (int)folder, path, path + folder, (long)getpid(), i);
		fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	if (fd < 0) {
		free(name);
		return -1;
	}
	*ret_name = name;
	return fd;
}

/* `old` is what stood there before, NULL for a new file. */
static int
replace_file(const char *path, const struct stat *old, const void *bytes, size_t length)
{
	char *name = NULL;
	int fd = open_temporary(path, 0666, &name), cause = 0;

	if (fd < 0)
		return errno;
	if (old != NULL && fchmod(fd, old->st_mode & 0777) != 0)
		cause = errno;
	if (cause == 0 && (!kx_write_all(fd, bytes, length) || fsync(fd) != 0))
		cause = errno;
	if (close(fd) != 0 && cause == 0)
		cause = errno;
	if (cause == 0 && rename(name, path) != 0)
		cause = errno;
	if (cause != 0)
		unlink(name);
	free(name);
	return cause;
}

bool
kx_file_replace(const char *path, const void *bytes, size_t length, struct kx_diagnostics *diags)
{
	bool exists, linked;
	struct stat status;
	char *real;
	int cause;

	if (strcmp(path, "-") == 0) {
		if (kx_write_all(STDOUT_FILENO, bytes, length))
			return true;
		cause = errno;
		kx_report(diags, KX702, (struct kx_place){ 0 }, NULL, "cannot write to standard output: %s", strerror(cause));
		return false;
	}
	exists = lstat(path, &status) == 0;
	linked = exists && S_ISLNK(status.st_mode);
	if (linked)
		exists = stat(path, &status) == 0;
	if (exists && S_ISDIR(status.st_mode))
		return report_write(diags, path, "it is a folder");
	if (exists && !S_ISREG(status.st_mode))
		return write_through(path, bytes, length, diags);
	/* A symbolic link stays one: what it points at is replaced. */
	real = exists && linked ? realpath(path, NULL) : NULL;
	cause = replace_file(real != NULL ? real : path, exists ? &status : NULL, bytes, length);
	free(real);
	return cause == 0 || report_write(diags, path, strerror(cause));
}

static bool
ends_in(const char *name, const char *suffix)
{
	size_t length = strlen(name), tail = strlen(suffix);

	return length > tail && strcmp(name + length - tail, suffix) == 0;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
kx_folder_list(struct kx_arena *arena, const char *folder, const char *suffix,
    const char *const **ret_names, size_t *ret_count, struct kx_diagnostics *diags)
{
	const char **names = NULL, **slot;
	size_t count = 0, room = 0;
	struct dirent *entry;
	DIR *handle = opendir(folder);
	int cause = 0;

	if (handle == NULL) {
		kx_report(diags, KX701, whole_file(folder), NULL, "cannot read this folder: %s", strerror(errno));
		return false;
	}
	for (errno = 0; (entry = readdir(handle)) != NULL; errno = 0) {
		if (entry->d_name[0] == '.' || !ends_in(entry->d_name, suffix))
			continue;
		slot = kx_arena_push(arena, &names, &count, &room, sizeof(*names));
		if (slot == NULL || (*slot = kx_arena_string(arena, entry->d_name)) == NULL) {
			errno = ENOMEM;
			break;
		}
	}
	cause = errno;
	closedir(handle);
	if (cause != 0) {
		kx_report(diags, KX701, whole_file(folder), NULL, "cannot read this folder: %s", strerror(cause));
		return false;
	}
	if (count > 1)
		qsort(names, count, sizeof(*names), compare_names);
	*ret_names = names;
	*ret_count = count;
	return true;
}

const char *
kx_path_join(struct kx_arena *arena, const char *folder, const char *name)
{
	size_t length = strlen(folder), more = strlen(name);
	size_t slash = length > 0 && folder[length - 1] == '/' ? 0 : 1;
	char *path = kx_arena_room(arena, length + slash + more + 1);

	if (path == NULL)
		return NULL;
	memcpy(path, folder, length);
	memcpy(path + length, "/", slash);
	memcpy(path + length + slash, name, more + 1);
	return path;
}

bool
kx_path_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

bool
kx_path_is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool
kx_path_is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}
