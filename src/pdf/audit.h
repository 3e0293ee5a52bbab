/*
 * audit: what the files that hold a PDF to rules.def share while one file is
 * looked at.
 *
 * An audit lives in the child process that kx_pdf_standards() starts; it takes
 * everything from the file's bytes, through libqpdf or its own lexer, and
 * nothing from what this program believes it wrote.  Its order:
 *   surface    the bytes between the objects
 *   objects    every object by itself: numbers, strings, filters, files
 *   metadata   the XMP packet
 *   catalog    what the document says of itself
 *   tree       the structure tree, which the pages are then compared with
 *   pages      content streams, fonts, images, annotations
 *   outline
 */
#ifndef KX_PDF_AUDIT_H
#define KX_PDF_AUDIT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "pdf/qpdf.h"
#include "pdf/rules.h"
#include "pdf/xml.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KX_AUDIT_DEPTH 100            /* of objects within objects, of tags within tags */

/* A structure element. */
struct kx_tag {
	qpdf_oh dict;
	int object;                    /* its number; 0 for a direct one, which is a fault */
	int parent;                    /* index, -1 below the root */
	char type[16];                 /* the standard type it is, or is mapped to; as written when it is neither */
	int first, last, next, count;  /* its elements: first and last index, the next of its parent, how many; -1 none */
	bool has_language;             /* on itself or above */
	int page;                      /* object number of /Pg, or 0 */
};

/* A sequence of a page that the tree claims. */
struct kx_claim_of { int page, mcid, tag; bool shown; };

struct kx_font_seen;
struct kx_program;

struct kx_audit {
	struct kx_qpdf *qpdf;
	const struct kx_harfbuzz *harfbuzz;   /* for programs of fonts (text/program.h) */
	const struct kx_expat *expat;         /* for packets of metadata */
	struct kx_arena *arena;
	const char *bytes; size_t length;
	struct kx_buffer *out;         /* findings, see standards.c */
	unsigned found[KX_RULE_COUNT]; /* by rule */
	int page;                      /* being looked at, from 1; 0 when none is */
	qpdf_oh trailer, root;
	int object_count;
	bool has_language;             /* the catalog has a Lang */
	char output[5];                /* colour space of the output intent's profile, "" without one */
	struct kx_tag *tags; size_t tag_count, tag_room;
	int *tag_of;                   /* by object number: index of the element, -1 */
	struct kx_claim_of *claims; size_t claim_count, claim_room;   /* sorted by page and MCID */
	struct { int key; qpdf_oh value; } *parents; size_t parent_count, parent_room;   /* the parent tree, flat */
	int *associated; size_t associated_count, associated_room;    /* object numbers in AF arrays */
	struct kx_font_seen *fonts;
	struct { char *text; int tag; } *ids; size_t id_count, id_room;
	int *linked; size_t linked_count, linked_room;                /* annotations that elements refer to, and the element */
};

/* Report a breach of a rule; `object` is the number of the object it is in, or 0. */
void kx_breach(struct kx_audit *audit, enum kx_rule rule, int object, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The parts, in the order above. */
void kx_audit_surface(struct kx_audit *audit);
void kx_audit_objects(struct kx_audit *audit);
void kx_audit_metadata(struct kx_audit *audit);
void kx_audit_catalog(struct kx_audit *audit);
void kx_audit_tree(struct kx_audit *audit);
void kx_audit_pages(struct kx_audit *audit);
void kx_audit_outline(struct kx_audit *audit);

/* Of a page: its annotations; its content. */
void kx_audit_annotations(struct kx_audit *audit, qpdf_oh page);
void kx_audit_content(struct kx_audit *audit, qpdf_oh page);
void kx_audit_action(struct kx_audit *audit, qpdf_oh action, int object);

/* Of the tree: tables, by the index of the Table element. */
void kx_audit_table(struct kx_audit *audit, int table);

/* Hexadecimal strings of one that the lexer found. */
void kx_audit_hex(struct kx_audit *audit, const char *bytes, size_t start, size_t end, int object);

/* An attribute of a structure element, from /A or from its classes; null when it has none. */
qpdf_oh kx_attribute(struct kx_audit *audit, const struct kx_tag *tag, const char *key);

/* The element that the parent tree gives for a key, or for the MCID in a key's array; -1 when it gives none. */
int kx_parent_of(struct kx_audit *audit, long long key, int mcid);

/* The claim of a page's MCID, or NULL. */
struct kx_claim_of *kx_claim_find(const struct kx_audit *audit, int page, int mcid);

/* Claims that no page has shown; after the pages. */
void kx_audit_claims(struct kx_audit *audit);

/* The grammar of a packet's rdf:RDF. */
struct kx_xml;
void kx_audit_rdf(struct kx_audit *audit, const struct kx_xml *rdf, int object);

/* "type/subtype", letters, digits and - + . _ */
bool kx_is_mime(const char *type);

/* A Lang, wherever it stands. */
void kx_audit_language(struct kx_audit *audit, qpdf_oh value, int object);

/* ---- fonts ---- */

/* A font of a page's resources, audited when it is first met; NULL for one that this check cannot audit. */
const struct kx_font_seen *kx_audit_font(struct kx_audit *audit, qpdf_oh font);

/* The number of bytes of a code is 2 for every font that can be audited.  One code is shown: */
void kx_audit_code(struct kx_audit *audit, const struct kx_font_seen *font, unsigned code, bool has_actual, bool invisible);

/* Give back what libraries hold of the fonts. */
void kx_audit_fonts_done(struct kx_audit *audit);

/* The map of a ToUnicode stream; see audit_unicode.c. */
struct kx_unicode_map { bool mapped[65536], zero[65536], private_use[65536]; };
void kx_unicode_map_read(const char *bytes, size_t length, struct kx_unicode_map *ret_map);

/* ---- asking libqpdf ---- */

/* An entry of a dictionary or of a stream's dictionary; null when it is neither. */
qpdf_oh kx_ask(struct kx_audit *audit, qpdf_oh object, const char *key);
bool kx_has(struct kx_audit *audit, qpdf_oh object, const char *key);
/* A name without its slash, in the arena; "" when the entry is none. */
const char *kx_ask_name(struct kx_audit *audit, qpdf_oh object, const char *key);
bool kx_name_is(struct kx_audit *audit, qpdf_oh object, const char *key, const char *name);
/* A text string in the arena, NULL when the entry is none. */
const char *kx_ask_text(struct kx_audit *audit, qpdf_oh object, const char *key);
bool kx_ask_true(struct kx_audit *audit, qpdf_oh object, const char *key);
long long kx_ask_int(struct kx_audit *audit, qpdf_oh object, const char *key, long long otherwise);
int kx_array_length(struct kx_audit *audit, qpdf_oh array);
qpdf_oh kx_array_at(struct kx_audit *audit, qpdf_oh array, int index);
double kx_array_number(struct kx_audit *audit, qpdf_oh array, int index);
/* The keys of a dictionary, in the arena; NULL and 0 when it is none. */
char **kx_ask_keys(struct kx_audit *audit, qpdf_oh dict, size_t *ret_count);
int kx_number_of(struct kx_audit *audit, qpdf_oh object);
/* A stream unpacked, malloc'd; NULL (and a breach of READABLE) when that cannot be done. */
unsigned char *kx_ask_stream(struct kx_audit *audit, qpdf_oh stream, size_t *ret_length);
bool kx_one_of(const char *word, const char *list);

#endif
