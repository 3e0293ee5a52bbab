#include "pdf/libraries.h"

#include "base/buffer.h"

#include <expat.h>
#include <hpdf.h>
#include <libdeflate.h>
#include <qpdf/qpdf-c.h>
#include <zlib.h>

void
kx_pdf_libraries(struct kx_buffer *out)
{
	kx_buffer_print(out, "libharu %s\n", HPDF_GetVersion());
	kx_buffer_print(out, "qpdf " QPDF_VERSION " (when a file is read back)\n");
	kx_buffer_print(out, "expat %d.%d.%d\n", XML_ExpatVersionInfo().major, XML_ExpatVersionInfo().minor,
	    XML_ExpatVersionInfo().micro);
	kx_buffer_print(out, "libdeflate %s\n", LIBDEFLATE_VERSION_STRING);
	kx_buffer_print(out, "zlib %s\n", zlibVersion());
}
