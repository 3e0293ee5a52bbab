/*
 * The line at the foot of a page that repeats a harm.
 *
 * It counts as a harm with its number on that page, but only when it is what
 * it claims to be: the whole words of a harm that the document holds for this,
 * which are those of a claim that prints, with one of the claim's numbers
 * among them.  The line is an artifact, so it is known by its region.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "review/rates.h"

#include <string.h>

#define LINE_CEILING (64u * 1024)

/* Does `text` begin with `words`?  Where lines break, spaces go missing. */
static bool
begins_with(const char *text, const char *words)
{
	for (;; text++, words++) {
		text += strspn(text, " \n");
		words += strspn(words, " \n");
		if (*words == '\0')
			return true;
		if (*text != *words)
			return false;
	}
}

/* Do the words give one of their claim's numbers? */
static bool
gives_number(const struct kx_handout *handout, const struct kx_running_harm *harm)
{
	const struct kx_claim *claim = kx_content_claim(handout->content, harm->claim);
	const struct kx_rate *rates;
	struct kx_arena arena;
	bool given = false;
	size_t count, i, k;

	kx_arena_init(&arena, LINE_CEILING * 16);
	count = kx_rates_read(&arena, handout->content->wording.language, harm->says, strlen(harm->says), &rates);
	for (i = 0; claim != NULL && i < count; i++)
		for (k = 0; k < claim->figure_count; k++)
			given = given || kx_rate_of_figure(&rates[i], &claim->figures[k]);
	kx_arena_done(&arena);
	return given;
}

bool
kx_harm_runs(const struct kx_handout *handout, const struct kx_document *document, const struct kx_frames *frames, size_t page)
{
	const struct kx_frame_page *sheet = &frames->pages[page];
	const struct kx_frame_glyphs *glyphs;
	struct kx_buffer line;
	bool found = false;
	size_t i;

	kx_buffer_init(&line, LINE_CEILING);
	for (i = 0; i < sheet->item_count; i++) {
		glyphs = &sheet->items[i].as.glyphs;
		if (sheet->items[i].kind == KX_ITEM_GLYPHS && sheet->items[i].region != NULL &&
		    strcmp(sheet->items[i].region, KX_REGION_HARM) == 0)
			kx_buffer_add(&line, glyphs->text, glyphs->length);
	}
	kx_buffer_char(&line, '\0');
	for (i = 0; !kx_buffer_failed(&line) && line.length > 1 && i < document->harm_count; i++)
		found = found || (begins_with(kx_buffer_bytes(&line), document->harms[i].says) && gives_number(handout, &document->harms[i]));
	kx_buffer_done(&line);
	return found;
}
