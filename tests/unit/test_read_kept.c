/*
 * A collection and a gate that come out of a store are the ones that were read, and only
 * while each file of the folder is the one they were read from.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memo.h"
#include "base/store.h"
#include "content/content.h"
#include "pack_copy.h"
#include "read/files.h"
#include "read/gate.h"
#include "read/kept.h"

static const struct kx_store_origin origin = { { 1, 2, 3 }, { { 0 } } };

/* A collection as a process reads it, with what it told and kept. */
struct process {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_memo memo;
	struct kx_store store;
	struct kx_read_files files;
	struct kx_collection *collection;
	struct kx_content *content;
	struct kx_gate *gate;
	struct kx_buffer dump;
};

/* NULL for the store: none. */
static void
start(struct process *process, const char *folder, const char *store)
{
	memset(process, 0, sizeof(*process));
	kx_arena_init(&process->arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&process->diags, &process->arena);
	kx_memo_init(&process->memo, 1u << 28);
	if (store != NULL) {
		kx_store_open(&process->store, store, origin.program);
		process->memo.store = &process->store;
	}
	kx_read_files_init(&process->files, &process->arena);
	process->files.memo = &process->memo;
	kx_buffer_init(&process->dump, 1u << 26);
	kx_read_collection(&process->arena, &process->files, folder, NULL, &process->collection, &process->diags);
	kx_read_gate(&process->arena, &process->files, folder, NULL, NULL, &process->gate, &process->diags);
	if (kx_read_for_clinic(&process->arena, process->collection, NULL, &process->memo, &process->content, &process->diags))
		kx_content_dump(process->content, &process->dump);
}

static void
stop(struct process *process)
{
	kx_buffer_done(&process->dump);
	kx_memo_done(&process->memo);
	kx_store_close(&process->store);
	kx_arena_done(&process->arena);
}

/* What the memo keeps of a kind, one behind the other as it would be stored; false when there is none. */
struct kind { enum kx_memo_kind kind; size_t count; struct kx_buffer bytes; };

static void
add_kind(void *task, const struct kx_memo_key *key, const void *value)
{
	struct kind *kind = task;

	if (key->kind != kind->kind)
		return;
	kind->count++;
	assert_true(key->form->write(key, value, &kind->bytes));
}

static struct kind
kind_of(const struct process *process, enum kx_memo_kind wanted)
{
	struct kind kind = { .kind = wanted };

	kx_buffer_init(&kind.bytes, 1u << 28);
	kx_memo_each(&process->memo, add_kind, &kind);
	return kind;
}

static size_t
count_of(const struct process *process, enum kx_memo_kind wanted)
{
	struct kind kind = kind_of(process, wanted);

	kx_buffer_done(&kind.bytes);
	return kind.count;
}

/* A store of all that is read of the folder, in a file that the caller removes. */
static void
prepare(const char *folder, char path[])
{
	struct process process;
	struct kx_buffer bytes;
	size_t i;

	assert_true(mkstemp(path) >= 0);
	start(&process, folder, NULL);
	assert_non_null(process.content);
	assert_non_null(process.gate);
	for (i = 0; i < process.files.count; i++)
		kx_read_files_stamp(&process.memo, process.files.list[i].path);
	kx_buffer_init(&bytes, 1u << 28);
	assert_true(kx_store_write(&process.memo, &origin, &bytes));
	assert_true(kx_file_replace(path, kx_buffer_bytes(&bytes), bytes.length, &process.diags));
	kx_buffer_done(&bytes);
	stop(&process);
}

/* The gate as it would be kept: it is the last file that was read. */
static struct kind
gate_of(const struct process *process, const char *folder)
{
	struct kind kind = { .kind = KX_MEMO_READ };
	struct kx_read_files files = process->files;
	struct kx_memo memo;

	kx_memo_init(&memo, 1u << 26);
	files.memo = &memo;
	kx_buffer_init(&kind.bytes, 1u << 26);
	kx_kept_add_gate(process->gate, &files, files.count - 1, folder);
	kx_memo_each(&memo, add_kind, &kind);
	assert_int_equal(kind.count, 1);
	kx_memo_done(&memo);
	return kind;
}

/* The same as read without a store: content, messages, files and their hashes. */
static void
is_as_read(struct process *process, const char *folder)
{
	struct process plain;
	struct kx_buffer said, told;
	struct kind ours, theirs;
	size_t i;

	start(&plain, folder, NULL);
	assert_string_equal(kx_buffer_bytes(&process->dump), kx_buffer_bytes(&plain.dump));
	kx_buffer_init(&said, 1u << 26);
	kx_buffer_init(&told, 1u << 26);
	kx_read_explain(&process->diags, false, &said);
	kx_read_explain(&plain.diags, false, &told);
	assert_string_equal(kx_buffer_bytes(&said), kx_buffer_bytes(&told));
	assert_int_equal(process->files.count, plain.files.count);
	for (i = 0; i < plain.files.count; i++) {
		assert_string_equal(process->files.list[i].path, plain.files.list[i].path);
		assert_memory_equal(process->files.list[i].digest, plain.files.list[i].digest, KX_HASH_BYTES);
	}
	if (plain.content != NULL)
		assert_memory_equal(process->content->digest, plain.content->digest, KX_HASH_BYTES);
	ours = gate_of(process, folder);
	theirs = gate_of(&plain, folder);
	assert_int_equal(ours.bytes.length, theirs.bytes.length);
	assert_memory_equal(ours.bytes.bytes, theirs.bytes.bytes, ours.bytes.length);
	kx_buffer_done(&ours.bytes);
	kx_buffer_done(&theirs.bytes);
	kx_buffer_done(&said);
	kx_buffer_done(&told);
	stop(&plain);
}

/* Read behind the store, and hold it to what it is without; returns whether the shared part came out of the store. */
static bool
read_behind(const char *folder, const char *store)
{
	struct process process;
	bool taken;

	start(&process, folder, store);
	/* What was put in again is not kept anew. */
	taken = count_of(&process, KX_MEMO_PARSED) <= 2;
	is_as_read(&process, folder);
	stop(&process);
	return taken;
}

/* No address is left in what is kept, so no pointer was forgotten: two readings, in memory of their own, keep the same bytes. */
static void
holds_every_pointer(const char *folder)
{
	struct process one, other;
	struct kind first, second;

	start(&one, folder, NULL);
	start(&other, folder, NULL);
	first = kind_of(&one, KX_MEMO_READ);
	second = kind_of(&other, KX_MEMO_READ);
	assert_int_equal(first.count, 2);
	assert_int_equal(second.count, 2);
	assert_int_equal(first.bytes.length, second.bytes.length);
	assert_memory_equal(first.bytes.bytes, second.bytes.bytes, first.bytes.length);
	kx_buffer_done(&first.bytes);
	kx_buffer_done(&second.bytes);
	stop(&one);
	stop(&other);
}

static void
every_pointer_is_known(void **state)
{
	(void)state;
	holds_every_pointer("data");
	holds_every_pointer("tests/pack");
}

static void
comes_back_as_it_was(void **state)
{
	char store[] = "/tmp/kx-kept-XXXXXX";
	struct process process;
	bool known;

	(void)state;
	prepare("data", store);
	start(&process, "data", store);
	known = count_of(&process, KX_MEMO_SEEN) > 100;
	assert_int_equal(count_of(&process, KX_MEMO_READ), 2);
	is_as_read(&process, "data");
	stop(&process);
	unlink(store);
	if (!known)
		skip();        /* a file system whose times are not believed */
}

static void
put(struct pack_copy *copy, const char *name, const char *text)
{
	pack_copy_put(copy, name, text, strlen(text));
}

static void
is_read_when_a_file_is_another(void **state)
{
	char store[] = "/tmp/kx-kept-XXXXXX";
	struct pack_copy copy;
	const char *bytes;
	char *changed;
	size_t length;

	(void)state;
	pack_copy_open(&copy, "tests/pack");
	prepare(copy.folder, store);
	if (!read_behind(copy.folder, store)) {
		pack_copy_close(&copy);
		unlink(store);
		skip();
	}
	/* A clinic's faults are told by the names that were put back. */
	put(&copy, "clinics/harbor.json", "{ \"id\": \"harbor\", \"visit\": [ { \"topic\": \"visit-lenght\", \"says\": \"Long.\" } ] }");
	assert_true(read_behind(copy.folder, store));
	/* As long as before. */
	bytes = pack_copy_bytes(&copy, "sources.json", &length);
	changed = kx_arena_copy(&copy.names, bytes, length);
	memcpy(strstr(changed, "\"title\": \"") + 10, "Zz", 2);
	pack_copy_put(&copy, "sources.json", changed, length);
	assert_false(read_behind(copy.folder, store));
	put(&copy, "sources.json", "{");
	assert_false(read_behind(copy.folder, store));
	/* The same bytes again, as another file. */
	pack_copy_put(&copy, "sources.json", bytes, length);
	assert_false(read_behind(copy.folder, store));
	unlink(store);
	strcpy(store, "/tmp/kx-kept-XXXXXX");
	pack_copy_close(&copy);
	pack_copy_open(&copy, "tests/pack");
	prepare(copy.folder, store);
	/* Files that come and go. */
	put(&copy, "waivers.json", "{ \"waivers\": [] }");
	assert_false(read_behind(copy.folder, store));
	unlink(pack_copy_path(&copy, "waivers.json"));
	assert_true(read_behind(copy.folder, store));
	bytes = pack_copy_bytes(&copy, "summaries/zz-label.json", &length);
	pack_copy_put(&copy, "summaries/zz-other.json", bytes, length);
	assert_false(read_behind(copy.folder, store));
	assert_int_equal(rename(pack_copy_path(&copy, "summaries/zz-label.json"), pack_copy_path(&copy, "summaries/zz-other.json")), 0);
	assert_false(read_behind(copy.folder, store));
	assert_int_equal(rename(pack_copy_path(&copy, "summaries/zz-other.json"), pack_copy_path(&copy, "summaries/zz-label.json")), 0);
	unlink(pack_copy_path(&copy, "rulings.json"));
	assert_false(read_behind(copy.folder, store));
	pack_copy_close(&copy);
	unlink(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pointer_is_known),
		cmocka_unit_test(comes_back_as_it_was),
		cmocka_unit_test(is_read_when_a_file_is_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
