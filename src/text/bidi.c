#include "text/fonts.h"

#include "base/utf8.h"
#include "text/face.h"

bool
kx_text_is_rtl(const struct kx_fonts *fonts, const char *text, size_t length)
{
	size_t at, step;

	for (at = 0; at < length; at += step) {
		/* Letters (R, AL) and the marks that turn text (RLE, RLO, RLI, RLM). */
		if (FRIBIDI_IS_RTL(fonts->foreign.fribidi.fribidi_get_bidi_type(kx_utf8_next(text + at, &step))))
			return true;
	}
	return false;
}
