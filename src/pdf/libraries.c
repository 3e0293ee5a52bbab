#include "pdf/libraries.h"

#include "base/buffer.h"

#include <hpdf.h>
#include <qpdf/qpdf-c.h>
#include <zlib.h>

void
kx_pdf_libraries(struct kx_buffer *out)
{
	kx_buffer_print(out, "libharu %s\n", HPDF_GetVersion());
	kx_buffer_print(out, "qpdf %s\n", qpdf_get_qpdf_version());
	kx_buffer_print(out, "zlib %s\n", zlibVersion());
}
