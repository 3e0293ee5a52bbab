#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/walk.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	char folder[64];
	const char *const *paths;
	size_t count;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	kx_arena_init(&f->arena, 1u << 24);
	kx_diagnostics_init(&f->diags, &f->arena);
	strcpy(f->folder, "/tmp/kx-walk-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	char command[200];

	snprintf(command, sizeof(command), "chmod -R u+rwX '%s'; rm -rf '%s'", f->folder, f->folder);
	assert_int_equal(system(command), 0);
	kx_arena_done(&f->arena);
	free(f);
	return 0;
}

static const char *
path_of(struct fixture *f, const char *name)
{
	return kx_arena_print(&f->arena, "%s/%s", f->folder, name);
}

static void
put(struct fixture *f, const char *name)
{
	FILE *file = fopen(path_of(f, name), "w");

	assert_non_null(file);
	fclose(file);
}

/* The paths that a walk gives, without the folder, each after a blank. */
static const char *
walk(struct fixture *f)
{
	const char *text = "";
	size_t i;

	kx_walk(&f->arena, f->folder, ".pdf", &f->paths, &f->count, &f->diags);
	for (i = 0; i < f->count; i++)
		text = kx_arena_print(&f->arena, "%s %s", text, f->paths[i] + strlen(f->folder) + 1);
	return text;
}

static void
finds_files_in_folders_in_order(void **state)
{
	struct fixture *f = *state;

	mkdir(path_of(f, "b"), 0777);
	mkdir(path_of(f, "b/deep"), 0777);
	mkdir(path_of(f, "a.pdf"), 0777);
	put(f, "z.pdf");
	put(f, "A.PDF");
	put(f, "b/deep/one.pdf");
	put(f, "b/two.Pdf");
	put(f, "a.pdf/inside.pdf");
	put(f, "notes.txt");
	put(f, ".hidden.pdf");
	put(f, ".pdf");
	assert_string_equal(walk(f), " A.PDF a.pdf/inside.pdf b/deep/one.pdf b/two.Pdf z.pdf");
	assert_int_equal(f->diags.errors, 0);
}

static void
ends_where_links_go_round(void **state)
{
	struct fixture *f = *state;

	put(f, "real.pdf");
	assert_int_equal(symlink("real.pdf", path_of(f, "link.pdf")), 0);
	assert_int_equal(symlink("nowhere.pdf", path_of(f, "broken.pdf")), 0);
	assert_int_equal(symlink(".", path_of(f, "round")), 0);
	assert_string_equal(walk(f), " link.pdf real.pdf");
	assert_int_equal(f->diags.errors, 0);
}

static void
goes_on_where_a_folder_cannot_be_read(void **state)
{
	struct fixture *f = *state;

	if (geteuid() == 0)
		skip();   /* nothing is closed to root */
	mkdir(path_of(f, "closed"), 0777);
	put(f, "closed/in.pdf");
	put(f, "open.pdf");
	chmod(path_of(f, "closed"), 0);
	assert_string_equal(walk(f), " open.pdf");
	assert_int_equal(f->diags.count, 1);
	assert_int_equal(f->diags.list[0].code, KX701);
}

static void
says_when_there_is_no_folder(void **state)
{
	struct fixture *f = *state;
	size_t count;

	assert_false(kx_walk(&f->arena, path_of(f, "none"), ".pdf", &f->paths, &count, &f->diags));
	assert_int_equal(count, 0);
	assert_int_equal(f->diags.count, 1);
	assert_int_equal(f->diags.list[0].code, KX701);
}

static void
does_not_go_down_for_ever(void **state)
{
	struct fixture *f = *state;
	const char *path = f->folder;
	int i;

	for (i = 0; i < KX_WALK_DEPTH + 3; i++) {
		path = kx_arena_print(&f->arena, "%s/d", path);
		assert_int_equal(mkdir(path, 0777), 0);
	}
	put(f, "top.pdf");
	assert_string_equal(walk(f), " top.pdf");
	assert_int_equal(f->diags.count, 1);
	assert_int_equal(f->diags.list[0].code, KX701);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_files_in_folders_in_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(ends_where_links_go_round, set_up, tear_down),
		cmocka_unit_test_setup_teardown(goes_on_where_a_folder_cannot_be_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(says_when_there_is_no_folder, set_up, tear_down),
		cmocka_unit_test_setup_teardown(does_not_go_down_for_ever, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
