#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/limits.h"
#include "read/svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SVG(inside) "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 100 50'>" inside "</svg>"

struct made { struct kx_arena arena; struct kx_diagnostics diags; const struct kx_drawing *drawing; };

static void
make(struct made *made, const char *text)
{
	bool good;

	memset(made, 0, sizeof(*made));
	kx_arena_init(&made->arena, 16u * 1024 * 1024);
	kx_diagnostics_init(&made->diags, &made->arena);
	good = kx_svg_read(&made->arena, "logo.svg", text, strlen(text), &made->drawing, &made->diags);
	assert_int_equal(good, made->drawing != NULL);
}

static void
shapes_are_read(void **state)
{
	struct made made;
	const struct kx_drawing_shape *shape;

	(void)state;
	make(&made, SVG("<title>A</title><g fill='#f00' transform='translate(10,10)'><path d='M0 0h20v10H0z'/></g>"
	    "<rect x='1' y='2' width='3' height='4' style='fill:none;stroke:rgb(1,2,3);stroke-width:2'/>"
	    "<circle cx='50' cy='25' r='10' fill-rule='evenodd'/>"));
	assert_int_equal(made.diags.count, 0);
	assert_non_null(made.drawing);
	/* A hundred units are 500 points. */
	assert_int_equal(made.drawing->width, 500000);
	assert_int_equal(made.drawing->height, 250000);
	assert_int_equal(made.drawing->shape_count, 3);
	shape = &made.drawing->shapes[0];
	assert_int_equal(shape->step_count, 5);
	assert_int_equal(shape->fill_color, 0xFF0000);
	assert_int_equal(shape->steps[0].points[0].x, 50000);
	assert_int_equal(shape->steps[2].points[0].x, 150000);
	assert_int_equal(shape->steps[2].points[0].y, 100000);
	assert_false(made.drawing->shapes[1].fill);
	assert_int_equal(made.drawing->shapes[1].stroke_color, 0x010203);
	assert_int_equal(made.drawing->shapes[1].line_width, 10000);
	assert_true(made.drawing->shapes[2].even_odd);
	assert_int_equal(made.drawing->shapes[2].steps[0].points[0].x, 200000);
	kx_arena_done(&made.arena);
}

/* As programs write them: 2e1, 1.5E+1, 500e-2, and powers that leave nothing. */
static void
powers_of_ten_are_read(void **state)
{
	struct made made;

	(void)state;
	make(&made, SVG("<path d='M2e1 1.5E+1H500e-2L1e-99 0z'/>"));
	assert_non_null(made.drawing);
	assert_int_equal(made.drawing->shapes[0].steps[0].points[0].x, 100000);
	assert_int_equal(made.drawing->shapes[0].steps[0].points[0].y, 75000);
	assert_int_equal(made.drawing->shapes[0].steps[1].points[0].x, 25000);
	assert_int_equal(made.drawing->shapes[0].steps[2].points[0].x, 0);
	kx_arena_done(&made.arena);
	make(&made, SVG("<path d='M2e999999999999 1H5z'/>"));
	assert_null(made.drawing);
	kx_arena_done(&made.arena);
}

/* A half circle by an arc: its middle is a radius away from the line between its ends. */
static void
arcs_become_curves(void **state)
{
	struct made made;

	(void)state;
	make(&made, SVG("<path d='M40 25a10 10 0 0150-0 10 10 0 00-50 0'/>"));
	assert_non_null(made.drawing);
	kx_arena_done(&made.arena);
	make(&made, SVG("<path d='M40 25A10 10 0 0 1 60 25'/>"));
	assert_int_equal(made.drawing->shapes[0].step_count, 3);
	assert_in_range(made.drawing->shapes[0].steps[1].points[2].x, 249999, 250001);
	assert_in_range(made.drawing->shapes[0].steps[1].points[2].y, 74999, 75001);
	assert_int_equal(made.drawing->shapes[0].steps[2].points[2].x, 300000);
	kx_arena_done(&made.arena);
}

static void
what_is_not_drawn_is_refused(void **state)
{
	static const struct { enum kx_code code; const char *text; } bad[] = {
		{ KX603, SVG("<script>alert(1)</script>") }, { KX603, SVG("<text>Clinic</text>") },
		{ KX603, SVG("<image xlink:href='http://evil.example/x.png'/>") }, { KX603, SVG("<use xlink:href='#a'/>") },
		{ KX603, SVG("<rect width='9' height='9' onclick='x()'/>") }, { KX603, SVG("<style>rect{fill:red}</style>") },
		{ KX603, SVG("<linearGradient id='a'/>") }, { KX603, SVG("<rect width='9' height='9' fill='url(#a)'/>") },
		{ KX603, SVG("<rect width='9' height='9' opacity='0.5'/>") }, { KX603, SVG("<rect width='9' height='9' filter='url(#f)'/>") },
		{ KX603, SVG("<rect width='9' height='9' style='mask:url(#m)'/>") },
		{ KX603, SVG("<rect width='9' height='9' stroke-dasharray='1 2'/>") }, { KX603, SVG("<foreignObject/>") },
		{ KX603, "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>" SVG("<title>&b;</title>") },
		{ KX603, "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" SVG("<title>&x;</title>") },
		{ KX603, "<?xml-stylesheet href='a.css'?>" SVG("") },
		{ KX604, "" }, { KX604, "<svg/>" }, { KX604, "not xml" }, { KX604, SVG("") }, { KX604, SVG("<g>") },
		{ KX604, SVG("<path d='L1 1'/>") }, { KX604, SVG("<path d='M1'/>") }, { KX604, SVG("<path d='M1 1z5'/>") },
		{ KX604, SVG("<path d='M1 1 A1 1 0 2 0 3 3'/>") }, { KX604, SVG("<path d='M1e99 1'/>") },
		{ KX604, SVG("<path transform='rotate(1 2)' d='M1 1'/>") }, { KX604, SVG("<path transform='scale(1' d='M1 1'/>") },
		{ KX604, SVG("<rect width='9%' height='9'/>") }, { KX604, SVG("<rect width='9' height='9' fill='mauvish'/>") },
		{ KX604, SVG("<rect x='900' width='9' height='9'/>") }, { KX604, SVG("<rect width='9' height='9' transform='scale(1e9)'/>") },
		{ KX604, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 1'><rect width='1' height='1'/></svg>" },
	};
	struct made made;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		make(&made, bad[i].text);
		if (made.drawing != NULL || made.diags.count != 1 || made.diags.list[0].code != bad[i].code)
			fail_msg("%s: %s", bad[i].text, made.diags.count > 0 ? made.diags.list[0].message : "taken");
		assert_true(made.diags.list[0].place.line >= 1);
		kx_arena_done(&made.arena);
	}
}

static void
what_is_too_large_is_refused(void **state)
{
	char *text = malloc(KX_MAX_DRAWING_BYTES + 1000);
	struct made made;
	size_t used, i;

	(void)state;
	assert_non_null(text);
	used = (size_t)sprintf(text, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1");
	for (i = 0; i < KX_MAX_DRAWING_STEPS; i++)
		used += (size_t)sprintf(text + used, "h1");
	sprintf(text + used, "'/></svg>");
	make(&made, text);
	assert_int_equal(made.diags.list[0].code, KX605);
	kx_arena_done(&made.arena);
	used = (size_t)sprintf(text, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>");
	for (i = 0; i < 1000; i++)
		used += (size_t)sprintf(text + used, "<g>");
	make(&made, text);
	assert_int_equal(made.diags.list[0].code, KX605);
	kx_arena_done(&made.arena);
	memset(text, ' ', KX_MAX_DRAWING_BYTES + 1);
	text[KX_MAX_DRAWING_BYTES + 1] = '\0';
	make(&made, text);
	assert_int_equal(made.diags.list[0].code, KX605);
	kx_arena_done(&made.arena);
	free(text);
}

/* Every prefix, and every byte changed: an answer each time, and one fault at most. */
static void
damage_is_survived(void **state)
{
	static const char good[] = SVG("<g transform='matrix(1 0 0 1 2 3)rotate(5,1,1)' style='fill:#123;stroke:red'><path d='M1 1c1 2 3 4 5 6"
	    "s1 1 2 2q1 1 2 2t1 1a3 2 10 1 0 4 4zl1 1'/><polygon points='1,1 2,2 3,1'/></g>");
	char text[sizeof(good)];
	struct made made;
	size_t i;

	(void)state;
	for (i = 0; i < 2 * sizeof(good) - 2; i++) {
		memcpy(text, good, sizeof(good));
		if (i < sizeof(good) - 1)
			text[i] = '\0';
		else
			text[i - sizeof(good) + 1] ^= 5;
		make(&made, text);
		assert_true(made.diags.count == (made.drawing == NULL));
		kx_arena_done(&made.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes_are_read),
		cmocka_unit_test(powers_of_ten_are_read),
		cmocka_unit_test(arcs_become_curves),
		cmocka_unit_test(what_is_not_drawn_is_refused),
		cmocka_unit_test(what_is_too_large_is_refused),
		cmocka_unit_test(damage_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
