#include "pdf/libraries.h"

#include "base/buffer.h"
#include "base/library.h"
#include "pdf/haru.h"
#include "pdf/pack.h"
#include "pdf/xml.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

void
kx_pdf_libraries(struct kx_buffer *out)
{
	const char *expat = kx_expat_version();   /* "expat_2.5.0" */

	kx_library_print(out, "libharu", kx_haru_version());
	kx_buffer_print(out, "qpdf " QPDF_VERSION " (when a file is read back)\n");
	kx_library_print(out, "expat", expat != NULL ? expat + strcspn(expat, "0123456789") : NULL);
	kx_buffer_print(out, "libdeflate %s\n", LIBDEFLATE_VERSION_STRING);
	kx_library_print(out, "zlib", kx_zlib_version());
}
