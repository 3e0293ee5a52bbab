#include "text/engine.h"

#include "base/utf8.h"

bool
kx_engine_is_rtl(const struct kx_engine *engine, const char *text, size_t length)
{
	size_t at, step;

	for (at = 0; at < length; at += step) {
		/* Letters (R, AL) and the marks that turn text (RLE, RLO, RLI, RLM). */
		if (FRIBIDI_IS_RTL(engine->foreign.fribidi.fribidi_get_bidi_type(kx_utf8_next(text + at, &step))))
			return true;
	}
	return false;
}
