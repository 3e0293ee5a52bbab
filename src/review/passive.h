/*
 * passive: is a sentence in the passive voice?
 *
 * A simple detector, for a share that is reported, never a rule on one
 * sentence: in English a form of "be" with a past participle after it (regular
 * in -ed, or one of a list), adverbs between; in Spanish a form of "ser" with a
 * participle.  "Get" passives and passives without their verb are missed, and
 * participles that work as adjectives ("tired") are listed out.
 */
#ifndef KX_REVIEW_PASSIVE_H
#define KX_REVIEW_PASSIVE_H

#include <stdbool.h>
#include <stddef.h>

/* False for a language it does not know. */
bool kx_sentence_passive(const char *language, const char *text, size_t length);

#endif
