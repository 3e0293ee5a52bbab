#include "text/libraries.h"

#include "base/buffer.h"

#include <fribidi.h>
#include <hb.h>
#include <linebreak.h>

#include <string.h>

void
kx_text_libraries(struct kx_buffer *out)
{
	/* "(GNU FriBidi) 1.0.8\n…": the number stands between the bracket and the line's end. */
	const char *fribidi = strchr(fribidi_version_info, ')');

	kx_buffer_print(out, "harfbuzz %s\n", hb_version_string());
	if (fribidi != NULL)
		kx_buffer_print(out, "fribidi %.*s\n", (int)strcspn(fribidi + 2, "\n"), fribidi + 2);
	/* It counts its line breaking part alone: 2.2 in libunibreak 1.1. */
	kx_buffer_print(out, "libunibreak line breaking %d.%d\n", linebreak_version >> 8, linebreak_version & 0xFF);
}
