#include "base/arena.h"
#include "base/buffer.h"
#include "base/json_out.h"
#include "content/manifest.h"

#include <string.h>

#define READY_CEILING (64u * 1024 * 1024)

static void
write_date(struct kx_json *json, const char *key, struct kx_date date)
{
	char text[KX_DATE_BYTES];

	if (date.year == 0)
		return;
	kx_date_print(date, text);
	kx_json_text(json, key, text);
}

/* A member that is left out when there is nothing to say. */
static void
write_if(struct kx_json *json, const char *key, const char *text)
{
	if (text != NULL)
		kx_json_text(json, key, text);
}

static void
write_milli(struct kx_json *json, const char *key, int32_t milli)
{
	struct kx_buffer text;

	kx_buffer_init(&text, 40);
	kx_buffer_milli(&text, milli);
	kx_json_ready(json, key, kx_buffer_bytes(&text));
	kx_buffer_done(&text);
}

static void
write_ids(struct kx_json *json, const char *key, const char *const *ids, size_t count)
{
	size_t i;

	if (count == 0)
		return;
	kx_json_open_array(json, key);
	for (i = 0; i < count; i++)
		kx_json_text(json, NULL, ids[i]);
	kx_json_close_array(json);
}

/* A text while it is written, and where it may be cut. */
struct writing {
	struct kx_json json;
	size_t start;
	size_t common;                 /* bytes that say nothing of a clinic, from `start` on */
	struct kx_manifest_text *text;
};

/*
 * Each cut costs some two hundred bytes of the packed text, so there are few.  So many groups lie between two, since a clinic
 * may say what a visit is like; a clinic's own files stand near either end of the list of inputs, as data/clinics/ or as
 * elsewhere/, before fonts/ and templates/, behind which the document and the clinic are named.
 */
#define PIECE_GROUPS 40
#define FIRST_INPUTS  8
#define LAST_INPUTS  16

static void
cut(struct writing *writing)
{
	struct kx_manifest_text *text = writing->text;

	if (text->cut_count < KX_MANIFEST_CUTS)
		text->cuts[text->cut_count++] = writing->json.out->length - writing->start;
}

/* ---- the head ---- */

static void
write_review(struct kx_json *json, const struct kx_review_note *note)
{
	if (note->by == NULL)
		return;
	kx_json_open_object(json, "clinical_review");
	kx_json_text(json, "by", note->by);
	kx_json_text(json, "role", note->role);
	write_date(json, "on", note->on);
	kx_json_close_object(json);
}

static void
write_document(struct kx_json *json, const struct kx_manifest_document *document)
{
	kx_json_open_object(json, "document");
	write_if(json, "id", document->id);
	write_if(json, "title", document->title);
	write_if(json, "language", document->language);
	write_if(json, "layout", document->layout);
	write_if(json, "outline", document->outline);
	write_if(json, "paper", document->paper);
	write_if(json, "size", document->size);
	write_if(json, "theme", document->theme);
	write_if(json, "ink", document->ink);
	kx_json_number(json, "pages", document->pages);
	write_date(json, "date", document->date);
	if (document->draft)
		kx_json_boolean(json, "draft", true);
	write_if(json, "words", document->words);
	if (document->fit.space > 0) {
		kx_json_open_object(json, "fit");
		kx_json_number(json, "space", document->fit.space);
		kx_json_number(json, "leading", document->fit.leading);
		kx_json_number(json, "type", document->fit.type);
		kx_json_close_object(json);
	}
	write_ids(json, "omits", document->omits, document->omit_count);
	kx_json_close_object(json);
}

static void
write_pack(struct kx_json *json, const struct kx_manifest_pack *pack)
{
	kx_json_open_object(json, "pack");
	kx_json_text(json, "id", pack->id);
	kx_json_text(json, "version", pack->version);
	write_if(json, "written_by", pack->written_by);
	write_date(json, "written_on", pack->written_on);
	write_date(json, "evidence_to", pack->evidence_to);
	write_date(json, "review_by", pack->review_by);
	write_review(json, &pack->review);
	kx_json_close_object(json);
}

static void
write_clinic(struct kx_json *json, const struct kx_manifest_clinic *clinic)
{
	kx_json_open_object(json, "clinic");
	kx_json_text(json, "id", clinic->id);
	kx_json_text(json, "name", clinic->name);
	if (clinic->example)
		kx_json_boolean(json, "example", true);
	write_review(json, &clinic->review);
	kx_json_close_object(json);
}

static void
write_sections(struct kx_json *json, const char *key, const struct kx_manifest *manifest)
{
	size_t i;

	kx_json_open_array(json, key);
	for (i = 0; i < manifest->section_count; i++) {
		kx_json_open_object(json, NULL);
		kx_json_text(json, "id", manifest->sections[i].id);
		write_if(json, "title", manifest->sections[i].title);
		kx_json_close_object(json);
	}
	kx_json_close_array(json);
}

/* ---- what printed ---- */

static void
write_arm(struct kx_json *json, const struct kx_arm *arm)
{
	if (arm->has_counts) {
		kx_json_number(json, "n", arm->n);
		kx_json_number(json, "of", arm->of);
	}
	if (arm->has_percent)
		write_milli(json, "percent", arm->percent);
	if (arm->has_interval) {
		kx_json_open_array(json, "interval");
		write_milli(json, NULL, arm->low);
		write_milli(json, NULL, arm->high);
		kx_json_close_array(json);
	}
}

/* In the terms of a summary's own figures, so that one reader reads both. */
static void
write_figure(struct kx_json *json, const struct kx_figure *figure)
{
	kx_json_open_object(json, NULL);
	kx_json_text(json, "outcome", figure->outcome);
	write_arm(json, &figure->arm);
	if (figure->per != 100)
		kx_json_number(json, "per", figure->per);
	kx_json_text(json, "at", figure->at);
	write_if(json, "doses", figure->doses);
	kx_json_text(json, "population", figure->population);
	if (figure->people > 0)
		kx_json_number(json, "people", figure->people);
	if (figure->trials > 0)
		kx_json_number(json, "trials", figure->trials);
	if (figure->comparator != NULL) {
		kx_json_open_object(json, "comparator");
		kx_json_text(json, "id", figure->comparator);
		write_arm(json, &figure->against);
		kx_json_close_object(json);
	}
	kx_json_close_object(json);
}

static void
write_claim(struct kx_json *json, const struct kx_manifest_claim *claim)
{
	size_t i;

	kx_json_open_object(json, NULL);
	kx_json_text(json, "claim", claim->id);
	kx_json_text(json, "source", claim->source);
	kx_json_text(json, "says", claim->says);
	if (claim->certainty != KX_CERTAINTY_NONE)
		kx_json_text(json, "certainty", kx_certainty_name(claim->certainty));
	kx_json_open_array(json, "references");
	for (i = 0; i < claim->reference_count; i++)
		kx_json_number(json, NULL, claim->references[i]);
	kx_json_close_array(json);
	if (claim->figure_count > 0) {
		kx_json_open_array(json, "figures");
		for (i = 0; i < claim->figure_count; i++)
			write_figure(json, &claim->figures[i]);
		kx_json_close_array(json);
	}
	kx_json_close_object(json);
}

static void
write_group(struct kx_json *json, const struct kx_manifest_group *group)
{
	size_t i;

	kx_json_open_object(json, NULL);
	kx_json_text(json, "topic", group->topic);
	write_if(json, "title", group->title);
	kx_json_text(json, "section", group->section);
	kx_json_text(json, "product", group->product);
	write_if(json, "ruling", group->ruling);
	write_if(json, "clinic_says", group->clinic_says);
	kx_json_open_array(json, "claims");
	for (i = 0; i < group->claim_count; i++)
		write_claim(json, &group->claims[i]);
	kx_json_close_array(json);
	write_ids(json, "agrees", group->agrees, group->agree_count);
	write_ids(json, "outranked", group->outranked, group->outranked_count);
	kx_json_close_object(json);
}

/* ---- what stands behind it ---- */

static void
write_rulings(struct kx_json *json, const char *key, const struct kx_manifest *manifest)
{
	const struct kx_manifest_ruling *ruling;
	size_t i;

	kx_json_open_array(json, key);
	for (i = 0; i < manifest->ruling_count; i++) {
		ruling = &manifest->rulings[i];
		kx_json_open_object(json, NULL);
		kx_json_text(json, "id", ruling->id);
		kx_json_text(json, "topic", ruling->topic);
		kx_json_text(json, "about", ruling->about);
		kx_json_text(json, "why", ruling->why);
		kx_json_text(json, "by", ruling->by);
		write_date(json, "on", ruling->on);
		write_ids(json, "prints", ruling->prints, ruling->print_count);
		kx_json_close_object(json);
	}
	kx_json_close_array(json);
}

static void
write_references(struct kx_json *json, const char *key, const struct kx_manifest *manifest)
{
	const struct kx_manifest_reference *reference;
	size_t i;

	kx_json_open_array(json, key);
	for (i = 0; i < manifest->reference_count; i++) {
		reference = &manifest->references[i];
		kx_json_open_object(json, NULL);
		kx_json_number(json, "number", reference->number);
		kx_json_text(json, "source", reference->source);
		kx_json_number(json, "tier", reference->tier);
		kx_json_text(json, "checked", kx_check_name(reference->check));
		kx_json_text(json, "citation", reference->citation);
		kx_json_close_object(json);
	}
	kx_json_close_array(json);
}

static void
write_inputs(struct writing *writing, const struct kx_manifest *manifest)
{
	struct kx_json *json = &writing->json;
	size_t i;

	kx_json_open_array(json, "inputs");
	for (i = 0; i < manifest->input_count; i++) {
		if (i == 0 || i == FIRST_INPUTS || i + LAST_INPUTS == manifest->input_count)
			cut(writing);
		kx_json_open_object(json, NULL);
		kx_json_text(json, "file", manifest->inputs[i].file);
		kx_json_text(json, "sha256", manifest->inputs[i].sha256);
		kx_json_close_object(json);
	}
	kx_json_close_array(json);
}

static void
write_printed(struct writing *writing, const struct kx_manifest *manifest)
{
	size_t i;

	kx_json_open_array(&writing->json, "printed");
	for (i = 0; i < manifest->group_count; i++) {
		if (i > 0 && i % PIECE_GROUPS == 0)
			cut(writing);
		if (writing->common == 0 && manifest->groups[i].clinic_says != NULL)
			writing->common = writing->json.out->length - writing->start;
		if (manifest->ready != NULL && manifest->ready->groups[i] != NULL)
			kx_json_ready(&writing->json, NULL, manifest->ready->groups[i]);
		else
			write_group(&writing->json, &manifest->groups[i]);
	}
	kx_json_close_array(&writing->json);
}

/* ---- parts that are ready ---- */

typedef void (*list_writer)(struct kx_json *json, const char *key, const struct kx_manifest *manifest);

static void
write_list(struct kx_json *json, const char *key, list_writer write, const struct kx_manifest *manifest, const char *ready)
{
	if (ready != NULL)
		kx_json_ready(json, key, ready);
	else
		write(json, key, manifest);
}

/* A text of its own, in the arena; NULL when that, or the buffer, has no room. */
static const char *
take_text(struct kx_arena *arena, struct kx_json *json)
{
	struct kx_buffer *out = json->out;
	const char *text = kx_json_done(json) ? kx_arena_copy(arena, kx_buffer_bytes(out), out->length) : NULL;

	kx_buffer_clear(out);
	kx_json_init(json, out);
	json->dense = true;
	return text;
}

/* What is the same for many sheets comes first: it is hashed once, and packed once. */
static void
write_start(struct writing *writing, const struct kx_manifest *manifest)
{
	const struct kx_manifest_ready *ready = manifest->ready;
	struct kx_json *json = &writing->json;

	json->dense = true;   /* it is read by programs, and travels in every sheet */
	kx_json_open_object(json, NULL);
	kx_json_text(json, "format", KX_MANIFEST_FORMAT);
	kx_json_text(json, "program", manifest->program);
	write_pack(json, &manifest->pack);
	write_list(json, "sections", write_sections, manifest, ready != NULL ? ready->sections : NULL);
	write_printed(writing, manifest);
	write_list(json, "rulings", write_rulings, manifest, ready != NULL ? ready->rulings : NULL);
	write_list(json, "references", write_references, manifest, ready != NULL ? ready->references : NULL);
	if (writing->common == 0)
		writing->common = json->out->length - writing->start;
}

/* The start as far as no clinic has its say, and its hash; false when there is no room for it. */
static bool
prepare_start(struct kx_arena *arena, const struct kx_manifest *manifest, struct kx_manifest_ready *ready, struct kx_buffer *out)
{
	struct kx_manifest one = *manifest;
	struct kx_manifest_text text = { .cut_count = 0 };
	struct writing writing = { .text = &text };

	kx_buffer_clear(out);
	kx_json_init(&writing.json, out);
	one.ready = ready;
	write_start(&writing, &one);
	ready->start = kx_buffer_failed(out) ? NULL : kx_arena_copy(arena, kx_buffer_bytes(out), writing.common);
	ready->start_length = writing.common;
	kx_hash_begin(&ready->start_hashed);
	kx_hash_add(&ready->start_hashed, kx_buffer_bytes(out), ready->start != NULL ? writing.common : 0);
	return ready->start != NULL;
}

const struct kx_manifest_ready *
kx_manifest_prepare(struct kx_arena *arena, const struct kx_manifest *manifest)
{
	struct kx_manifest_ready *ready = kx_arena_alloc(arena, sizeof(*ready));
	struct kx_buffer out;
	struct kx_json json;
	bool whole;
	size_t i;

	if (ready == NULL || (ready->groups = kx_arena_array(arena, manifest->group_count, sizeof(*ready->groups))) == NULL)
		return NULL;
	kx_buffer_init(&out, READY_CEILING);
	kx_json_init(&json, &out);
	json.dense = true;
	write_sections(&json, NULL, manifest);
	ready->sections = take_text(arena, &json);
	write_rulings(&json, NULL, manifest);
	ready->rulings = take_text(arena, &json);
	write_references(&json, NULL, manifest);
	ready->references = take_text(arena, &json);
	whole = ready->sections != NULL && ready->rulings != NULL && ready->references != NULL;
	for (i = 0; whole && i < manifest->group_count; i++) {
		if (manifest->groups[i].clinic_says != NULL)
			continue;
		write_group(&json, &manifest->groups[i]);
		ready->groups[i] = take_text(arena, &json);
		whole = ready->groups[i] != NULL;
	}
	whole = whole && prepare_start(arena, manifest, ready, &out);
	kx_buffer_done(&out);
	return whole ? ready : NULL;
}

/* The hash of what is written, which goes on from that of a start that is ready. */
static void
hash_sealed(const struct writing *writing, const struct kx_manifest_ready *ready, struct kx_hashing *ret_hashed)
{
	const char *text = kx_buffer_bytes(writing->json.out) + writing->start;
	size_t length = writing->json.out->length - writing->start, known = 0;

	kx_hash_begin(ret_hashed);
	if (ready != NULL && ready->start_length <= length && memcmp(ready->start, text, ready->start_length) == 0) {
		*ret_hashed = ready->start_hashed;
		known = ready->start_length;
	}
	kx_hash_add(ret_hashed, text + known, length - known);
}

/* The seal, and the hash of the whole, which goes on from that of what was sealed. */
static bool
seal(struct writing *writing, const struct kx_manifest_ready *ready)
{
	struct kx_hashing *hashed = &writing->text->hashed;
	struct kx_buffer *out = writing->json.out;
	size_t sealed = out->length;
	char digits[KX_HASH_HEX];

	hash_sealed(writing, ready, hashed);
	kx_hash_end_hex(hashed, digits);
	kx_json_text(&writing->json, "seal", digits);
	kx_json_close_object(&writing->json);
	if (!kx_json_done(&writing->json))
		return false;
	kx_hash_add(hashed, kx_buffer_bytes(out) + sealed, out->length - sealed);
	return true;
}

bool
kx_manifest_write(const struct kx_manifest *manifest, struct kx_buffer *out, struct kx_manifest_text *ret_text)
{
	struct kx_manifest_text text;
	struct writing writing = { .start = out->length, .text = ret_text != NULL ? ret_text : &text };
	struct kx_json *json = &writing.json;

	writing.text->cut_count = 0;
	kx_json_init(json, out);
	write_start(&writing, manifest);
	write_inputs(&writing, manifest);
	write_document(json, &manifest->document);
	write_clinic(json, &manifest->clinic);
	return seal(&writing, manifest->ready);
}

bool
kx_manifest_is_sealed(const char *text, size_t length)
{
	static const char mark[] = ",\"seal\":\"", end[] = "\"}\n";
	char seal[KX_HASH_HEX];
	size_t tail = strlen(mark) + (KX_HASH_HEX - 1) + strlen(end);
	const char *place;

	if (length < tail)
		return false;
	place = text + length - tail;
	kx_hash_hex(text, length - tail, seal);
	return memcmp(place, mark, strlen(mark)) == 0 && memcmp(place + strlen(mark), seal, KX_HASH_HEX - 1) == 0 &&
	    memcmp(place + tail - strlen(end), end, strlen(end)) == 0;
}
