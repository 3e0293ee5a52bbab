#include "read/kept.h"

#include "content/gate.h"
#include "read/files.h"
#include "read/kept_types.h"

/* ---- patterns and lists of words ---- */

#define OF kx_word_choice
static const struct kx_graph_field choice_fields[] = { TEXT(text) };
static const struct kx_graph_type choice = TYPE(choice_fields);
#undef OF

#define OF kx_word_step
static const struct kx_graph_field step_fields[] = { LIST(choices, choice_count, choice) };
static const struct kx_graph_type step = TYPE(step_fields);
#undef OF

#define OF kx_word_pattern
static const struct kx_graph_field pattern_fields[] = { TEXT(text), LIST(steps, step_count, step) };
static const struct kx_graph_type pattern = TYPE(pattern_fields);
#undef OF

#define OF kx_word_class
static const struct kx_graph_field class_fields[] = { PART(origin, kx_kept_origin), TEXT(id), LIST(words, word_count, kx_graph_texts) };
static const struct kx_graph_type word_class = TYPE(class_fields);
#undef OF

#define OF kx_word_entry
static const struct kx_graph_field entry_fields[] = {
	PART(origin, kx_kept_origin), PART(pattern, pattern), LIST(allow, allow_count, pattern), TEXT(instead)
};
static const struct kx_graph_type entry = TYPE(entry_fields);
#undef OF

#define OF kx_word_list
static const struct kx_graph_field list_fields[] = { PART(origin, kx_kept_origin), LIST(entries, count, entry) };
static const struct kx_graph_type list = TYPE(list_fields);
#undef OF

#define OF kx_ending_change
static const struct kx_graph_field change_fields[] = { TEXT(from), LIST(to, to_count, kx_graph_texts) };
static const struct kx_graph_type ending_change = TYPE(change_fields);
#undef OF

#define OF kx_gate_words
static const struct kx_graph_field words_fields[] = {
	PART(hype, list), PART(superlatives, list), PART(assurances, list), PART(vague, list), PART(rate_unknown, list),
	PART(anecdotes, list), PART(endorsements, list), PART(relative, list), PART(counted_studies, list),
	PART(medicine_changes, list), PART(rescue_claims, list)
};
static const struct kx_graph_type words = TYPE(words_fields);
#undef OF

#define OF kx_certainty_words
static const struct kx_graph_field certainty_fields[] = { PART(origin, kx_kept_origin), PART(words, list) };
static const struct kx_graph_type certainty = TYPE(certainty_fields);
#undef OF

#define OF kx_spoken_word
static const struct kx_graph_field spoken_fields[] = { TEXT(word) };
static const struct kx_graph_type spoken = TYPE(spoken_fields);
#undef OF

/* ---- what must be said ---- */

#define OF kx_gate_harm
static const struct kx_graph_field harm_fields[] = { PART(origin, kx_kept_origin), TEXT(code), TEXT(name) };
static const struct kx_graph_type harm = TYPE(harm_fields);
#undef OF

#define OF kx_gate_step
static const struct kx_graph_field visit_fields[] = {
	PART(origin, kx_kept_origin), TEXT(name), LIST(topics, topic_count, kx_graph_texts), PART(says, list)
};
static const struct kx_graph_type visit = TYPE(visit_fields);
#undef OF

#define OF kx_gate_presence
static const struct kx_graph_field presence_fields[] = {
	PART(origin, kx_kept_origin), LIST(waiting_topics, waiting_count, kx_graph_texts),
	LIST(always_topics, always_count, kx_graph_texts), LIST(steps, step_count, visit)
};
static const struct kx_graph_type presence = TYPE(presence_fields);
#undef OF

#define OF kx_fixed_line
static const struct kx_graph_field fixed_fields[] = { PART(origin, kx_kept_origin), TEXT(id), TEXT(why), TEXT(topic), PART(says, list) };
static const struct kx_graph_type fixed = TYPE(fixed_fields);
#undef OF

#define OF kx_companion
static const struct kx_graph_field companion_fields[] = {
	PART(origin, kx_kept_origin), TEXT(id), TEXT(why), PART(when, list), PART(needs, list)
};
static const struct kx_graph_type companion = TYPE(companion_fields);
#undef OF

#define OF kx_topic_pair
static const struct kx_graph_field topic_pair_fields[] = { PART(origin, kx_kept_origin), TEXT(topic), TEXT(with) };
static const struct kx_graph_type topic_pair = TYPE(topic_pair_fields);
#undef OF

#define OF kx_gate_mechanism
static const struct kx_graph_field mechanism_fields[] = {
	PART(origin, kx_kept_origin), LIST(topics, topic_count, kx_graph_texts), PART(begins, list), PART(hedges, list), PART(barred, list)
};
static const struct kx_graph_type mechanism = TYPE(mechanism_fields);
#undef OF

#define OF kx_crisis_numbers
static const struct kx_graph_field crisis_fields[] = {
	PART(origin, kx_kept_origin), TEXT(country), LIST(numbers, number_count, kx_graph_texts)
};
static const struct kx_graph_type crisis = TYPE(crisis_fields);
#undef OF

/* ---- products and conditions ---- */

#define OF kx_product_use
static const struct kx_graph_field use_fields[] = {
	PART(origin, kx_kept_origin), LIST(conditions, condition_count, kx_graph_texts), TEXT(status), PART(phrase, list)
};
static const struct kx_graph_type use = TYPE(use_fields);
#undef OF

#define OF kx_gate_product
static const struct kx_graph_field product_fields[] = {
	PART(origin, kx_kept_origin), TEXT(product), PART(names, list), LIST(uses, use_count, use)
};
static const struct kx_graph_type product = TYPE(product_fields);
#undef OF

#define OF kx_product_pair
static const struct kx_graph_field product_pair_fields[] = { PART(origin, kx_kept_origin), TEXT(one), TEXT(other) };
static const struct kx_graph_type product_pair = TYPE(product_pair_fields);
#undef OF

#define OF kx_gate_condition
static const struct kx_graph_field condition_fields[] = {
	PART(origin, kx_kept_origin), TEXT(condition), PART(names, list), PART(too_wide, list)
};
static const struct kx_graph_type condition = TYPE(condition_fields);
#undef OF

/* ---- all of it ---- */

#define OF kx_gate
static const struct kx_graph_field gate_fields[] = {
	PART(origin, kx_kept_origin), TEXT(language), LIST(endings, ending_count, kx_graph_texts), LIST(changes, change_count, ending_change),
	LIST(classes, class_count, word_class),
	LIST(names, name_count, kx_graph_texts), LIST(spoken, spoken_count, spoken), PART(words, words),
	LIST(certainty_words, certainty_count, certainty), LIST(harms, harm_count, harm), PART(presence, presence),
	LIST(fixed_lines, fixed_count, fixed), LIST(companions, companion_count, companion), LIST(topic_pairs, topic_pair_count, topic_pair),
	PART(mechanism, mechanism), LIST(crisis, crisis_count, crisis), LIST(products, product_count, product),
	LIST(apart, apart_count, product_pair), LIST(conditions, condition_count, condition)
};
static const struct kx_graph_type gate_type = TYPE(gate_fields);
#undef OF

struct kx_gate *
kx_kept_take_gate(struct kx_arena *arena, struct kx_read_files *files, const char *folder, const char *name)
{
	struct kx_read_files found;

	if (files == NULL)
		return NULL;
	kx_read_files_init(&found, arena);
	found.memo = files->memo;
	return kx_kept_file(&found, folder, name) ? kx_kept_take(&gate_type, &found, folder, arena, files) : NULL;
}

void
kx_kept_add_gate(const struct kx_gate *gate, const struct kx_read_files *files, size_t first, const char *folder)
{
	kx_kept_add(&gate_type, gate, files, first, folder);
}
