#include "batch/uses.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "batch/inputs.h"
#include "batch/manifest.h"
#include "content/batch.h"
#include "content/manifest.h"
#include "content/signed.h"
#include "merge/merge.h"
#include "review/currency.h"
#include "review/review.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_CEILING (256u * 1024 * 1024)
#define FINDINGS_BYTES (64u * 1024 * 1024)
#define SHORT_HEX 8

/* ---- the account ---- */

static void
line(struct kx_arena *arena, struct kx_account *account, size_t *room, const char *how, const char *id,
    const struct kx_manifest_group *group, const struct kx_manifest_claim *claim)
{
	struct kx_account_line *slot = kx_arena_push(arena, &account->lines, &account->line_count, room, sizeof(*slot));

	if (slot != NULL)
		*slot = (struct kx_account_line){ how, id, group->section, group->topic, claim->id, claim->says };
}

static void
claim_lines(struct kx_arena *arena, struct kx_account *account, size_t *room, const struct kx_manifest *manifest,
    const struct kx_manifest_group *group, const struct kx_manifest_claim *claim)
{
	const struct kx_manifest_reference *reference;
	size_t i;

	line(arena, account, room, "prints", claim->id, group, claim);
	for (i = 0; i < group->agree_count; i++)
		line(arena, account, room, "supports", group->agrees[i], group, claim);
	for (i = 0; i < claim->reference_count; i++) {
		reference = kx_manifest_reference_find(manifest, claim->references[i]);
		if (reference != NULL)
			line(arena, account, room, "cited by", reference->source, group, claim);
	}
	if (group->ruling != NULL)
		line(arena, account, room, "decided for", group->ruling, group, claim);
}

static void
text(struct kx_buffer *out, const char *value)
{
	kx_buffer_text(out, value != NULL ? value : "\x1d");
	kx_buffer_char(out, '\x1f');
}

static void
arm_text(struct kx_buffer *out, const struct kx_arm *arm)
{
	kx_buffer_print(out, "%d %d %d %d %d %d %d %d\x1f", arm->has_counts, (int)arm->n, (int)arm->of, arm->has_percent,
	    (int)arm->percent, arm->has_interval, (int)arm->low, (int)arm->high);
}

/* Everything of a claim that could reach the sheet. */
static void
claim_text(struct kx_buffer *out, const struct kx_claim *claim)
{
	const struct kx_figure *figure;
	size_t i;

	for (i = 0; i < claim->says.count; i++) {
		kx_buffer_print(out, "%d", (int)claim->says.spans[i].emphasis);
		text(out, claim->says.spans[i].text);
	}
	text(out, claim->condition);
	text(out, claim->certainty_reason);
	text(out, claim->note);
	text(out, claim->locator);
	kx_buffer_print(out, "%d %d %d\x1f", (int)claim->stance, (int)claim->verdict, (int)claim->certainty);
	for (i = 0; i < claim->figure_count; i++) {
		figure = &claim->figures[i];
		text(out, figure->outcome);
		text(out, figure->at);
		text(out, figure->doses);
		text(out, figure->population);
		text(out, figure->comparator);
		kx_buffer_print(out, "%d %d %d\x1f", (int)figure->per, (int)figure->people, (int)figure->trials);
		arm_text(out, &figure->arm);
		arm_text(out, &figure->against);
	}
}

static void
source_text(struct kx_buffer *out, const struct kx_source *source)
{
	text(out, source->title);
	text(out, source->authors);
	text(out, source->publisher);
	text(out, source->doi);
	text(out, source->document);
	kx_buffer_print(out, "%d %d\x1f", (int)source->kind, source->year);
}

/* The manifest of the data for no clinic has the groups, references and rulings; claims and sources are added whole. */
static bool
account_text(struct kx_manifest *manifest, const struct kx_handout *handout, struct kx_buffer *out)
{
	const struct kx_source *source;
	const struct kx_claim *claim;
	size_t i, k;

	memset(&manifest->clinic, 0, sizeof(manifest->clinic));
	manifest->clinic.id = manifest->clinic.name = "";
	manifest->document.id = manifest->document.title = manifest->document.language = "";
	manifest->document.layout = manifest->document.paper = manifest->document.words = "";
	for (i = 0; i < manifest->group_count; i++) {
		if (manifest->groups[i].clinic_says != NULL)
			manifest->groups[i].clinic_says = "";
		for (k = 0; k < manifest->groups[i].claim_count; k++)
			if ((claim = kx_content_claim(handout->content, manifest->groups[i].claims[k].id)) != NULL)
				claim_text(out, claim);
	}
	for (i = 0; i < manifest->reference_count; i++)
		if ((source = kx_content_source(handout->content, manifest->references[i].source)) != NULL)
			source_text(out, source);
	return kx_manifest_write(manifest, out, NULL);
}

struct kx_account *
kx_uses_account(struct kx_arena *arena, const struct kx_content *content, const struct kx_template *sheet,
    struct kx_diagnostics *diags)
{
	struct kx_account *account = kx_arena_alloc(arena, sizeof(*account));
	struct kx_manifest *manifest;
	struct kx_handout *handout;
	struct kx_buffer out;
	size_t room = 0, i, k;
	bool whole;

	if (account == NULL || !kx_merge(arena, content, &handout, diags) ||
	    !kx_manifest_make(arena, handout, sheet, &manifest))
		return NULL;
	kx_buffer_init(&out, TEXT_CEILING);
	whole = account_text(manifest, handout, &out);
	kx_hash_hex(kx_buffer_bytes(&out), out.length, account->hash);
	kx_buffer_done(&out);
	for (i = 0; i < manifest->group_count; i++)
		for (k = 0; k < manifest->groups[i].claim_count; k++)
			claim_lines(arena, account, &room, manifest, &manifest->groups[i], &manifest->groups[i].claims[k]);
	return whole && !kx_arena_spent(arena) ? account : NULL;
}

/* ---- the gate ---- */

bool
kx_uses_findings(const struct kx_gate *gate, const struct kx_content *content, struct kx_date as_of,
    char ret_hex[KX_HASH_HEX])
{
	struct kx_diagnostics findings;
	struct kx_handout *handout;
	struct kx_arena arena;
	struct kx_buffer out;
	bool whole;
	size_t i;

	kx_arena_init(&arena, FINDINGS_BYTES);
	kx_diagnostics_init(&findings, &arena);
	kx_buffer_init(&out, TEXT_CEILING);
	if (kx_merge(&arena, content, &handout, &findings)) {
		kx_review_handout(handout, gate, NULL, &findings);
		kx_currency_check(handout, gate, as_of, &findings);
	}
	for (i = 0; i < findings.count; i++) {
		kx_buffer_print(&out, "%d ", (int)findings.list[i].code);
		text(&out, findings.list[i].message);
	}
	/* A waiver ends on a day. */
	for (i = 0; i < content->waiver_count; i++)
		kx_buffer_char(&out, kx_date_compare(as_of, content->waivers[i].until) > 0 ? 'x' : '-');
	whole = !kx_buffer_failed(&out) && !kx_arena_spent(&arena);
	kx_hash_hex(kx_buffer_bytes(&out), out.length, ret_hex);
	kx_buffer_done(&out);
	kx_arena_done(&arena);
	return whole;
}

/* ---- shared files ---- */

/* Those that count by the account, and fonts, which count together. */
static bool
is_account_file(const char *name)
{
	return strncmp(name, "data/summaries/", 15) == 0 || strcmp(name, "data/sources.json") == 0 ||
	    strcmp(name, "data/rulings.json") == 0;
}

const char *
kx_uses_shared(struct kx_arena *arena, const struct kx_stock *stock, const struct kx_content *content,
    const struct kx_template *sheet, struct kx_diagnostics *diags)
{
	struct kx_buffer parts, fonts;
	struct kx_input *inputs;
	char hex[KX_HASH_HEX];
	const char *made;
	size_t count, i;

	if (!kx_inputs_list(arena, stock, content, sheet, &inputs, &count, diags))
		return NULL;
	kx_buffer_init(&parts, TEXT_CEILING);
	kx_buffer_init(&fonts, TEXT_CEILING);
	for (i = 0; i < count; i++) {
		if (strncmp(inputs[i].name, "fonts/", 6) == 0)
			kx_buffer_print(&fonts, "%s %s\n", inputs[i].name, inputs[i].sha256);
		else if (!is_account_file(inputs[i].name))
			kx_buffer_print(&parts, " %s=%.*s", strrchr(inputs[i].name, '/') + 1, SHORT_HEX * 2, inputs[i].sha256);
	}
	kx_hash_hex(kx_buffer_bytes(&fonts), fonts.length, hex);
	made = kx_arena_print(arena, "fonts=%.*s%s", SHORT_HEX * 2, hex, kx_buffer_bytes(&parts));
	kx_buffer_done(&parts);
	kx_buffer_done(&fonts);
	return made;
}

/* ---- the clinic ---- */

static bool
hash_logo(const char *path, const struct kx_input *known, size_t known_count, char ret_hex[KX_HASH_HEX], struct kx_diagnostics *diags)
{
	size_t i;

	for (i = 0; i < known_count; i++)
		if (known[i].row == NULL && strcmp(known[i].path, path) == 0) {
			memcpy(ret_hex, known[i].sha256, KX_HASH_HEX);
			return true;
		}
	return kx_inputs_hash_file(path, ret_hex, diags);
}

bool
kx_uses_clinic(const struct kx_clinic *clinic, const struct kx_input *known, size_t known_count,
    char ret_hex[KX_HASH_HEX], struct kx_diagnostics *diags)
{
	const char *file = clinic->origin.file;
	char all[3][KX_HASH_HEX];
	bool whole = true;

	memset(all, 0, sizeof(all));
	if (clinic->row != NULL)
		whole = kx_inputs_hash_row(clinic->row, all[0]);
	if (clinic->digest != NULL)
		kx_hash_digits(clinic->digest, all[1]);
	else if (file != NULL && (clinic->row == NULL || strcmp(file, clinic->row->table->path) != 0))
		whole = kx_inputs_hash_file(file, all[1], diags) && whole;
	if (clinic->logo != NULL)
		whole = hash_logo(clinic->logo, known, known_count, all[2], diags) && whole;
	kx_hash_hex(all, sizeof(all), ret_hex);
	return whole;
}
