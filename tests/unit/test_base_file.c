#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct room {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	char folder[64];
};

static int
open_room(void **state)
{
	struct room *room = calloc(1, sizeof(*room));

	kx_arena_init(&room->arena, 1 << 24);
	kx_diagnostics_init(&room->diags, &room->arena);
	strcpy(room->folder, "/tmp/kx-file-XXXXXX");
	*state = room;
	return mkdtemp(room->folder) == NULL;
}

static int
close_room(void **state)
{
	struct room *room = *state;
	char command[128];
	int status;

	snprintf(command, sizeof(command), "rm -rf '%s'", room->folder);
	status = system(command);
	kx_arena_done(&room->arena);
	free(room);
	return status;
}

static const char *
path_of(struct room *room, const char *name)
{
	return kx_path_join(&room->arena, room->folder, name);
}

static void
put(struct room *room, const char *name, const void *bytes, size_t length)
{
	FILE *file = fopen(path_of(room, name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static void
assert_holds(struct room *room, const char *name, const char *wanted)
{
	const char *bytes;
	size_t length;

	assert_true(kx_file_read(&room->arena, path_of(room, name), 1 << 20, &bytes, &length, &room->diags));
	assert_string_equal(bytes, wanted);
	assert_int_equal(length, strlen(wanted));
}

/* How many names the folder holds, hidden ones too. */
static size_t
names_in(struct room *room)
{
	char command[128];
	size_t count = 0;
	FILE *pipe;
	int c;

	snprintf(command, sizeof(command), "ls -A '%s'", room->folder);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	while ((c = getc(pipe)) != EOF)
		count += c == '\n';
	pclose(pipe);
	return count;
}

static void
reads_whole_files(void **state)
{
	struct room *room = *state;
	const char *bytes;
	size_t length;

	put(room, "a", "one\0two", 7);
	assert_true(kx_file_read(&room->arena, path_of(room, "a"), 7, &bytes, &length, &room->diags));
	assert_int_equal(length, 7);
	assert_memory_equal(bytes, "one\0two", 8);
	put(room, "empty", "", 0);
	assert_true(kx_file_read(&room->arena, path_of(room, "empty"), 7, &bytes, &length, &room->diags));
	assert_int_equal(length, 0);
	assert_string_equal(bytes, "");
	assert_int_equal(room->diags.count, 0);
}

static void
assert_unread(struct room *room, const char *name, size_t ceiling, enum kx_code code, const char *message)
{
	const char *bytes;
	size_t length, before = room->diags.count;

	assert_false(kx_file_read(&room->arena, path_of(room, name), ceiling, &bytes, &length, &room->diags));
	assert_int_equal(room->diags.count, before + 1);
	assert_int_equal(room->diags.list[before].code, code);
	assert_string_equal(room->diags.list[before].message, message);
	assert_string_equal(room->diags.list[before].place.file, path_of(room, name));
	/* Nor can it be hashed, for the same reason. */
	assert_false(kx_file_hash(path_of(room, name), ceiling, (char[KX_HASH_HEX]){ 0 }, &room->diags));
	assert_int_equal(room->diags.count, before + 2);
	assert_int_equal(room->diags.list[before + 1].code, code);
	assert_string_equal(room->diags.list[before + 1].message, message);
}

/* A hash of a file is that of its bytes, in however many parts it is read. */
static void
hashes_files(void **state)
{
	static const size_t lengths[] = { 0, 1, 32767, 32768, 32769, 65536, 100000 };
	char bytes[100000], hex[KX_HASH_HEX], wanted[KX_HASH_HEX];
	struct room *room = *state;
	size_t i;

	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * i % 251);
	for (i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		put(room, "a", bytes, lengths[i]);
		assert_true(kx_file_hash(path_of(room, "a"), sizeof(bytes), hex, &room->diags));
		kx_hash_hex(bytes, lengths[i], wanted);
		assert_string_equal(hex, wanted);
	}
}

/* Whatever stands in place of a file: an answer at once, never a wait. */
static void
refuses_what_is_no_file(void **state)
{
	struct room *room = *state;

	assert_unread(room, "none", 9, KX701, "cannot read this file: No such file or directory");
	assert_int_equal(mkdir(path_of(room, "folder"), 0777), 0);
	assert_unread(room, "folder", 9, KX701, "cannot read this file: it is a folder");
	assert_int_equal(mkfifo(path_of(room, "pipe"), 0666), 0);
	assert_unread(room, "pipe", 9, KX701, "cannot read this file: it is not a regular file");
	assert_int_equal(symlink("loop", path_of(room, "loop")), 0);
	assert_unread(room, "loop", 9, KX701, "cannot read this file: Too many levels of symbolic links");
	put(room, "long", "0123456789", 10);
	assert_unread(room, "long", 9, KX111, "the file has 10 bytes; at most 9 are read");
	assert_unread(room, "long/inside", 9, KX701, "cannot read this file: Not a directory");
}

static void
replaces_files_whole(void **state)
{
	struct room *room = *state;
	struct stat status;

	put(room, "a", "old", 3);
	assert_int_equal(chmod(path_of(room, "a"), 0640), 0);
	assert_true(kx_file_replace(path_of(room, "a"), "new words", 9, &room->diags));
	assert_holds(room, "a", "new words");
	assert_int_equal(stat(path_of(room, "a"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0640);
	assert_true(kx_file_replace(path_of(room, "b"), "b", 1, &room->diags));
	assert_holds(room, "b", "b");
	assert_int_equal(names_in(room), 2);
}

static void
keeps_links_and_devices(void **state)
{
	struct room *room = *state;
	struct stat status;

	put(room, "real", "old", 3);
	assert_int_equal(symlink("real", path_of(room, "link")), 0);
	assert_true(kx_file_replace(path_of(room, "link"), "new", 3, &room->diags));
	assert_holds(room, "real", "new");
	assert_int_equal(lstat(path_of(room, "link"), &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_true(kx_file_replace("/dev/null", "gone", 4, &room->diags));
	assert_int_equal(stat("/dev/null", &status), 0);
	assert_true(S_ISCHR(status.st_mode));
}

static void
leaves_nothing_when_it_cannot_write(void **state)
{
	struct room *room = *state;

	assert_int_equal(mkdir(path_of(room, "folder"), 0777), 0);
	assert_false(kx_file_replace(path_of(room, "folder"), "x", 1, &room->diags));
	assert_false(kx_file_replace(path_of(room, "none/x"), "x", 1, &room->diags));
	assert_int_equal(room->diags.count, 2);
	assert_int_equal(room->diags.list[0].code, KX702);
	assert_string_equal(room->diags.list[0].message, "cannot write this file: it is a folder");
	assert_string_equal(room->diags.list[1].message, "cannot write this file: No such file or directory");
	if (access("/dev/full", W_OK) == 0) {
		assert_false(kx_file_replace("/dev/full", "x", 1, &room->diags));
		assert_string_equal(room->diags.list[2].message, "cannot write this file: No space left on device");
	}
	assert_int_equal(names_in(room), 1);
}

static void
lists_folders_in_order(void **state)
{
	struct room *room = *state;
	const char *const *names;
	size_t count;

	put(room, "b.json", "", 0);
	put(room, "a.json", "", 0);
	put(room, "B.json", "", 0);
	put(room, "a.txt", "", 0);
	put(room, ".json", "", 0);
	put(room, ".#a.json", "", 0);
	assert_int_equal(mkdir(path_of(room, "c.json"), 0777), 0);
	assert_true(kx_folder_list(&room->arena, room->folder, ".json", &names, &count, &room->diags));
	assert_int_equal(count, 4);
	assert_string_equal(names[0], "B.json");
	assert_string_equal(names[1], "a.json");
	assert_string_equal(names[2], "b.json");
	assert_string_equal(names[3], "c.json");
	assert_false(kx_folder_list(&room->arena, path_of(room, "none"), ".json", &names, &count, &room->diags));
	assert_int_equal(room->diags.list[0].code, KX701);
}

static void
joins_and_looks_at_paths(void **state)
{
	struct room *room = *state;

	assert_string_equal(kx_path_join(&room->arena, "a", "b"), "a/b");
	assert_string_equal(kx_path_join(&room->arena, "a/", "b"), "a/b");
	put(room, "a", "", 0);
	assert_true(kx_path_exists(path_of(room, "a")));
	assert_true(kx_path_is_file(path_of(room, "a")));
	assert_true(kx_path_exists(room->folder));
	assert_false(kx_path_is_file(room->folder));
	assert_false(kx_path_exists(path_of(room, "b")));
}

#define IN_A_ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_ROOM(reads_whole_files), IN_A_ROOM(hashes_files),
		IN_A_ROOM(refuses_what_is_no_file),
		IN_A_ROOM(replaces_files_whole),
		IN_A_ROOM(keeps_links_and_devices),
		IN_A_ROOM(leaves_nothing_when_it_cannot_write),
		IN_A_ROOM(lists_folders_in_order),
		IN_A_ROOM(joins_and_looks_at_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
