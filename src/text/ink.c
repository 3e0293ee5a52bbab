#include "text/face.h"

/* Of the outline so far: where the pen is, and six times the area within, by Green's theorem. */
struct outline { int64_t x, y, area; };

static int64_t
cross(int64_t ax, int64_t ay, int64_t bx, int64_t by)
{
	return ax * by - ay * bx;
}

static void
move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
	struct outline *outline = data;

	(void)funcs;
	(void)state;
	(void)user;
	outline->x = (int64_t)x;
	outline->y = (int64_t)y;
}

static void
line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
	struct outline *outline = data;

	outline->area += 3 * cross(outline->x, outline->y, (int64_t)x, (int64_t)y);
	move_to(funcs, data, state, x, y, user);
}

/* A quadratic curve from p by c to q: two thirds of p x c and c x q, one third of p x q. */
static void
curve_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float cx, float cy, float x, float y, void *user)
{
	struct outline *outline = data;

	outline->area += 2 * cross(outline->x, outline->y, (int64_t)cx, (int64_t)cy) +
	    2 * cross((int64_t)cx, (int64_t)cy, (int64_t)x, (int64_t)y) + cross(outline->x, outline->y, (int64_t)x, (int64_t)y);
	move_to(funcs, data, state, x, y, user);
}

bool
kx_text_ink(const struct kx_fonts *fonts, kx_face face, uint16_t glyph, int64_t *ret_area, struct kx_diagnostics *diags)
{
	const struct kx_engine *engine = kx_engine_of(fonts, diags);
	struct outline outline = { 0, 0, 0 };
	const struct kx_harfbuzz *hb;
	hb_draw_funcs_t *funcs;

	if (engine == NULL)
		return false;
	hb = &engine->foreign.hb;
	funcs = hb->hb_draw_funcs_create();
	hb->hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
	hb->hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
	hb->hb_draw_funcs_set_quadratic_to_func(funcs, curve_to, NULL, NULL);
	hb->KX_HARFBUZZ_OUTLINE(engine->faces[face].hb_font, glyph, funcs, &outline);
	hb->hb_draw_funcs_destroy(funcs);
	*ret_area = (outline.area < 0 ? -outline.area : outline.area) / 6;
	return true;
}
