#include "text/fonts.h"

#include "base/utf8.h"

#include <fribidi.h>

bool
kx_text_is_rtl(const char *text, size_t length)
{
	size_t at, step;

	for (at = 0; at < length; at += step) {
		/* Letters (R, AL) and the marks that turn text (RLE, RLO, RLI, RLM). */
		if (FRIBIDI_IS_RTL(fribidi_get_bidi_type(kx_utf8_next(text + at, &step))))
			return true;
	}
	return false;
}
