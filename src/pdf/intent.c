#include "pdf/intent.h"

#include "pdf/writer.h"

/*
 * The output intent (ISO 19005-3, 6.2.3): what DeviceRGB and DeviceGray mean
 * here is sRGB.  Without it no device colour may be used.
 */
void
kx_pdf_write_intent(struct kx_writer *writer)
{
	HPDF_Dict intent = kx_pdf_object(writer->haru);
	HPDF_Dict profile = kx_pdf_common_stream(writer, KX_PDF_DEFLATE, kx_srgb_profile, sizeof(kx_srgb_profile));
	HPDF_Array intents = kx_pdf_array(writer->haru);

	kx_pdf_put_int(profile, "N", 3);
	kx_pdf_put_name(intent, "Type", "OutputIntent");
	kx_pdf_put_name(intent, "S", "GTS_PDFA1");
	kx_pdf_put_text(intent, "OutputConditionIdentifier", "sRGB IEC61966-2.1");
	kx_pdf_put_text(intent, "Info", "sRGB IEC61966-2.1");
	kx_pdf_put(intent, "DestOutputProfile", profile);
	kx_pdf_add(intents, intent);
	kx_pdf_put(writer->haru->catalog, "OutputIntents", intents);
}
