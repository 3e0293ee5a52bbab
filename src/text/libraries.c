#include "text/libraries.h"

#include "base/buffer.h"
#include "base/library.h"
#include "text/foreign.h"

#include <string.h>

/* "(GNU FriBidi) 1.0.8\n…": the number stands between the bracket and the line's end. */
static void
print_fribidi(struct kx_buffer *out)
{
	const char *says = kx_fribidi_version(), *number = says != NULL ? strchr(says, ')') : NULL;

	if (number != NULL)
		kx_buffer_print(out, "fribidi %.*s\n", (int)strcspn(number + 2, "\n"), number + 2);
	else
		kx_library_print(out, "fribidi", NULL);
}

/* It counts its line breaking part alone: 2.2 in libunibreak 1.1. */
static void
print_unibreak(struct kx_buffer *out)
{
	int says = kx_unibreak_version();

	if (says >= 0)
		kx_buffer_print(out, "libunibreak line breaking %d.%d\n", says >> 8, says & 0xFF);
	else
		kx_library_print(out, "libunibreak", NULL);
}

void
kx_text_libraries(struct kx_buffer *out)
{
	kx_library_print(out, "harfbuzz", kx_harfbuzz_version());
	print_fribidi(out);
	print_unibreak(out);
}
