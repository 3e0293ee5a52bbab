/*
 * foreign: the functions of HarfBuzz, FriBidi, libunibreak and libhyphen that are
 * called here.  Inside src/text only.
 *
 * These libraries are loaded when text is set and not with the program: with
 * those that they need themselves they are half of all that it would have to
 * map, a second processor can do that while data is read, and most commands set
 * no text.  Functions are called through a table that the fonts' engine holds
 * (engine.h), by the names they have at home.
 */
#ifndef KX_TEXT_FOREIGN_H
#define KX_TEXT_FOREIGN_H

#include "base/diagnostic.h"
#include "base/library.h"

#include <fribidi.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <hyphen.h>
#include <linebreak.h>
#include <stdbool.h>

/* The outline of a glyph: HarfBuzz has renamed the call. */
#if HB_VERSION_ATLEAST(7, 0, 0)
#define KX_HARFBUZZ_OUTLINE hb_font_draw_glyph
#else
#define KX_HARFBUZZ_OUTLINE hb_font_get_glyph_shape
#endif

#define KX_HARFBUZZ_FUNCTIONS(F) \
	F(hb_blob_create) F(hb_blob_destroy) F(hb_blob_get_data) F(hb_blob_get_length) F(hb_buffer_add_codepoints) \
	F(hb_buffer_allocation_successful) F(hb_buffer_clear_contents) F(hb_buffer_create) F(hb_buffer_destroy) \
	F(hb_buffer_get_glyph_infos) F(hb_buffer_get_glyph_positions) F(hb_buffer_set_direction) F(hb_buffer_set_flags) \
	F(hb_buffer_set_language) F(hb_buffer_set_script) F(hb_draw_funcs_create) F(hb_draw_funcs_destroy) \
	F(hb_draw_funcs_set_line_to_func) F(hb_draw_funcs_set_move_to_func) F(hb_draw_funcs_set_quadratic_to_func) \
	F(hb_face_collect_unicodes) F(hb_face_create) F(hb_face_destroy) F(hb_face_get_glyph_count) F(hb_face_get_table_tags) \
	F(hb_face_get_upem) F(hb_face_make_immutable) F(hb_face_reference_blob) F(hb_face_reference_table) F(hb_font_create) \
	F(hb_font_destroy) F(KX_HARFBUZZ_OUTLINE) F(hb_font_get_glyph_extents) F(hb_font_get_glyph_h_advance) \
	F(hb_font_get_nominal_glyph) F(hb_font_make_immutable) F(hb_font_set_scale) F(hb_language_from_string) \
	F(hb_ot_name_get_utf8) F(hb_set_add) F(hb_set_create) F(hb_set_del) F(hb_set_destroy) F(hb_set_is_empty) F(hb_shape) \
	F(hb_unicode_compose) F(hb_unicode_decompose) F(hb_unicode_funcs_get_default) F(hb_unicode_general_category) \
	F(hb_unicode_script)

#define KX_HARFBUZZ_SUBSET_FUNCTIONS(F) \
	F(hb_subset_input_create_or_fail) F(hb_subset_input_destroy) F(hb_subset_input_glyph_set) F(hb_subset_input_set) \
	F(hb_subset_input_set_flags) F(hb_subset_or_fail)

#define KX_FRIBIDI_FUNCTIONS(F) F(fribidi_get_bidi_type)

#define KX_UNIBREAK_FUNCTIONS(F) F(set_linebreaks_utf8)

#define KX_HYPHEN_FUNCTIONS(F) F(hnj_hyphen_free) F(hnj_hyphen_hyphenate2) F(hnj_hyphen_load)

struct kx_harfbuzz { KX_HARFBUZZ_FUNCTIONS(KX_LIBRARY_MEMBER) };
struct kx_harfbuzz_subset { KX_HARFBUZZ_SUBSET_FUNCTIONS(KX_LIBRARY_MEMBER) };
struct kx_fribidi { KX_FRIBIDI_FUNCTIONS(KX_LIBRARY_MEMBER) };
struct kx_unibreak { KX_UNIBREAK_FUNCTIONS(KX_LIBRARY_MEMBER) };

/* What setting text needs. */
struct kx_foreign {
	struct kx_harfbuzz hb;
	struct kx_harfbuzz_subset subset;
	struct kx_fribidi fribidi;
	struct kx_unibreak unibreak;
};

/* Apart, since few sheets break words. */
struct kx_hyphen { KX_HYPHEN_FUNCTIONS(KX_LIBRARY_MEMBER) };

/* Find them all; KX895 for a library that is not on this machine. */
bool kx_foreign_load(struct kx_foreign *foreign, struct kx_diagnostics *diags);
bool kx_harfbuzz_load(struct kx_harfbuzz *hb, struct kx_diagnostics *diags);
bool kx_hyphen_load(struct kx_hyphen *hyphen, struct kx_diagnostics *diags);

/* What the libraries on this machine say of themselves, for the life of the process; NULL when they are not there. */
const char *kx_harfbuzz_version(void);
const char *kx_fribidi_version(void);

/* The same of libunibreak's line breaking part, 0x202 for 2.2; negative when it is not there. */
int kx_unibreak_version(void);

#endif
