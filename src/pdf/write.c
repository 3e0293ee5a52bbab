#include "pdf/pdf.h"

#include "base/diagnostic.h"
#include "base/limits.h"
#include "pdf/writer.h"

#include <string.h>

/*
 * libharu calls this for some errors and only remembers others, and calls it
 * again for each call after the first fault; so the first is kept here, and
 * kx_pdf_failed() asks libharu as well.
 */
static void HPDF_STDCALL
note_error(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
	struct kx_writer *writer = user;

	if (writer->error != HPDF_OK)
		return;
	writer->error = error;
	writer->detail = detail;
}

const struct kx_haru *
kx_haru_of(HPDF_Error error)
{
	return &((const struct kx_writer *)error->user_data)->calls;
}

bool
kx_pdf_failed(struct kx_writer *writer)
{
	struct kx_place nowhere;

	if (writer->error == HPDF_OK && writer->haru != NULL && writer->haru->error.error_no != HPDF_OK)
		note_error(writer->haru->error.error_no, writer->haru->error.detail_no, writer);
	if (writer->error == HPDF_OK && kx_arena_spent(&writer->arena))
		note_error(HPDF_FAILD_TO_ALLOC_MEM, 0, writer);
	if (writer->error == HPDF_OK)
		return false;
	if (!writer->reported) {
		memset(&nowhere, 0, sizeof(nowhere));
		kx_report(writer->diags, KX602, nowhere, NULL, "the PDF could not be written: %s (libharu error 0x%04lX, detail %lu)",
		    writer->error == HPDF_FAILD_TO_ALLOC_MEM ? "out of memory" : "an object was refused",
		    (unsigned long)writer->error, (unsigned long)writer->detail);
		writer->reported = true;
	}
	return true;
}

static bool
write_document(struct kx_writer *writer, struct kx_buffer *out)
{
	if (writer->options->reading != NULL)
		writer->reading = *writer->options->reading;
	else if (!kx_frames_check_read(&writer->arena, writer->frames, &writer->reading, writer->diags))
		return false;
	if (!kx_pdf_collect_fonts(writer) || !kx_pdf_write_images(writer) || !kx_pdf_write_pages(writer) ||
	    !kx_pdf_write_links(writer) || !kx_pdf_write_structure(writer))
		return false;
	kx_pdf_write_outline(writer);
	kx_pdf_write_metadata(writer);
	kx_pdf_write_intent(writer);
	kx_pdf_write_attachment(writer);
	return kx_pdf_write_fonts(writer) && kx_pdf_save(writer, out);
}

bool
kx_pdf_write(const struct kx_frames *frames, const struct kx_fonts *fonts, const struct kx_pdf_options *options,
    struct kx_buffer *out, struct kx_diagnostics *diags)
{
	struct kx_writer writer;
	size_t before = diags->errors, group;
	bool written = false;

	memset(&writer, 0, sizeof(writer));
	writer.frames = frames;
	writer.fonts = fonts;
	writer.options = options;
	writer.diags = diags;
	kx_arena_init(&writer.arena, KX_JOB_ARENA_BYTES);
	if (kx_haru_load(options->memo, &writer.calls, diags) && kx_packer_open(&writer.packer, options->memo, diags))
		writer.haru = writer.calls.HPDF_New(note_error, &writer);
	if (writer.haru != NULL)
		written = write_document(&writer, out);
	/* Whatever went wrong without words was memory. */
	if (!written && diags->errors == before) {
		note_error(HPDF_FAILD_TO_ALLOC_MEM, 0, &writer);
		kx_pdf_failed(&writer);
	}
	if (writer.haru != NULL)
		writer.calls.HPDF_Free(writer.haru);
	for (group = 0; group < KX_GROUPS; group++)
		kx_buffer_done(&writer.groups[group].text);
	kx_buffer_done(&writer.gathered);
	kx_buffer_done(&writer.compared);
	kx_packer_done(&writer.packer);
	kx_arena_done(&writer.arena);
	return written;
}
