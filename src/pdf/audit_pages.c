#include "pdf/audit.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

/* ---- pictures ---- */

/* The name of a picture's colour space; where its pixels are numbers into a table, of the space of the table. */
static const char *
space_of(struct kx_audit *audit, qpdf_oh image)
{
	qpdf_oh space = kx_ask(audit, image, "/ColorSpace"), family, base;

	if (!qpdf_oh_is_array(audit->qpdf, space))
		return kx_ask_name(audit, image, "/ColorSpace");
	family = kx_array_at(audit, space, 0);
	base = kx_array_at(audit, space, 1);
	if (!qpdf_oh_is_name(audit->qpdf, family) || strcmp(qpdf_oh_get_name(audit->qpdf, family), "/Indexed") != 0 ||
	    !qpdf_oh_is_name(audit->qpdf, base))
		return "";
	return kx_arena_string(audit->arena, qpdf_oh_get_name(audit->qpdf, base) + 1);
}

static void
audit_space(struct kx_audit *audit, qpdf_oh image, int object)
{
	const char *space = space_of(audit, image);

	if (kx_ask_true(audit, image, "/ImageMask"))
		return;
	if (strcmp(space, "DeviceRGB") == 0 && strcmp(audit->output, "RGB ") != 0)
		kx_breach(audit, KX_RULE_RGB, object, "there is none for the picture");
	if (strcmp(space, "DeviceCMYK") == 0 && strcmp(audit->output, "CMYK") != 0)
		kx_breach(audit, KX_RULE_CMYK, object, "there is none for the picture");
	if (strcmp(space, "DeviceGray") == 0 && audit->output[0] == '\0')
		kx_breach(audit, KX_RULE_GRAY, object, "there is none for the picture");
	if (kx_name_is(audit, image, "/Filter", "JPXDecode"))
		kx_breach(audit, KX_RULE_UNKNOWN, object, "a picture in JPEG 2000");
	if (!kx_one_of(space, "DeviceRGB DeviceCMYK DeviceGray"))
		kx_breach(audit, KX_RULE_UNKNOWN, object, "a picture in a colour space of its own");
}

static void
audit_image(struct kx_audit *audit, qpdf_oh image, bool is_mask)
{
	int object = kx_number_of(audit, image);
	long long bits = kx_ask_int(audit, image, "/BitsPerComponent", 0);

	if (kx_has(audit, image, "/Alternates"))
		kx_breach(audit, KX_RULE_IMAGE_ALTERNATES, object, "it has some");
	if (kx_has(audit, image, "/OPI"))
		kx_breach(audit, KX_RULE_IMAGE_OPI, object, "it has it");
	if (kx_ask_true(audit, image, "/Interpolate"))
		kx_breach(audit, KX_RULE_IMAGE_INTERPOLATE, object, "it is");
	if (kx_ask_true(audit, image, "/ImageMask") && bits > 1)
		kx_breach(audit, KX_RULE_IMAGE_MASK_BITS, object, "it has %lld", bits);
	else if (!kx_ask_true(audit, image, "/ImageMask") && bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16)
		kx_breach(audit, KX_RULE_IMAGE_BITS, object, "it has %lld", bits);
	if (kx_has(audit, image, "/Intent") && !kx_one_of(kx_ask_name(audit, image, "/Intent"),
	    "RelativeColorimetric AbsoluteColorimetric Perceptual Saturation"))
		kx_breach(audit, KX_RULE_RENDERING_INTENT, object, "the intent \"%.40s\"", kx_ask_name(audit, image, "/Intent"));
	audit_space(audit, image, object);
	if (!is_mask && qpdf_oh_is_stream(audit->qpdf, kx_ask(audit, image, "/SMask")))
		audit_image(audit, kx_ask(audit, image, "/SMask"), true);
}

/* ---- resources ---- */

static void
audit_state(struct kx_audit *audit, qpdf_oh state)
{
	static const char modes[] = "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight "
	    "Difference Exclusion Hue Saturation Color Luminosity";
	int object = kx_number_of(audit, state);

	if (kx_has(audit, state, "/TR"))
		kx_breach(audit, KX_RULE_STATE_TR, object, "it has TR");
	if (kx_has(audit, state, "/TR2") && !kx_name_is(audit, state, "/TR2", "Default"))
		kx_breach(audit, KX_RULE_STATE_TR2, object, "it has TR2");
	if (kx_has(audit, state, "/HTP"))
		kx_breach(audit, KX_RULE_STATE_HTP, object, "it has HTP");
	if (kx_has(audit, state, "/BM") && !kx_one_of(kx_ask_name(audit, state, "/BM"), modes))
		kx_breach(audit, KX_RULE_BLEND_MODE, object, "the blend mode \"%.40s\"", kx_ask_name(audit, state, "/BM"));
	if (kx_has(audit, state, "/HT") || kx_has(audit, state, "/OPM") || qpdf_oh_is_dictionary(audit->qpdf, kx_ask(audit, state, "/SMask")))
		kx_breach(audit, KX_RULE_UNKNOWN, object, "a graphics state with a halftone, overprint or a soft mask");
}

/* Is anything on the page see-through? */
static bool
audit_resources(struct kx_audit *audit, qpdf_oh resources, int object)
{
	static const char *const unknown[] = { "/ColorSpace", "/Pattern", "/Shading" };
	qpdf_oh entries = kx_ask(audit, resources, "/XObject"), entry;
	bool see_through = false;
	char **keys;
	size_t count, i;

	keys = kx_ask_keys(audit, entries, &count);
	for (i = 0; i < count; i++) {
		entry = kx_ask(audit, entries, keys[i]);
		if (kx_name_is(audit, entry, "/Subtype", "Image"))
			audit_image(audit, entry, false);
		see_through = see_through || kx_has(audit, entry, "/SMask");
	}
	entries = kx_ask(audit, resources, "/ExtGState");
	keys = kx_ask_keys(audit, entries, &count);
	for (i = 0; i < count; i++) {
		audit_state(audit, kx_ask(audit, entries, keys[i]));
		see_through = true;
	}
	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
		kx_ask_keys(audit, kx_ask(audit, resources, unknown[i]), &count);
		if (count > 0)
			kx_breach(audit, KX_RULE_UNKNOWN, object, "resources of the kind %s", unknown[i] + 1);
	}
	return see_through;
}

/* ---- the tree of pages ---- */

/*
 * libqpdf hands out pages from a tree that it mends in memory, so that the
 * nodes are looked at before it is asked for them.  Gives the pages below.
 */
static long long
audit_node(struct kx_audit *audit, qpdf_oh node, int depth)
{
	qpdf_oh list = kx_ask(audit, node, "/Kids");
	int object = kx_number_of(audit, node), count = kx_array_length(audit, list), i;
	long long pages = 0;

	if (depth > KX_AUDIT_DEPTH)
		return 0;
	if (kx_name_is(audit, node, "/Type", "Page"))
		return 1;
	if (!kx_name_is(audit, node, "/Type", "Pages")) {
		kx_breach(audit, KX_RULE_PAGE_TREE, object, "something in the tree is of the type \"%.40s\"", kx_ask_name(audit, node, "/Type"));
		return 1;
	}
	for (i = 0; i < count; i++)
		pages += audit_node(audit, kx_array_at(audit, list, i), depth + 1);
	if (kx_ask_int(audit, node, "/Count", -1) != pages)
		kx_breach(audit, KX_RULE_PAGE_TREE, object, "its Count is %lld, and it has %lld pages", kx_ask_int(audit, node, "/Count", -1), pages);
	return pages;
}

/* Four numbers, of the page itself or of a node above it. */
static void
audit_media(struct kx_audit *audit, qpdf_oh page, int object)
{
	qpdf_oh node = page, box = kx_ask(audit, page, "/MediaBox");
	int depth, i;

	for (depth = 0; qpdf_oh_is_null(audit->qpdf, box) && depth < KX_AUDIT_DEPTH; depth++) {
		node = kx_ask(audit, node, "/Parent");
		box = kx_ask(audit, node, "/MediaBox");
	}
	for (i = 0; i < 4; i++)
		if (kx_array_length(audit, box) != 4 || !qpdf_oh_is_number(audit->qpdf, kx_array_at(audit, box, i)))
			break;
	if (i < 4)
		kx_breach(audit, KX_RULE_PAGE_TREE, object, "its MediaBox is not four numbers");
}

/* ---- pages ---- */

static void
audit_boxes(struct kx_audit *audit, qpdf_oh page, int object)
{
	static const char *const boxes[] = { "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox" };
	qpdf_oh box;
	size_t i;

	for (i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) {
		double width, height;

		box = kx_ask(audit, page, boxes[i]);
		if (!qpdf_oh_is_array(audit->qpdf, box))
			continue;
		width = kx_array_number(audit, box, 2) - kx_array_number(audit, box, 0);
		height = kx_array_number(audit, box, 3) - kx_array_number(audit, box, 1);
		width = width < 0 ? -width : width;
		height = height < 0 ? -height : height;
		if (width < 3 || width > 14400 || height < 3 || height > 14400)
			kx_breach(audit, KX_RULE_PAGE_SIZE, object, "%s is %ld by %ld", boxes[i] + 1, (long)width, (long)height);
	}
}

static void
audit_page(struct kx_audit *audit, qpdf_oh page)
{
	int object = kx_number_of(audit, page);
	qpdf_oh resources = kx_ask(audit, page, "/Resources");
	bool see_through;

	if (!qpdf_oh_is_dictionary(audit->qpdf, resources))
		kx_breach(audit, KX_RULE_RESOURCE, object, "the page has no resources of its own");
	audit_media(audit, page, object);
	audit_boxes(audit, page, object);
	if (kx_has(audit, page, "/AA"))
		kx_breach(audit, KX_RULE_PAGE_AA, object, "it has AA");
	if (kx_has(audit, page, "/PresSteps"))
		kx_breach(audit, KX_RULE_PAGE_STEPS, object, "it has PresSteps");
	see_through = audit_resources(audit, resources, object);
	if (see_through && audit->output[0] == '\0' && !kx_has(audit, kx_ask(audit, page, "/Group"), "/CS"))
		kx_breach(audit, KX_RULE_BLEND_SPACE, object, "it has neither a group with one nor an output intent");
	kx_audit_content(audit, page);
	kx_audit_annotations(audit, page);
}

void
kx_audit_pages(struct kx_audit *audit)
{
	int pages;

	audit_node(audit, kx_ask(audit, audit->root, "/Pages"), 0);
	pages = qpdf_get_num_pages(audit->qpdf);
	if (pages < 1 || pages > KX_MAX_PAGES)
		kx_breach(audit, KX_RULE_UNKNOWN, 0, "it has %d pages", pages);
	for (audit->page = 1; audit->page <= pages && audit->page <= KX_MAX_PAGES; audit->page++)
		audit_page(audit, qpdf_get_page_n(audit->qpdf, (size_t)audit->page - 1));
	audit->page = 0;
}
