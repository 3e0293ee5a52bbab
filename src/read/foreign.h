/*
 * foreign: the door to jansson, cmark and libm, which are loaded when a file is
 * parsed, a text has marks in it or a drawing has arcs, and not with the program: where a store
 * has all that a sheet is made from, it calls none.  Inside src/read only.
 */
#ifndef KX_READ_FOREIGN_H
#define KX_READ_FOREIGN_H

#include "base/library.h"

#include <cmark.h>
#include <jansson.h>
#include <math.h>
#include <stdbool.h>

struct kx_diagnostics;
struct kx_memo;

#define KX_JANSSON_FUNCTIONS(F) \
	F(json_array_get) F(json_array_size) F(json_delete) F(json_integer_value) F(json_loadb) F(json_object_iter) \
	F(json_object_iter_key) F(json_object_iter_next) F(json_object_iter_value) F(json_object_size) F(json_real_value) \
	F(json_string_length) F(json_string_value)

#define KX_CMARK_FUNCTIONS(F) \
	F(cmark_iter_free) F(cmark_iter_get_node) F(cmark_iter_new) F(cmark_iter_next) F(cmark_node_free) \
	F(cmark_node_get_literal) F(cmark_node_get_type) F(cmark_node_previous) F(cmark_parse_document)

#define KX_MATH_FUNCTIONS(F) F(atan2) F(cos) F(sin) F(sqrt) F(tan)

struct kx_jansson { KX_JANSSON_FUNCTIONS(KX_LIBRARY_MEMBER) };
struct kx_cmark { KX_CMARK_FUNCTIONS(KX_LIBRARY_MEMBER) };
struct kx_math { KX_MATH_FUNCTIONS(KX_LIBRARY_MEMBER) };

/* Find them all; KX897 when the library is not on this machine.  A memo, or NULL, keeps those that each clinic's file needs. */
bool kx_jansson_load(struct kx_memo *memo, struct kx_jansson *jansson, struct kx_diagnostics *diags);
bool kx_cmark_load(struct kx_cmark *cmark, struct kx_diagnostics *diags);

/* libm comes with the C library; false only when memory ends. */
bool kx_math_load(struct kx_math *math);

/* What they say of themselves, for the life of the process; NULL when they are not there. */
const char *kx_jansson_version(void);
const char *kx_cmark_version(void);

#endif
