/*
 * manifest: what a finished sheet says about itself, as plain structs.
 *
 * Every PDF carries one as manifest.json (data/schema/manifest.schema.json):
 * what printed and why, the sources behind the reference numbers, the rulings,
 * and the hashes of every input.  src/batch makes it from a job and writes it;
 * src/read reads it back.  The same struct is made from a data folder, so that
 * a sheet and today's data can be held against each other.
 *
 * All strings belong to the maker's arena; optional ones are NULL when absent.
 */
#ifndef KX_CONTENT_MANIFEST_H
#define KX_CONTENT_MANIFEST_H

#include "base/hash.h"
#include "content/content.h"

#include <stdbool.h>
#include <stddef.h>

/* The first member of the file; another format is not read. */
#define KX_MANIFEST_FORMAT "kxreport-manifest-1"

struct kx_arena;
struct kx_handout;
struct kx_manifest_ready;

/* One claim as it printed. */
struct kx_manifest_claim {
	const char *id, *source;
	const char *says;
	enum kx_certainty certainty;
	const int *references; size_t reference_count;      /* numbers of the sheet's list of sources */
	struct kx_figure *figures; size_t figure_count;     /* origins are empty */
};

/* What printed on one topic for one product. */
struct kx_manifest_group {
	const char *topic, *title, *product;
	const char *section;                                /* id; the first that shows it */
	const char *ruling;                                 /* id of the ruling that decided; NULL when the rule of precedence did */
	const char *clinic_says;                            /* the clinic's own words, which printed instead of claims, or NULL */
	struct kx_manifest_claim *claims; size_t claim_count;
	const char **agrees; size_t agree_count;            /* claims that support them and added their sources */
	const char **outranked; size_t outranked_count;     /* claims that lost to them */
};

struct kx_manifest_section { const char *id, *title; };

struct kx_manifest_reference {
	int number;                                         /* from 1 */
	const char *source;
	int tier;
	enum kx_check check;
	const char *citation;
};

struct kx_manifest_ruling {
	const char *id, *topic, *about, *why, *by;
	struct kx_date on;
	const char **prints; size_t print_count;            /* claims */
};

struct kx_manifest_input { const char *file, *sha256; };

struct kx_manifest {
	const char *program;                                /* "kxreport 0.1.0" */
	struct kx_manifest_document {
		const char *id, *title, *language, *layout, *paper, *size, *theme, *ink;
		const char *outline;                        /* of a short sheet, or NULL: the full account */
		const char *words;                          /* SHA-256 of its words (document.h, printed_hash) */
		int pages;
		struct kx_manifest_fit { int space, leading, type; } fit;   /* what copyfit chose, per mille; all 0: not said */
		bool draft;
		struct kx_date date;                        /* the date inside the PDF */
		const char **omits; size_t omit_count;      /* sections that the layout leaves out, and "section/block" of what did not fit */
	} document;                                         /* of a data folder: all empty */
	struct kx_manifest_pack {
		const char *id, *version, *written_by;
		struct kx_date written_on, evidence_to, review_by;
		struct kx_review_note review;               /* without its hash */
	} pack;
	struct kx_manifest_clinic {
		const char *id, *name;
		bool example;
		struct kx_review_note review;
	} clinic;                                           /* of data for no clinic: all empty */
	struct kx_manifest_section *sections;     size_t section_count;      /* those that print, in sheet order */
	struct kx_manifest_group *groups;         size_t group_count;        /* in sheet order */
	struct kx_manifest_reference *references; size_t reference_count;    /* by number */
	struct kx_manifest_ruling *rulings;       size_t ruling_count;       /* those on what printed, by id */
	struct kx_manifest_input *inputs;         size_t input_count;        /* by file */
	const struct kx_manifest_ready *ready;              /* these parts as text, to be written; or NULL */
	bool sealed;                                        /* read back: its own hash is right */
};

/* What is the same for other clinics' sheets, as kx_manifest_write() writes it: values, without their keys. */
struct kx_manifest_ready {
	const char *sections, *rulings, *references;
	const char **groups;                                /* of each group; NULL where the clinic's words print */
	const char *start; size_t start_length;             /* and all of the text before the first such group, or the inputs, */
	struct kx_hashing start_hashed;                     /* with its hash */
};

struct kx_buffer;

/*
 * How a manifest's text can be worked on in pieces: sheets of other clinics
 * have most pieces in common.  Offsets count from where the text begins.
 */
#define KX_MANIFEST_CUTS 48
struct kx_manifest_text {
	size_t cuts[KX_MANIFEST_CUTS]; size_t cut_count;   /* rising */
	struct kx_hashing hashed;                          /* the whole text */
};

/*
 * Append the manifest as JSON: the same struct, the same bytes.  Its last
 * member, "seal", is the SHA-256 of the text before that member.  False when
 * the buffer failed.  `ret_text` may be NULL.
 */
bool kx_manifest_write(const struct kx_manifest *manifest, struct kx_buffer *out, struct kx_manifest_text *ret_text);

/* Write these parts once for many sheets.  In `arena`; NULL when that is spent. */
const struct kx_manifest_ready *kx_manifest_prepare(struct kx_arena *arena, const struct kx_manifest *manifest);

/* Does a manifest's text end in its own hash? */
bool kx_manifest_is_sealed(const char *text, size_t length);

/* The claim `id` among those that printed, and its group through `ret_group` (which may be NULL); or NULL. */
const struct kx_manifest_claim *kx_manifest_claim_find(const struct kx_manifest *manifest, const char *id,
    const struct kx_manifest_group **ret_group);

/* NULL when the sheet has none of that name. */
const struct kx_manifest_section *kx_manifest_section_find(const struct kx_manifest *manifest, const char *id);
const struct kx_manifest_reference *kx_manifest_reference_find(const struct kx_manifest *manifest, int number);
const struct kx_manifest_reference *kx_manifest_source_find(const struct kx_manifest *manifest, const char *source);
const struct kx_manifest_ruling *kx_manifest_ruling_find(const struct kx_manifest *manifest, const char *id);

/* Did the layout leave the section out? */
bool kx_manifest_omits(const struct kx_manifest *manifest, const char *section);

/* A section's title, or its id where it has none. */
const char *kx_manifest_section_name(const struct kx_manifest *manifest, const char *id);

#endif
