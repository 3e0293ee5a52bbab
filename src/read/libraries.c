#include "read/libraries.h"

#include "base/buffer.h"
#include "read/foreign.h"

static void
print(struct kx_buffer *out, const char *name, const char *version)
{
	if (version != NULL)
		kx_buffer_print(out, "%s %s\n", name, version);
	else
		kx_buffer_print(out, "%s is not on this machine\n", name);
}

void
kx_read_libraries(struct kx_buffer *out)
{
	print(out, "jansson", kx_jansson_version());
	print(out, "cmark", kx_cmark_version());
}
