#include "review/passive.h"

#include "base/utf8.h"
#include "content/word_pattern.h"
#include "review/sentences.h"

#include <stdlib.h>
#include <string.h>

#define WIDEST 32        /* bytes of a word that are looked at */
#define ADVERBS 3        /* words that may stand between */

/* What makes a language's passive. */
struct voice {
	const char *const *auxiliaries, *const *between, *const *participles, *const *adjectives;
	const char *const *endings, *const *adverb_endings;
};

static const char *const be[] = {
	"am", "are", "be", "been", "being", "is", "isn't", "aren't", "it's", "that's", "they're", "was", "wasn't",
	"we're", "were", "weren't", "you're", NULL
};
static const char *const english_between[] = {
	"all", "also", "always", "both", "even", "ever", "just", "more", "most", "never", "not", "now", "often",
	"only", "soon", "still", "then", "too", "well", NULL
};
static const char *const irregular[] = {
	"beaten", "begun", "bitten", "blown", "born", "borne", "bound", "bought", "broken", "brought", "built",
	"burnt", "caught", "chosen", "cut", "dealt", "done", "drawn", "driven", "drunk", "eaten", "fed", "felt",
	"forgotten", "forbidden", "fought", "found", "frozen", "given", "ground", "grown", "heard", "held", "hidden",
	"hit", "hurt", "kept", "known", "laid", "led", "left", "lent", "let", "lost", "made", "meant", "met",
	"misled", "mistaken", "paid", "proven", "put", "read", "rewritten", "risen", "run", "said", "seen", "sent",
	"set", "shaken", "shot", "shown", "shut", "sold", "sought", "spent", "split", "spoken", "spread", "stolen",
	"struck", "stuck", "sung", "sworn", "swept", "taken", "taught", "thought", "thrown", "told", "torn",
	"understood", "withdrawn", "withheld", "won", "worn", "written", NULL
};
static const char *const english_adjectives[] = {
	"advanced", "aged", "ashamed", "bored", "concerned", "excited", "experienced", "interested", "limited",
	"naked", "need", "pleased", "red", "related", "relaxed", "sacred", "scared", "supposed", "tired", "united",
	"used", "wicked", "worried", NULL
};
static const char *const english_endings[] = {
	"ed", NULL
};
static const char *const english_adverbs[] = {
	"ly", NULL
};

static const char *const ser[] = {
	"era", "eran", "es", "fue", "fueron", "ser", "sea", "sean", "será", "serán", "sido", "siendo", "son", NULL
};
static const char *const spanish_between[] = {
	"a", "bien", "más", "muy", "no", "nunca", "siempre", "solo", "sólo", "también", "ya", NULL
};
static const char *const spanish_irregular[] = {
	"abierta", "abiertas", "abierto", "abiertos", "cubierto", "cubierta", "dicha", "dicho", "dichos", "escrita",
	"escritas", "escrito", "escritos", "hecha", "hechas", "hecho", "hechos", "prescrita", "prescrito", "puesta",
	"puesto", "puestos", "resuelto", "rota", "roto", "vista", "vistas", "visto", "vistos", NULL
};
static const char *const spanish_adjectives[] = {
	"adecuada", "adecuadas", "adecuado", "adecuados", "complicada", "complicado", "delicada", "delicado", "demasiada", "demasiado",
	"elevada", "elevado", "estado", "lado", "limitada", "limitadas", "limitado", "limitados", "nada", "parecida", "parecidas",
	"parecido", "parecidos", "partido", "pesada", "pesado", "sentido", "sido", NULL
};
static const char *const spanish_endings[] = {
	"ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", NULL
};
static const char *const spanish_adverbs[] = {
	"mente", NULL
};

static const struct voice english = { be, english_between, irregular, english_adjectives, english_endings, english_adverbs };
static const struct voice spanish = { ser, spanish_between, spanish_irregular, spanish_adjectives, spanish_endings,
	spanish_adverbs };

static bool
is_listed(const char *const *list, const char *word)
{
	for (; *list != NULL; list++)
		if (**list == *word && strcmp(*list, word) == 0)
			return true;
	return false;
}

static bool
has_ending(const char *const *endings, const char *word, size_t least)
{
	size_t length = strlen(word);

	for (; *endings != NULL; endings++)
		if (length >= strlen(*endings) + least && strcmp(word + length - strlen(*endings), *endings) == 0)
			return true;
	return false;
}

static void
fold(const char *text, size_t length, char ret_word[WIDEST + 4])
{
	size_t at = 0, used = 0, step;

	for (; at < length && used < WIDEST; at += step)
		used += kx_utf8_put(kx_word_fold(kx_utf8_next(text + at, &step)), ret_word + used);
	ret_word[used] = '\0';
}

bool
kx_sentence_passive(const char *language, const char *text, size_t length)
{
	const struct voice *voice = language == NULL ? NULL : strncmp(language, "en", 2) == 0 ? &english :
	    strncmp(language, "es", 2) == 0 ? &spanish : NULL;
	size_t at = 0, start, end;
	char word[WIDEST + 4];
	int reach = 0;   /* words that may still come between */

	while (voice != NULL && kx_word_next(text, length, &at, &start, &end)) {
		fold(text + start, end - start, word);
		if (reach > 0 && !is_listed(voice->adjectives, word) &&
		    (is_listed(voice->participles, word) || has_ending(voice->endings, word, 2)))
			return true;
		if (is_listed(voice->auxiliaries, word))
			reach = ADVERBS;
		else if (is_listed(voice->between, word) || has_ending(voice->adverb_endings, word, 3))
			reach -= reach > 0;
		else
			reach = 0;
	}
	return false;
}
