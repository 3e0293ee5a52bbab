#include "pdf/libraries.h"

#include "base/buffer.h"
#include "pdf/haru.h"

#include <expat.h>
#include <libdeflate.h>
#include <qpdf/qpdf-c.h>
#include <zlib.h>

void
kx_pdf_libraries(struct kx_buffer *out)
{
	const char *haru = kx_haru_version();

	if (haru != NULL)
		kx_buffer_print(out, "libharu %s\n", haru);
	else
		kx_buffer_text(out, "libharu is not on this machine\n");
	kx_buffer_print(out, "qpdf " QPDF_VERSION " (when a file is read back)\n");
	kx_buffer_print(out, "expat %d.%d.%d\n", XML_ExpatVersionInfo().major, XML_ExpatVersionInfo().minor,
	    XML_ExpatVersionInfo().micro);
	kx_buffer_print(out, "libdeflate %s\n", LIBDEFLATE_VERSION_STRING);
	kx_buffer_print(out, "zlib %s\n", zlibVersion());
}
