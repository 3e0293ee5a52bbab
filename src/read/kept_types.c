#include "read/kept_types.h"

#include "content/content.h"
#include "content/signed.h"

#define OF kx_origin
static const struct kx_graph_field origin_fields[] = { NAME(file), TEXT(pointer) };
const struct kx_graph_type kx_kept_origin = TYPE(origin_fields);
#undef OF

#define OF kx_span
static const struct kx_graph_field span_fields[] = { TEXT(text) };
static const struct kx_graph_type span = TYPE(span_fields);
#undef OF

#define OF kx_rich
static const struct kx_graph_field rich_fields[] = { LIST(spans, count, span), TEXT(plain), TEXT(written) };
static const struct kx_graph_type rich = TYPE(rich_fields);
#undef OF

/* ---- the pack ---- */

#define OF kx_product
static const struct kx_graph_field product_fields[] = { TEXT(id), TEXT(name), TEXT(label), TEXT(status), TEXT(status_line) };
static const struct kx_graph_type product = TYPE(product_fields);
#undef OF

#define OF kx_condition
static const struct kx_graph_field condition_fields[] = { TEXT(id), TEXT(name) };
static const struct kx_graph_type condition = TYPE(condition_fields);
#undef OF

#define OF kx_outcome
static const struct kx_graph_field outcome_fields[] = { TEXT(id), TEXT(label), TEXT(means) };
static const struct kx_graph_type outcome = TYPE(outcome_fields);
#undef OF

#define OF kx_comparator
static const struct kx_graph_field comparator_fields[] = { TEXT(id), TEXT(label), TEXT(with) };
static const struct kx_graph_type comparator = TYPE(comparator_fields);
#undef OF

#define OF kx_review_note
static const struct kx_graph_field review_fields[] = { TEXT(by), TEXT(role), TEXT(hash) };
static const struct kx_graph_type review = TYPE(review_fields);
#undef OF

#define OF kx_pack
static const struct kx_graph_field pack_fields[] = {
	PART(origin, kx_kept_origin), TEXT(id), TEXT(title), TEXT(subtitle), TEXT(language), TEXT(country), TEXT(version), TEXT(written_by),
	PART(review, review), TEXT(funding), TEXT(feedback), TEXT(update_policy), TEXT(not_advice), TEXT(default_clinic),
	TEXT(default_layout), LIST(products, product_count, product), LIST(conditions, condition_count, condition),
	LIST(outcomes, outcome_count, outcome), LIST(comparators, comparator_count, comparator)
};
static const struct kx_graph_type pack = TYPE(pack_fields);
#undef OF

/* ---- sources and summaries ---- */

#define OF kx_source
static const struct kx_graph_field source_fields[] = {
	PART(origin, kx_kept_origin), TEXT(id), TEXT(title), TEXT(authors), TEXT(publisher), TEXT(citation), TEXT(doi), TEXT(document), TEXT(file),
	TEXT(note)
};
static const struct kx_graph_type source = TYPE(source_fields);
#undef OF

#define OF kx_figure
static const struct kx_graph_field figure_fields[] = {
	PART(origin, kx_kept_origin), TEXT(outcome), TEXT(at), TEXT(doses), TEXT(population), TEXT(comparator)
};
static const struct kx_graph_type figure = TYPE(figure_fields);
#undef OF

#define OF kx_dropped
static const struct kx_graph_field dropped_fields[] = { PART(origin, kx_kept_origin), TEXT(ledger), TEXT(what), TEXT(reason), TEXT(locator) };
static const struct kx_graph_type dropped = TYPE(dropped_fields);
#undef OF

/* A claim leads to its summary, which leads to its claims. */
static const struct kx_graph_type summary;

#define OF kx_claim
static const struct kx_graph_field claim_fields[] = {
	PART(origin, kx_kept_origin), TEXT(id), TEXT(ledger), TEXT(topic), TEXT(product), TEXT(condition), PART(says, rich),
	LIST(figures, figure_count, figure), TEXT(certainty_reason), TEXT(correction), TEXT(locator), TEXT(note), LINK(summary, summary),
	LINK(source, source)
};
static const struct kx_graph_type claim = TYPE(claim_fields);
#undef OF

#define OF kx_summary
static const struct kx_graph_field summary_fields[] = {
	PART(origin, kx_kept_origin), TEXT(source_id), TEXT(curated_by), TEXT(checked_by), LIST(claims, claim_count, claim),
	LIST(dropped, dropped_count, dropped)
};
static const struct kx_graph_type summary = TYPE(summary_fields);
#undef OF

static const struct kx_graph_field claim_link_fields[] = { { KX_GRAPH_LINK, 0, 0, &claim } };
static const struct kx_graph_type claim_link = KX_GRAPH_TYPE(struct kx_claim *, claim_link_fields);

/* ---- the outline ---- */

#define OF kx_topic
static const struct kx_graph_field topic_fields[] = {
	PART(origin, kx_kept_origin), TEXT(id), TEXT(title), TEXT(risk), LIST(stands_for, stands_for_count, kx_graph_texts)
};
static const struct kx_graph_type topic = TYPE(topic_fields);
#undef OF

static const struct kx_graph_field topic_link_fields[] = { { KX_GRAPH_LINK, 0, 0, &topic } };
static const struct kx_graph_type topic_link = KX_GRAPH_TYPE(struct kx_topic *, topic_link_fields);

#define OF kx_column
static const struct kx_graph_field column_fields[] = {
	PART(origin, kx_kept_origin), TEXT(title), TEXT(note), TEXT(product), LIST(topics, topic_count, topic_link)
};
static const struct kx_graph_type column = TYPE(column_fields);
#undef OF

#define OF kx_block_plan
static const struct kx_graph_field block_fields[] = {
	PART(origin, kx_kept_origin), TEXT(id), TEXT(title), TEXT(lead), TEXT(note), TEXT(caption), TEXT(population),
	LIST(topics, topic_count, topic_link), LIST(columns, column_count, column)
};
static const struct kx_graph_type block = TYPE(block_fields);
#undef OF

#define OF kx_section
static const struct kx_graph_field section_fields[] = { PART(origin, kx_kept_origin), TEXT(id), TEXT(title), LIST(blocks, block_count, block) };
static const struct kx_graph_type section = TYPE(section_fields);
#undef OF

#define OF kx_left_out
static const struct kx_graph_field left_out_fields[] = { PART(origin, kx_kept_origin), TEXT(why) };
static const struct kx_graph_type left_out = TYPE(left_out_fields);
#undef OF

#define OF kx_outline
static const struct kx_graph_field outline_fields[] = {
	PART(origin, kx_kept_origin), TEXT(id), TEXT(title), TEXT(subtitle), LIST(left_out, left_out_count, left_out), TEXT(running_harm),
	LIST(sections, section_count, section)
};
static const struct kx_graph_type outline = TYPE(outline_fields);
#undef OF

/* ---- rulings, help lines, what people signed ---- */

#define OF kx_ruling_side
static const struct kx_graph_field side_fields[] = { TEXT(position), LIST(claims, claim_count, claim_link) };
static const struct kx_graph_type side = TYPE(side_fields);
#undef OF

#define OF kx_ruling
static const struct kx_graph_field ruling_fields[] = {
	PART(origin, kx_kept_origin), TEXT(id), TEXT(topic), TEXT(about), TEXT(why), TEXT(by), LIST(sides, side_count, side),
	LIST(prints, print_count, claim_link)
};
static const struct kx_graph_type ruling = TYPE(ruling_fields);
#undef OF

#define OF kx_help_line
static const struct kx_graph_field help_line_fields[] = { PART(origin, kx_kept_origin), TEXT(name), TEXT(number), TEXT(how), TEXT(when), TEXT(source) };
static const struct kx_graph_type help_line = TYPE(help_line_fields);
#undef OF

#define OF kx_country
static const struct kx_graph_field country_fields[] = { TEXT(id), LIST(lines, line_count, help_line) };
static const struct kx_graph_type country = TYPE(country_fields);
#undef OF

#define OF kx_waiver
static const struct kx_graph_field waiver_fields[] = {
	PART(origin, kx_kept_origin), TEXT(what), TEXT(file), TEXT(by), TEXT(role), TEXT(reason)
};
static const struct kx_graph_type waiver = TYPE(waiver_fields);
#undef OF

#define OF kx_sign_off
static const struct kx_graph_field sign_off_fields[] = {
	PART(origin, kx_kept_origin), TEXT(standard), TEXT(item), TEXT(by), TEXT(role), TEXT(note), TEXT(hash)
};
static const struct kx_graph_type sign_off = TYPE(sign_off_fields);
#undef OF

/* ---- all of it ---- */

#define OF kx_content
static const struct kx_graph_field content_fields[] = {
	PART(pack, pack), LIST(sources, source_count, source), LIST(summaries, summary_count, summary), LIST(claims, claim_count, claim_link),
	LIST(sections, section_count, section), LIST(account, account_count, section), LIST(outlines, outline_count, outline),
	LINK(outline, outline), TEXT(running_harm), LIST(topics, topic_count, topic), LIST(rulings, ruling_count, ruling),
	LIST(countries, country_count, country), LIST(waivers, waiver_count, waiver), LIST(sign_offs, sign_off_count, sign_off)
};
const struct kx_graph_type kx_kept_content = TYPE(content_fields);
#undef OF
