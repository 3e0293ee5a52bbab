#include "base/build.h"

#include <elf.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MOST_LIBRARIES 16
#define ID_BYTES 64
#define FILE_START 4096        /* headers and notes stand at the beginning of a library */

struct id { uint8_t bytes[ID_BYTES]; size_t length; };

struct search {
	const char *const *libraries; size_t count;
	struct id program, ids[MOST_LIBRARIES];
	bool loaded[MOST_LIBRARIES];
	const char *standard;        /* the path of the C library, which stands among the others */
};

/* The build id among the notes, if it is there. */
static void
read_notes(const char *notes, size_t length, struct id *id)
{
	ElfW(Nhdr) note;
	size_t at = 0, name, content;

	while (length - at >= sizeof(note)) {
		memcpy(&note, notes + at, sizeof(note));
		at += sizeof(note);
		name = ((size_t)note.n_namesz + 3) / 4 * 4;
		content = ((size_t)note.n_descsz + 3) / 4 * 4;
		if (name > length - at || content > length - at - name)
			return;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp(notes + at, "GNU", 4) == 0 && note.n_descsz <= ID_BYTES) {
			id->length = note.n_descsz;
			memcpy(id->bytes, notes + at + name, id->length);
			return;
		}
		at += name + content;
	}
}

/* What is loaded: `info` says where its notes lie in memory. */
static void
read_loaded(const struct dl_phdr_info *info, struct id *id)
{
	size_t i;

	for (i = 0; i < info->dlpi_phnum && id->length == 0; i++)
		if (info->dlpi_phdr[i].p_type == PT_NOTE)
			read_notes((const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr), info->dlpi_phdr[i].p_memsz, id);
}

/* Is a file by this name the library, whatever its version where none was named? */
static bool
is_called(const char *name, const char *library)
{
	size_t length = strlen(library);

	return strncmp(name, library, length) == 0 && (name[length] == '\0' || name[length] == '.');
}

/* Called for each that is loaded; the program is the first, without a name. */
static int
look_at(struct dl_phdr_info *info, size_t size, void *task)
{
	struct search *search = task;
	const char *name = strrchr(info->dlpi_name, '/');
	size_t i;

	(void)size;
	if (info->dlpi_name[0] == '\0' && search->program.length == 0)
		read_loaded(info, &search->program);
	if (name != NULL && is_called(name + 1, "libc.so"))
		search->standard = info->dlpi_name;
	for (i = 0; name != NULL && i < search->count; i++) {
		if (!is_called(name + 1, search->libraries[i]))
			continue;
		read_loaded(info, &search->ids[i]);
		search->loaded[i] = true;
	}
	return 0;
}

/* What a file says of itself, if there is one. */
static bool
read_file(const char *path, struct id *id)
{
	char start[FILE_START];
	ElfW(Ehdr) head;
	ElfW(Phdr) part;
	ssize_t length = -1;
	size_t i, at;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return false;
	length = read(fd, start, sizeof(start));
	close(fd);
	if (length < (ssize_t)sizeof(head))
		return true;
	memcpy(&head, start, sizeof(head));
	if (memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 || head.e_phentsize != sizeof(part))
		return true;
	for (i = 0; i < head.e_phnum && id->length == 0; i++) {
		if (head.e_phoff > (size_t)length || (size_t)length - head.e_phoff < (i + 1) * sizeof(part))
			return true;
		at = head.e_phoff + i * sizeof(part);
		memcpy(&part, start + at, sizeof(part));
		if (part.p_type == PT_NOTE && part.p_offset <= (size_t)length && part.p_filesz <= (size_t)length - part.p_offset)
			read_notes(start + part.p_offset, part.p_filesz, id);
	}
	return true;
}

/*
 * A library that is not loaded, where the loader would find it: the machine's own place first, then that of the C library, then
 * the one above, where those stand that are there for one kind of processor only (ld.so(8), and Debian's ld.so.conf).
 */
static void
find_file(const char *standard, const char *library, struct id *id)
{
	int length = (int)(strrchr(standard, '/') - standard);
	char path[PATH_MAX];
	bool found;

	snprintf(path, sizeof(path), "/usr/local/lib/%s", library);
	found = read_file(path, id);
	snprintf(path, sizeof(path), "%.*s/%s", length, standard, library);
	found = found || read_file(path, id);
	snprintf(path, sizeof(path), "%.*s/../%s", length, standard, library);
	if (!found)
		read_file(path, id);
}

bool
kx_build_digest(const char *const *libraries, size_t count, uint8_t ret_digest[KX_HASH_BYTES])
{
	struct search search = { .libraries = libraries, .count = count };
	struct kx_hashing hashing;
	size_t i;

	if (count > MOST_LIBRARIES)
		return false;
	dl_iterate_phdr(look_at, &search);
	if (search.program.length == 0)
		return false;
	kx_hash_begin(&hashing);
	kx_hash_add(&hashing, &search.program, sizeof(search.program));
	for (i = 0; i < count; i++) {
		if (!search.loaded[i] && search.standard != NULL)
			find_file(search.standard, libraries[i], &search.ids[i]);
		if (search.ids[i].length == 0)
			return false;
		kx_hash_add(&hashing, &search.ids[i], sizeof(search.ids[i]));
	}
	kx_hash_end(&hashing, ret_digest);
	return true;
}
