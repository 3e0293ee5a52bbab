/*
 * word_pattern: how a list in data/gate.json says which words it means.
 *
 * A pattern is one or more steps with spaces or hyphens between them; it
 * matches words that follow each other, whatever spaces, line ends, hyphens or
 * commas stand between.  A step is one of
 *
 *	cure        the word and its inflections: the gate's "endings" are added,
 *	            with the usual changes of spelling ("cured", "curing"), and "'s",
 *	            or take the place of its own
 *	cure*       any word that begins so
 *	=will       this form alone
 *	#           a number in digits; "%" a percent sign
 *	_           any one word
 *	...         up to four words of the same sentence, or none
 *	@medicine   any word of the class "medicine"
 *	a|b|c       one of these
 *	^stop       only at the beginning of a sentence
 *
 * Capitals do not matter, nor whether an apostrophe is straight.  A word
 * begins at a word boundary, so "cure" is not found in "secure"; the parts of a
 * hyphenated word are words.
 *
 * The grammar is here, beside the model, because src/read checks it while
 * reading and src/review matches with it.
 */
#ifndef KX_CONTENT_WORD_PATTERN_H
#define KX_CONTENT_WORD_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;
struct kx_word_class;

enum kx_word_match { KX_MATCH_INFLECTED, KX_MATCH_OPEN, KX_MATCH_EXACT, KX_MATCH_NUMBER, KX_MATCH_PERCENT, KX_MATCH_ANY };

/* One way to satisfy a step.  `text` is folded, in the arena; "" for the last three forms. */
struct kx_word_choice {
	const char *text;
	size_t length;
	enum kx_word_match form;
};

struct kx_word_step {
	bool gap;               /* "...": up to KX_PATTERN_GAP words; has no choices */
	bool starts_sentence;   /* "^" */
	struct kx_word_choice *choices; size_t choice_count;
};

struct kx_word_pattern {
	const char *text;       /* as written, for messages */
	struct kx_word_step *steps; size_t step_count;
};

/* Words that "..." may pass over. */
#define KX_PATTERN_GAP 4

/* Steps, and choices in one step with its classes resolved, that a pattern may have. */
#define KX_PATTERN_STEPS   16
#define KX_PATTERN_CHOICES 400

/*
 * Read a pattern.  False when it breaks the grammar, with the reason in plain
 * words through `ret_reason` (in the arena or static); `ret_pattern` is set
 * only on success.  A choice that names a class takes the class's words, whose
 * patterns must be single words without classes.
 */
bool kx_word_pattern_read(struct kx_arena *arena, const char *text, const struct kx_word_class *classes,
    size_t class_count, struct kx_word_pattern *ret_pattern, const char **ret_reason);

/*
 * One letter without its case, and apostrophes of every kind as U+0027: Latin,
 * Greek and Cyrillic.  Other characters are themselves.
 */
uint32_t kx_word_fold(uint32_t code);

/* Is the character part of a word?  Letters, digits and combining marks of any script. */
bool kx_word_letter(uint32_t code);

/* Does the character stand in words without being seen or said: soft hyphen, joiners? */
bool kx_word_invisible(uint32_t code);

#endif
