#include "content/content.h"

#include "base/buffer.h"

/*
 * One line a fact, tabs for what belongs to the line above, absent things
 * left out.  File names are left out too: the dump of a copied folder is the
 * dump of the folder.
 */

static void
dump_line(struct kx_buffer *out, const char *lead, const char *text)
{
	if (text != NULL)
		kx_buffer_print(out, "%s %s\n", lead, text);
}

static void
dump_date(struct kx_buffer *out, const char *lead, const struct kx_date *date)
{
	if (date->year != 0)
		kx_buffer_print(out, "%s %04d-%02d-%02d\n", lead, date->year, date->month, date->day);
}

static void
dump_review(struct kx_buffer *out, const char *lead, const struct kx_review_note *review)
{
	if (review->by == NULL)
		kx_buffer_print(out, "%s pending\n", lead);
	else
		kx_buffer_print(out, "%s %s, %s, %04d-%02d-%02d\n", lead, review->by, review->role, review->on.year,
		    review->on.month, review->on.day);
}

static void
dump_rich(struct kx_buffer *out, const char *lead, const struct kx_rich *rich)
{
	static const char *const signs[] = { "", "*", "**" };
	size_t i;

	kx_buffer_print(out, "%s ", lead);
	for (i = 0; i < rich->count; i++)
		kx_buffer_print(out, "%s%s%s", signs[rich->spans[i].emphasis], rich->spans[i].text,
		    signs[rich->spans[i].emphasis]);
	kx_buffer_char(out, '\n');
}

static void
dump_pack(struct kx_buffer *out, const struct kx_pack *pack)
{
	size_t i;

	kx_buffer_print(out, "pack %s %s, %s, %s\n", pack->id, pack->version, pack->language, pack->country);
	dump_line(out, "\ttitle", pack->title);
	dump_line(out, "\tsubtitle", pack->subtitle);
	dump_line(out, "\twritten by", pack->written_by);
	dump_date(out, "\twritten on", &pack->written_on);
	dump_date(out, "\tevidence to", &pack->evidence_to);
	dump_date(out, "\treview by", &pack->review_by);
	dump_review(out, "\tclinical review", &pack->review);
	dump_line(out, "\tfunding", pack->funding);
	dump_line(out, "\tfeedback", pack->feedback);
	dump_line(out, "\tupdates", pack->update_policy);
	dump_line(out, "\tnot advice", pack->not_advice);
	kx_buffer_print(out, "\tcites tiers up to %d; clinic %s, layout %s\n", pack->cite_tier_max,
	    pack->default_clinic, pack->default_layout);
	for (i = 0; i < pack->product_count; i++)
		kx_buffer_print(out, "\tproduct %s: %s; %s; %s; %s\n", pack->products[i].id, pack->products[i].name,
		    pack->products[i].label, pack->products[i].status, pack->products[i].status_line);
	for (i = 0; i < pack->condition_count; i++)
		kx_buffer_print(out, "\tcondition %s: %s\n", pack->conditions[i].id, pack->conditions[i].name);
	for (i = 0; i < pack->outcome_count; i++)
		kx_buffer_print(out, "\toutcome %s: %s; %s; %s\n", pack->outcomes[i].id, pack->outcomes[i].label,
		    pack->outcomes[i].means, pack->outcomes[i].good ? "good" : "not good");
	for (i = 0; i < pack->comparator_count; i++)
		kx_buffer_print(out, "\tcomparator %s: %s; %s\n", pack->comparators[i].id, pack->comparators[i].label,
		    pack->comparators[i].with);
}

static void
dump_source(struct kx_buffer *out, const struct kx_source *source)
{
	kx_buffer_print(out, "\nsource %s: %s, tier %d, %s", source->id, kx_source_kind_name(source->kind), source->tier,
	    kx_check_name(source->check));
	if (source->year != 0)
		kx_buffer_print(out, ", %d", source->year);
	kx_buffer_char(out, '\n');
	dump_line(out, "\ttitle", source->title);
	dump_line(out, "\tauthors", source->authors);
	dump_line(out, "\tpublisher", source->publisher);
	dump_line(out, "\tcitation", source->citation);
	dump_line(out, "\tdoi", source->doi);
	dump_line(out, "\tdocument", source->document);
	dump_line(out, "\tfile", source->file);
	dump_line(out, "\tnote", source->note);
	dump_date(out, "\taccessed", &source->accessed);
}

static void
dump_arm(struct kx_buffer *out, const struct kx_arm *arm)
{
	if (arm->has_counts)
		kx_buffer_print(out, " %d of %d,", (int)arm->n, (int)arm->of);
	kx_buffer_char(out, ' ');
	kx_buffer_milli(out, arm->percent);
	kx_buffer_char(out, '%');
	if (arm->has_interval) {
		kx_buffer_text(out, " (");
		kx_buffer_milli(out, arm->low);
		kx_buffer_text(out, " to ");
		kx_buffer_milli(out, arm->high);
		kx_buffer_char(out, ')');
	}
}

static void
dump_figure(struct kx_buffer *out, const struct kx_figure *figure)
{
	kx_buffer_print(out, "\t\tfigure %s:", figure->outcome);
	dump_arm(out, &figure->arm);
	if (figure->comparator != NULL) {
		kx_buffer_print(out, " against %s:", figure->comparator);
		dump_arm(out, &figure->against);
	}
	kx_buffer_print(out, "; per %d; at %s; %s", (int)figure->per, figure->at, figure->population);
	if (figure->days > 0)
		kx_buffer_print(out, "; day %d", (int)figure->days);
	if (figure->doses != NULL)
		kx_buffer_print(out, "; %s", figure->doses);
	if (figure->people != 0)
		kx_buffer_print(out, "; %d people", (int)figure->people);
	if (figure->trials != 0)
		kx_buffer_print(out, "; %d trials", (int)figure->trials);
	kx_buffer_char(out, '\n');
}

static void
dump_claim(struct kx_buffer *out, const struct kx_claim *claim)
{
	size_t i;

	kx_buffer_print(out, "\tclaim %s: %s / %s / %s, %s, %s\n", claim->id, claim->topic, claim->product,
	    claim->condition, kx_stance_name(claim->stance), kx_verdict_name(claim->verdict));
	dump_rich(out, "\t\tsays", &claim->says);
	for (i = 0; i < claim->figure_count; i++)
		dump_figure(out, &claim->figures[i]);
	if (claim->certainty != KX_CERTAINTY_NONE)
		kx_buffer_print(out, "\t\tcertainty %s: %s\n", kx_certainty_name(claim->certainty), claim->certainty_reason);
	dump_line(out, "\t\tcorrection", claim->correction);
	dump_line(out, "\t\tledger", claim->ledger);
	dump_line(out, "\t\tlocator", claim->locator);
	dump_line(out, "\t\tnote", claim->note);
}

static void
dump_summary(struct kx_buffer *out, const struct kx_summary *summary)
{
	size_t i;

	kx_buffer_print(out, "\nsummary %s\n", summary->source_id);
	dump_line(out, "\tcurated by", summary->curated_by);
	dump_date(out, "\tcurated on", &summary->curated_on);
	dump_line(out, "\tchecked by", summary->checked_by);
	dump_date(out, "\treview by", &summary->review_by);
	for (i = 0; i < summary->claim_count; i++)
		dump_claim(out, &summary->claims[i]);
	for (i = 0; i < summary->dropped_count; i++) {
		kx_buffer_print(out, "\tdropped %s, %s: %s\n", summary->dropped[i].ledger, summary->dropped[i].locator,
		    summary->dropped[i].what);
		dump_line(out, "\t\tbecause", summary->dropped[i].reason);
	}
}

static void
dump_topics(struct kx_buffer *out, const struct kx_topic **topics, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		kx_buffer_print(out, " %s", topics[i]->id);
	kx_buffer_char(out, '\n');
}

static void
dump_block(struct kx_buffer *out, const struct kx_block_plan *block)
{
	size_t i;

	kx_buffer_print(out, "\tblock %s: %s", block->id, kx_form_name(block->form));
	if (block->lines > 0)
		kx_buffer_print(out, ", %d lines", block->lines);
	kx_buffer_char(out, '\n');
	dump_line(out, "\t\ttitle", block->title);
	dump_line(out, "\t\tlead", block->lead);
	dump_line(out, "\t\tcaption", block->caption);
	dump_line(out, "\t\tnote", block->note);
	if (block->topic_count > 0) {
		kx_buffer_text(out, "\t\ttopics");
		dump_topics(out, block->topics, block->topic_count);
	}
	for (i = 0; i < block->column_count; i++) {
		const struct kx_column *column = &block->columns[i];

		kx_buffer_print(out, "\t\tcolumn %s (%s)%s%s:", column->title, kx_mark_name(column->mark),
		    column->product != NULL ? " " : "", column->product != NULL ? column->product : "");
		dump_topics(out, column->topics, column->topic_count);
		dump_line(out, "\t\t\tnote", column->note);
	}
}

static void
dump_outline(struct kx_buffer *out, const struct kx_content *content)
{
	size_t i, k;

	for (i = 0; i < content->section_count; i++) {
		const struct kx_section *section = &content->sections[i];

		kx_buffer_print(out, "\nsection %s: %s (%s)\n", section->id, section->title, kx_role_name(section->role));
		for (k = 0; k < section->block_count; k++)
			dump_block(out, &section->blocks[k]);
	}
	dump_line(out, "\nrunning harm", content->running_harm);
	if (content->topic_count > 0)
		kx_buffer_char(out, '\n');
	for (i = 0; i < content->topic_count; i++) {
		const struct kx_topic *topic = &content->topics[i];

		kx_buffer_print(out, "topic %s: %s; prints %d%s", topic->id, topic->title, topic->prints,
		    topic->required ? "; required" : "");
		if (topic->risk != NULL)
			kx_buffer_print(out, "; risk %s", topic->risk);
		kx_buffer_char(out, '\n');
	}
}

static void
dump_claim_ids(struct kx_buffer *out, const char *lead, const struct kx_claim **claims, size_t count)
{
	size_t i;

	kx_buffer_text(out, lead);
	for (i = 0; i < count; i++)
		kx_buffer_print(out, " %s", claims[i]->id);
	kx_buffer_char(out, '\n');
}

static void
dump_ruling(struct kx_buffer *out, const struct kx_ruling *ruling)
{
	size_t i;

	kx_buffer_print(out, "\nruling %s on %s: %s\n", ruling->id, ruling->topic, ruling->about);
	for (i = 0; i < ruling->side_count; i++) {
		dump_line(out, "\tside", ruling->sides[i].position);
		dump_claim_ids(out, "\t\tclaims", ruling->sides[i].claims, ruling->sides[i].claim_count);
	}
	dump_claim_ids(out, "\tprints", ruling->prints, ruling->print_count);
	dump_line(out, "\twhy", ruling->why);
	dump_line(out, "\tby", ruling->by);
	dump_date(out, "\ton", &ruling->on);
	dump_date(out, "\treview by", &ruling->review_by);
}

static void
dump_help_lines(struct kx_buffer *out, const struct kx_help_line *lines, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		kx_buffer_print(out, "\thelp line %s: %s; %s; %s%s%s\n", lines[i].when, lines[i].number, lines[i].name,
		    lines[i].how, lines[i].source != NULL ? "; " : "", lines[i].source != NULL ? lines[i].source : "");
}

static void
dump_clinic(struct kx_buffer *out, const struct kx_clinic *clinic)
{
	size_t i;

	kx_buffer_print(out, "\nclinic %s: %s, %s%s, #%06X\n", clinic->id, clinic->name, clinic->country,
	    clinic->example ? ", example" : "", (unsigned)clinic->colour);
	dump_line(out, "\ttheme", clinic->theme);
	dump_line(out, "\tlogo", clinic->logo_alt);
	for (i = 0; i < clinic->address_count; i++)
		dump_line(out, "\taddress", clinic->address[i]);
	dump_line(out, "\tphone", clinic->phone);
	dump_line(out, "\tafter hours", clinic->after_hours);
	dump_line(out, "\thours", clinic->hours);
	dump_line(out, "\tweb", clinic->web);
	dump_line(out, "\thandout", clinic->handout_url);
	dump_line(out, "\temail", clinic->email);
	for (i = 0; i < clinic->provider_count; i++)
		dump_line(out, "\tprovider", clinic->providers[i]);
	for (i = 0; i < clinic->visit_count; i++) {
		kx_buffer_print(out, "\tvisit %s\n", clinic->visit[i].topic);
		dump_rich(out, "\t\tsays", &clinic->visit[i].says);
	}
	dump_help_lines(out, clinic->help_lines, clinic->help_line_count);
	dump_line(out, "\tfunding", clinic->funding);
	dump_line(out, "\tfeedback", clinic->feedback);
	dump_review(out, "\treview", &clinic->review);
}

void
kx_content_dump(const struct kx_content *content, struct kx_buffer *out)
{
	size_t i;

	dump_pack(out, &content->pack);
	for (i = 0; i < content->source_count; i++)
		dump_source(out, &content->sources[i]);
	for (i = 0; i < content->summary_count; i++)
		dump_summary(out, &content->summaries[i]);
	dump_outline(out, content);
	for (i = 0; i < content->ruling_count; i++)
		dump_ruling(out, &content->rulings[i]);
	for (i = 0; i < content->country_count; i++) {
		kx_buffer_print(out, "\ncountry %s\n", content->countries[i].id);
		dump_help_lines(out, content->countries[i].lines, content->countries[i].line_count);
	}
	dump_clinic(out, &content->clinic);
	kx_buffer_print(out, "\nwording %s: %s\n", content->wording.language, content->wording.name);
	for (i = 0; i < content->wording.entry_count; i++)
		kx_buffer_print(out, "\t%s: %s\n", content->wording.entries[i].key, content->wording.entries[i].text);
}
