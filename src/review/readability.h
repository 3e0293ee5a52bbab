/*
 * readability: how hard the sheet is to read, counted so that two people get
 * the same number.
 *
 * What is counted, after "Readability" in the house's honesty rules: the
 * printed sentences.  Headings, labels and numbers of tables, captions of
 * pictures, reference marks and lists, telephone numbers and web addresses
 * are left out (G. H. McLaughlin, SMOG, J Reading 1969;12:639, leaves out
 * fragments too).  A number is one word of one syllable, a hyphenated word is
 * one word.  Names of drugs cannot be made simpler, so every score is there
 * twice: without them, which counts, and with them.
 *
 * Measures, in thousandths, rounded half up, in integers throughout:
 *
 * English
 *   grade    Flesch-Kincaid: 0.39 words/sentences + 11.8 syllables/words - 15.59
 *            (J. P. Kincaid et al., Naval Technical Training Command, 1975)
 *   smog     1.0430 sqrt(30 polysyllables/sentences) + 3.1291; sound for 30
 *            sentences or more (McLaughlin 1969); polysyllables have three or more
 *   ease     Flesch: 206.835 - 1.015 words/sentences - 84.6 syllables/words
 *            (R. Flesch, J Appl Psychol 1948;32:221)
 * Spanish
 *   huerta   Fernández Huerta 1959: 206.84 - 60 syllables/words - 1.02
 *            words/sentences.  Often misprinted with sentences per 100 words in
 *            the last term; see G. Law, LINGUIST List 22.2332 (2011)
 *   inflesz  Szigriszt-Pazos 1993: 206.835 - 62.3 syllables/words -
 *            words/sentences, read by the INFLESZ scale (I. M. Barrio-Cantalejo
 *            et al., An Sist Sanit Navar 2008;31:135)
 *
 * A text in another language has counts of sentences and words only.
 */
#ifndef KX_REVIEW_READABILITY_H
#define KX_REVIEW_READABILITY_H

#include "content/gate.h"
#include "document/document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;
struct kx_memo;
struct kx_word_counts;

enum kx_tongue { KX_TONGUE_ENGLISH, KX_TONGUE_SPANISH, KX_TONGUE_OTHER };

/* One way of counting.  Measures of the other tongue are 0, and all are 0 when there are no sentences. */
struct kx_score {
	int32_t sentences, words, syllables, polysyllables;
	int32_t grade, smog, ease;
	int32_t huerta, inflesz;
};

/* One sentence.  Counts leave drug names out. */
struct kx_sentence {
	struct kx_origin origin;   /* where its first words can be changed */
	const char *claim;         /* id of the claim they come from, or NULL */
	const char *text;          /* as printed */
	const char *style;         /* of its paragraph: "body", "note", "small", … or NULL */
	int32_t words, syllables, polysyllables;
	int32_t named_words, named_syllables, named_polysyllables;   /* with drug names */
	int32_t score;             /* its own grade, or INFLESZ for Spanish */
	int32_t cost;              /* how much harder it makes the whole it stands in: grade, or INFLESZ points lost */
	bool passive;
};

struct kx_readability {
	struct kx_word_counts *counts;
	struct kx_memo *memo;      /* counts of texts, of the same gate; NULL: none */
	enum kx_tongue tongue;
	struct kx_score score;     /* drug names left out */
	struct kx_score named;     /* drug names counted */
	int32_t mean;              /* words a sentence, in thousandths */
	int32_t longest;           /* words of the longest sentence */
	int32_t passive;           /* share of sentences with a passive, in thousandths */
	struct kx_sentence *sentences; size_t sentence_count, sentence_room;   /* in reading order */
};

/* A stretch of words with one origin. */
struct kx_prose {
	const char *text;
	struct kx_origin origin;
	const char *claim;
};

/*
 * Sentence by sentence: add paragraphs, items and cells, each of which ends
 * its last sentence, then finish once.  `counts` tells the language, drug names
 * and words with syllables of their own; several may share it.  Everything
 * lives in `arena`, or in `memo` if that is set.
 */
void kx_readability_init(struct kx_readability *readability, struct kx_word_counts *counts);
void kx_readability_add(struct kx_readability *readability, struct kx_arena *arena, const char *style,
    const struct kx_prose *prose, size_t count);
void kx_readability_finish(struct kx_readability *readability);

/* A whole sheet and each of its sections. */
struct kx_readability_report {
	struct kx_readability whole;
	struct kx_readability *sections; size_t section_count;   /* as in the document */
};

/*
 * Score a document.  `content` turns the claims that runs name into places in
 * their files; without it (NULL) a sentence has its block's place.  `memo` has
 * what texts were counted before, of the same gate; NULL: none.  NULL only when
 * the arena is spent.
 */
const struct kx_readability_report *kx_readability_document(struct kx_arena *arena, const struct kx_document *document,
    const struct kx_content *content, const struct kx_gate *gate, struct kx_memo *memo);

/*
 * The sentences that cost the most, worst first, at most `most`, through
 * `ret_worst`; returns how many.  A sentence that costs nothing is none.
 */
size_t kx_readability_worst(const struct kx_readability *readability, size_t most, const struct kx_sentence **ret_worst);

/* ---- the measures ---- */

/* `words` is at least 1 and `sentences` too, else the result is 0. */
int32_t kx_flesch_kincaid(int64_t sentences, int64_t words, int64_t syllables);
int32_t kx_smog(int64_t sentences, int64_t polysyllables);
int32_t kx_flesch_ease(int64_t sentences, int64_t words, int64_t syllables);
int32_t kx_fernandez_huerta(int64_t sentences, int64_t words, int64_t syllables);
int32_t kx_inflesz(int64_t sentences, int64_t words, int64_t syllables);

/* SMOG needs this many sentences to be sound. */
#define KX_SMOG_SENTENCES 30

/* The band of the INFLESZ scale: "very hard", "somewhat hard", "normal", "fairly easy", "very easy". */
const char *kx_inflesz_band(int32_t inflesz);

#endif
