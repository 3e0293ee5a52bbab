#include "read/libraries.h"

#include "base/buffer.h"
#include "base/library.h"
#include "read/foreign.h"

void
kx_read_libraries(struct kx_buffer *out)
{
	kx_library_print(out, "jansson", kx_jansson_version());
	kx_library_print(out, "cmark", kx_cmark_version());
}
