/*
 * pack_copy: a copy of tests/pack in a temporary folder, for tests that spoil
 * data and look at what the reader says.  Tests run from the root of the
 * source tree.
 *
 *	struct pack_copy copy;
 *
 *	pack_copy_open(&copy, "tests/pack");
 *	pack_copy_put(&copy, "pack.json", "{", 1);
 *	assert_false(pack_copy_read(&copy));
 *	... copy.diags, pack_copy_messages(&copy) ...
 *	pack_copy_close(&copy);
 */
#ifndef PACK_COPY_H
#define PACK_COPY_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/read.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct pack_copy {
	char folder[64];
	struct kx_arena names;         /* of this helper */
	struct kx_arena arena;         /* of the last reading */
	struct kx_diagnostics diags;
	struct kx_buffer messages;
	struct kx_content *content;
};

static inline const char *
pack_copy_path(struct pack_copy *copy, const char *name)
{
	const char *path = kx_path_join(&copy->names, copy->folder, name);

	assert_non_null(path);
	return path;
}

static inline void
pack_copy_put(struct pack_copy *copy, const char *name, const void *bytes, size_t length)
{
	FILE *file = fopen(pack_copy_path(copy, name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static inline void
pack_copy_put_json(struct pack_copy *copy, const char *name, const json_t *json)
{
	assert_int_equal(json_dump_file(json, pack_copy_path(copy, name), JSON_INDENT(2)), 0);
}

/* The caller decrefs it. */
static inline json_t *
pack_copy_json(struct pack_copy *copy, const char *name)
{
	json_t *json = json_load_file(pack_copy_path(copy, name), 0, NULL);

	assert_non_null(json);
	return json;
}

/* The bytes of a file, in the helper's arena. */
static inline const char *
pack_copy_bytes(struct pack_copy *copy, const char *name, size_t *ret_length)
{
	struct kx_diagnostics diags;
	const char *bytes = NULL;

	kx_diagnostics_init(&diags, &copy->names);
	assert_true(kx_file_read(&copy->names, pack_copy_path(copy, name), KX_MAX_FILE_BYTES, &bytes, ret_length, &diags));
	return bytes;
}

static inline void
pack_copy_open(struct pack_copy *copy, const char *origin)
{
	char command[256];

	memset(copy, 0, sizeof(*copy));
	strcpy(copy->folder, "/tmp/kx-pack-XXXXXX");
	assert_non_null(mkdtemp(copy->folder));
	kx_arena_init(&copy->names, 1u << 30);
	kx_buffer_init(&copy->messages, 1u << 26);
	snprintf(command, sizeof(command), "cp -R '%s/.' '%s'", origin, copy->folder);
	assert_int_equal(system(command), 0);
}

static inline void
pack_copy_close(struct pack_copy *copy)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", copy->folder);
	assert_int_equal(system(command), 0);
	kx_buffer_done(&copy->messages);
	kx_arena_done(&copy->arena);
	kx_arena_done(&copy->names);
}

static inline bool
pack_copy_read_with(struct pack_copy *copy, const char *clinic, const char *language)
{
	kx_arena_done(&copy->arena);
	kx_arena_init(&copy->arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&copy->diags, &copy->arena);
	copy->content = NULL;
	return kx_read_content(&copy->arena, copy->folder, clinic, language, &copy->content, &copy->diags);
}

static inline bool
pack_copy_read(struct pack_copy *copy)
{
	return pack_copy_read_with(copy, NULL, NULL);
}

/* What the last reading has to say; "FOLDER/" is left out of it. */
static inline const char *
pack_copy_messages(struct pack_copy *copy)
{
	size_t length = strlen(copy->folder);
	char *place;

	kx_buffer_clear(&copy->messages);
	kx_read_explain(&copy->diags, false, &copy->messages);
	if (copy->messages.bytes != NULL)
		while ((place = strstr(copy->messages.bytes, copy->folder)) != NULL)
			memmove(place, place + length + 1, strlen(place + length + 1) + 1);
	return kx_buffer_bytes(&copy->messages);
}

/* Did the last reading report this code? */
static inline bool
pack_copy_reported(const struct pack_copy *copy, enum kx_code code)
{
	size_t i;

	for (i = 0; i < copy->diags.count; i++)
		if (copy->diags.list[i].code == code)
			return true;
	return false;
}

/* A test whose state is a copy of tests/pack. */
static inline int
pack_copy_begin(void **state)
{
	struct pack_copy *copy = calloc(1, sizeof(*copy));

	pack_copy_open(copy, "tests/pack");
	*state = copy;
	return 0;
}

static inline int
pack_copy_end(void **state)
{
	pack_copy_close(*state);
	free(*state);
	return 0;
}

#define ON_A_COPY(test) cmocka_unit_test_setup_teardown(test, pack_copy_begin, pack_copy_end)

#endif
