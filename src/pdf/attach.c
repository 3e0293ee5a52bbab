#include "pdf/writer.h"

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/hash.h"
#include "pdf/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The attachment, packed where it may be cut: most of it is that of the sheet before. */
static HPDF_Dict
packed_stream(struct kx_writer *writer)
{
	const struct kx_pdf_options *options = writer->options;
	struct kx_packed packed;

	if (kx_pack_pieces(&writer->packer, options->memo, &writer->arena, options->attachment, options->attachment_length,
	    options->attachment_cuts, options->attachment_cut_count, &packed))
		return kx_pdf_stream(writer, KX_PDF_DEFLATED, packed.bytes, packed.length);
	HPDF_SetError(&writer->haru->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
	return NULL;
}

/*
 * Without a CheckSum (ISO 32000-1, table 46, optional, and not asked for by ISO 19005-3, 6.8): it would be an MD5, which took as
 * long as writing all tags; few programs look at one, and the file's /ID and the manifest's own seal tell of a change.
 */
static HPDF_Dict
embedded_file(struct kx_writer *writer)
{
	const struct kx_pdf_options *options = writer->options;
	HPDF_Dict file = packed_stream(writer), parameters = kx_pdf_dict(writer->haru);
	char date[KX_DATE_ROOM];

	kx_pdf_date(options->date, false, date);
	kx_pdf_put_name(file, "Type", "EmbeddedFile");
	kx_pdf_put_name(file, "Subtype", "application/json");
	kx_pdf_put_int(parameters, "Size", (long)options->attachment_length);
	kx_pdf_put_ascii(parameters, "CreationDate", date);
	kx_pdf_put_ascii(parameters, "ModDate", date);
	kx_pdf_put(file, "Params", parameters);
	return file;
}

/*
 * An associated file (ISO 19005-3, 6.8): named in the EmbeddedFiles tree, so
 * that viewers list it, and in the catalog's /AF, so that it is known to
 * belong to the whole document.  "Data": what the document was made from.
 */
void
kx_pdf_write_attachment(struct kx_writer *writer)
{
	const struct kx_pdf_options *options = writer->options;
	const char *name = options->attachment_name != NULL ? options->attachment_name : "manifest.json";
	HPDF_Dict specification, file, files, embedded, names;
	HPDF_Array list, associated;

	if (options->attachment == NULL)
		return;
	if (options->attachment_hashed != NULL)
		kx_seal_add_hashed(&writer->seal, options->attachment_hashed);
	else
		kx_seal_add(&writer->seal, options->attachment, options->attachment_length);
	specification = kx_pdf_object(writer->haru);
	file = embedded_file(writer);
	files = kx_pdf_dict(writer->haru);
	kx_pdf_put(files, "F", file);
	kx_pdf_put(files, "UF", file);
	kx_pdf_put_name(specification, "Type", "Filespec");
	kx_pdf_put_text(specification, "F", name);
	kx_pdf_put_text(specification, "UF", name);
	kx_pdf_put_text(specification, "Desc", options->attachment_description);
	kx_pdf_put_name(specification, "AFRelationship", "Data");
	kx_pdf_put(specification, "EF", files);
	list = kx_pdf_array(writer->haru);
	kx_pdf_add_text(list, name);
	kx_pdf_add(list, specification);
	embedded = kx_pdf_dict(writer->haru);
	kx_pdf_put(embedded, "Names", list);
	names = kx_pdf_dict(writer->haru);
	kx_pdf_put(names, "EmbeddedFiles", embedded);
	kx_pdf_put(writer->haru->catalog, "Names", names);
	associated = kx_pdf_array(writer->haru);
	kx_pdf_add(associated, specification);
	kx_pdf_put(writer->haru->catalog, "AF", associated);
}
