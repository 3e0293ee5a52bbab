#include "content/handout.h"

#include "base/buffer.h"

static const char *
decision_text(enum kx_decision decision)
{
	switch (decision) {
	case KX_BY_RULE:
		return "by rule";
	case KX_BY_RULING:
		return "by ruling";
	case KX_NOTHING_PRINTS:
		return "nothing prints";
	}
	return "?";
}

static void
dump_printed(const struct kx_printed *printed, struct kx_buffer *out)
{
	size_t i;

	kx_buffer_print(out, "\tprints %s [", printed->claim->id);
	for (i = 0; i < printed->reference_count; i++)
		kx_buffer_print(out, "%s%d", i == 0 ? "" : ",", printed->references[i]);
	kx_buffer_print(out, "]\n\t\t%s\n", printed->claim->says.plain);
}

static void
dump_note(const struct kx_standing_note *note, struct kx_buffer *out)
{
	const struct kx_claim *claim = note->claim;

	kx_buffer_print(out, "\t%s: %s (%s, tier %d, %s, ", kx_standing_name(note->standing), claim->id,
	    kx_verdict_name(claim->verdict), claim->source->tier, kx_check_name(claim->source->check));
	if (claim->source->year != 0)
		kx_buffer_print(out, "%d)", claim->source->year);
	else
		kx_buffer_text(out, "no year)");
	if (note->beside != NULL)
		kx_buffer_print(out, " beside %s", note->beside->id);
	kx_buffer_print(out, "\n\t\t%s\n", note->reason);
}

static void
dump_group(const struct kx_group *group, struct kx_buffer *out)
{
	size_t i;

	kx_buffer_print(out, "\ngroup %s / %s: %s", group->topic->id, group->product, decision_text(group->decision));
	if (group->ruling != NULL)
		kx_buffer_print(out, " %s", group->ruling->id);
	for (i = 0; i < group->recorded_count; i++)
		kx_buffer_print(out, "%s%s", i == 0 ? "; recorded " : " ", group->recorded[i]->id);
	kx_buffer_text(out, group->placed ? "\n" : "; not on the sheet\n");
	if (group->clinic_line != NULL)
		kx_buffer_print(out, "\tclinic says instead\n\t\t%s\n", group->clinic_line->says.plain);
	for (i = 0; i < group->printed_count; i++)
		dump_printed(&group->printed[i], out);
	for (i = 0; i < group->note_count; i++)
		dump_note(&group->notes[i], out);
}

void
kx_handout_dump(const struct kx_handout *handout, struct kx_buffer *out)
{
	size_t i;

	kx_buffer_print(out, "handout %s %s: %zu groups, %zu references\n", handout->content->pack.id,
	    handout->content->pack.version, handout->group_count, handout->reference_count);
	for (i = 0; i < handout->group_count; i++)
		dump_group(&handout->groups[i], out);
	if (handout->reference_count > 0)
		kx_buffer_char(out, '\n');
	for (i = 0; i < handout->reference_count; i++)
		kx_buffer_print(out, "reference %d: %s: %s\n", handout->references[i].number,
		    handout->references[i].source->id, handout->references[i].source->citation);
}
