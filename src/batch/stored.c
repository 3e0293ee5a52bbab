#include "batch/stored.h"

#include "base/build.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/job.h"
#include "batch/stock.h"
#include "text/fonts.h"

#include <string.h>

/* What kept results are made with: shapes, line breaks, packed data, pictures, parsed files. */
static const char *const libraries[] = {
	"libz.so.1", "libdeflate.so.0", "libpng16.so.16", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfribidi.so.0",
	KX_UNIBREAK_FILE, "libqrencode.so.4", "libjansson.so.4", KX_CMARK_FILE
};

const char *const *
kx_stored_libraries(size_t *ret_count)
{
	*ret_count = sizeof(libraries) / sizeof(libraries[0]);
	return libraries;
}

static bool
know_program(uint8_t ret_digest[KX_HASH_BYTES])
{
	return kx_build_digest(libraries, sizeof(libraries) / sizeof(libraries[0]), ret_digest);
}

void
kx_stored_open(struct kx_stock *stock, const char *path)
{
	uint8_t program[KX_HASH_BYTES];

	if (path != NULL && know_program(program))
		kx_store_open(&stock->store, path, program);
}

void
kx_stored_close(struct kx_stock *stock)
{
	kx_store_close(&stock->store);
}

void
kx_stored_fonts(struct kx_stock *stock)
{
	uint8_t digest[KX_HASH_BYTES];

	if (stock->store.bytes == NULL)
		return;
	kx_fonts_digest(stock->fonts, digest);
	kx_store_ground(&stock->store, KX_MEMO_ON_FONTS, digest);
}

/* The digest of gate.json as it was read. */
static const uint8_t *
gate_digest(const struct kx_stock *stock)
{
	struct kx_arena scratch;
	const uint8_t *digest;
	const char *path;
	size_t near = 0;

	kx_arena_init(&scratch, KX_MAX_FILE_BYTES);
	path = kx_path_join(&scratch, stock->data, "gate.json");
	digest = path != NULL ? kx_read_files_digest(&stock->files, path, &near) : NULL;
	kx_arena_done(&scratch);
	return digest;
}

void
kx_stored_gate(struct kx_stock *stock)
{
	const uint8_t *digest = gate_digest(stock);

	if (digest != NULL)
		kx_store_ground(&stock->store, KX_MEMO_ON_GATE, digest);
}

void
kx_stored_know_files(const struct kx_job *job, struct kx_memo *memo)
{
	const struct kx_read_files *files = &job->stock->files;
	size_t i;

	for (i = 0; i < files->count; i++)
		kx_read_files_stamp(memo, files->list[i].path);
	/* Those that are hashed and not read, as patterns are, and the clinic's own. */
	for (i = 0; i < job->input_count; i++)
		if (job->inputs[i].row == NULL)
			kx_read_files_stamp(memo, job->inputs[i].path);
}

bool
kx_stored_write(const struct kx_stock *stock, const struct kx_memo *memo, struct kx_buffer *out)
{
	const uint8_t *gate = gate_digest(stock);
	struct kx_store_origin origin;

	memset(&origin, 0, sizeof(origin));
	if (gate == NULL || !know_program(origin.program))
		return false;
	memcpy(origin.grounds[KX_MEMO_ON_GATE], gate, KX_HASH_BYTES);
	kx_fonts_digest(stock->fonts, origin.grounds[KX_MEMO_ON_FONTS]);
	return kx_store_write(memo, &origin, out);
}
