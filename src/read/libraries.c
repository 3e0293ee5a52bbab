#include "read/libraries.h"

#include "base/buffer.h"

#include <cmark.h>
#include <jansson.h>

void
kx_read_libraries(struct kx_buffer *out)
{
	kx_buffer_print(out, "jansson %s\n", jansson_version_str());
	kx_buffer_print(out, "cmark %s\n", cmark_version_string());
}
