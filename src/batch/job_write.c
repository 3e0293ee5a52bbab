#include "batch/job_steps.h"

#include "batch/inputs.h"
#include "batch/manifest.h"
#include "kxreport.h"
#include "pdf/pdf.h"

#define MANIFEST_CEILING (64u * 1024 * 1024)

/* What a clinic says of itself, and which document this is. */
static bool
list_own(struct kx_job *job, struct kx_pdf_options *pdf)
{
	const struct kx_clinic *clinic = &job->content->clinic;
	const char *const texts[] = { clinic->name, clinic->phone, clinic->after_hours, clinic->hours, clinic->web, clinic->email,
	    clinic->funding, clinic->feedback, job->frames->document_id };
	size_t fixed = sizeof(texts) / sizeof(texts[0]), i;
	const char **own = kx_arena_array(&job->arena, fixed + clinic->address_count + clinic->visit_count, sizeof(*own));

	for (i = 0; i < fixed && own != NULL; i++)
		if (texts[i] != NULL)
			own[pdf->own_count++] = texts[i];
	for (i = 0; i < clinic->address_count && own != NULL; i++)
		own[pdf->own_count++] = clinic->address[i];
	for (i = 0; i < clinic->visit_count && own != NULL; i++)
		own[pdf->own_count++] = clinic->visit[i].says.plain;
	pdf->own = own;
	return own != NULL;
}

bool
kx_job_write(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_pdf_options pdf = {
		.producer = "kxreport " KXREPORT_VERSION,
		.attachment_name = "manifest.json",
		.attachment_description = "Where every printed sentence comes from",
		.reading = job->reading,
		.memo = kx_job_memo(job),
	};
	struct kx_hashing hashed;
	struct kx_manifest_text pieces;
	struct kx_manifest *made;
	struct kx_buffer manifest;
	int64_t start = kx_times_now();
	bool ok;

	kx_buffer_init(&manifest, MANIFEST_CEILING);
	pdf.date = options->has_date ? options->date : kx_date_days(job->content->pack.written_on) * 86400;
	ok = (job->inputs != NULL || kx_inputs_collect(job, kx_job_memo(job))) && kx_manifest_of_job(job, pdf.date, &made) &&
	    kx_manifest_write(made, &manifest, &pieces) && list_own(job, &pdf);
	kx_times_add(&job->times, "manifest", start);
	if (ok) {
		start = kx_times_now();
		pdf.attachment = kx_buffer_bytes(&manifest);
		pdf.attachment_length = manifest.length;
		pdf.attachment_cuts = pieces.cuts;
		pdf.attachment_cut_count = pieces.cut_count;
		pdf.attachment_hashed = &pieces.hashed;
		pdf.ret_hashed = &hashed;
		ok = kx_pdf_write(job->frames, job->stock->fonts, &pdf, &job->out, &job->diags) &&
		    !kx_buffer_failed(&job->out);
		if (ok)
			kx_hash_end_hex(&hashed, job->out_hash);
		kx_times_add(&job->times, "write pdf", start);
	}
	kx_buffer_done(&manifest);
	return ok || kx_job_failed(job, "write pdf");
}
