/*
 * build_frames: frames made by hand with the shipped fonts, written as PDF and
 * looked at with other people's tools.  For the tests of src/frame and src/pdf.
 */
#ifndef KX_TESTS_BUILD_FRAMES_H
#define KX_TESTS_BUILD_FRAMES_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/font_list.h"
#include "frame/frame.h"
#include "pdf/pdf.h"
#include "text/fonts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUILD_LICENCE "fonts/OFL-AtkinsonHyperlegibleNext.txt"
#define BUILD_DATE INT64_C(1767225600)   /* 2026-01-01T00:00:00Z */

static const struct kx_font_entry build_faces[] = {
	{ "regular", "fonts/AtkinsonHyperlegibleNext-Regular.ttf", BUILD_LICENCE, 400, false, "/faces/0", .known = false },
	{ "italic", "fonts/AtkinsonHyperlegibleNext-Italic.ttf", BUILD_LICENCE, 400, true, "/faces/1", .known = false },
	{ "semibold", "fonts/AtkinsonHyperlegibleNext-SemiBold.ttf", BUILD_LICENCE, 600, false, "/faces/2", .known = false },
	{ "bold", "fonts/AtkinsonHyperlegibleNext-Bold.ttf", BUILD_LICENCE, 700, false, "/faces/3", .known = false },
};
static const char *const build_chains[][2] = { { "regular", NULL }, { "italic", "regular" }, { "bold", "regular" },
	{ "semibold", "regular" } };
static const struct kx_font_role build_roles[] = {
	{ "body", build_chains[0], 1, "/roles/body" },
	{ "emphasis", build_chains[1], 2, "/roles/emphasis" },
	{ "strong", build_chains[2], 2, "/roles/strong" },
	{ "semibold", build_chains[3], 2, "/roles/semibold" },
	{ "heading", build_chains[3], 2, "/roles/heading" },
};
static const struct kx_font_list build_fonts = { "fonts/fonts.json", build_faces, 4, build_roles, 5, NULL, 0, .memo = NULL };

struct build {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_fonts *fonts;
	struct kx_frames frames;
	struct kx_buffer out;
	struct kx_pdf_options options;
	char path[64];               /* of the PDF that build_save() wrote */
	bool failed;                 /* a builder gave nothing */
};

static inline void
build_init(struct build *build)
{
	memset(build, 0, sizeof(*build));
	kx_arena_init(&build->arena, 256u * 1024 * 1024);
	kx_diagnostics_init(&build->diags, &build->arena);
	kx_buffer_init(&build->out, 256u * 1024 * 1024);
	build->frames.title = "A sheet";
	build->frames.language = "en-US";
	build->frames.creator = "kxreport";
	build->options.producer = "kxreport test";
	build->options.date = BUILD_DATE;
}

/* With fonts, a page and a Document, which is element 0. */
static inline bool
build_open(struct build *build)
{
	build_init(build);
	return kx_fonts_load(&build_fonts, &build->fonts, &build->diags) &&
	    kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792)) == 0 &&
	    kx_frames_element(&build->arena, &build->frames, KX_EL_DOCUMENT, -1) == 0;
}

static inline void
build_close(struct build *build)
{
	if (build->path[0] != '\0')
		unlink(build->path);
	kx_fonts_free(build->fonts);
	kx_buffer_done(&build->out);
	kx_arena_done(&build->arena);
}

/* The setup and teardown of a test whose state is a build. */
static inline int
build_setup(void **state)
{
	struct build *build = malloc(sizeof(*build));

	*state = build;
	return build != NULL && build_open(build) ? 0 : -1;
}

static inline int
build_teardown(void **state)
{
	build_close(*state);
	free(*state);
	return 0;
}

static inline int
build_element(struct build *build, enum kx_element_type type, int parent)
{
	int element = kx_frames_element(&build->arena, &build->frames, type, parent);

	build->failed = build->failed || element < 0;
	return element;
}

/* A rectangle; an artifact when `element` is -1. */
static inline struct kx_frame_item *
build_rect(struct build *build, int page, int element, kx_length x, kx_length y, kx_length width, kx_length height)
{
	struct kx_frame_item *item = kx_frames_item(&build->arena, &build->frames, page, KX_ITEM_RECT, element);

	if (item == NULL) {
		build->failed = true;
		return NULL;
	}
	item->box = (struct kx_box){ x, y, width, height };
	item->as.shape.fill = true;
	item->as.shape.fill_color = 0xDDDDDD;
	return item;
}

/* A glyph item without a font: glyph ids are the bytes.  For tests that never shape. */
static inline struct kx_frame_item *
build_plain(struct build *build, int page, int element, kx_length x, kx_length y, const char *text)
{
	struct kx_frame_item *item = kx_frames_item(&build->arena, &build->frames, page, KX_ITEM_GLYPHS, element);
	size_t length = strlen(text), i, count = 0;
	struct kx_frame_glyph *glyphs = kx_arena_array(&build->arena, length, sizeof(*glyphs));

	if (item == NULL || glyphs == NULL) {
		build->failed = true;
		return NULL;
	}
	for (i = 0; i < length; i++) {
		if (((unsigned char)text[i] & 0xC0) == 0x80)
			continue;
		glyphs[count].id = (uint16_t)(unsigned char)text[i];
		glyphs[count].cluster = (uint32_t)i;
		glyphs[count++].advance = 500;
	}
	item->box = (struct kx_box){ x, y, (kx_length)count * 5000, KX_PT(10) };
	item->as.glyphs.size = KX_PT(10);
	item->as.glyphs.glyphs = glyphs;
	item->as.glyphs.count = count;
	item->as.glyphs.text = kx_arena_string(&build->arena, text);
	item->as.glyphs.length = length;
	return item;
}

static inline kx_length
build_segment(struct build *build, int page, int element, kx_length size, kx_length x, kx_length y, const char *text,
    const struct kx_segment *segment)
{
	struct kx_frame_item *item = kx_frames_item(&build->arena, &build->frames, page, KX_ITEM_GLYPHS, element);
	struct kx_frame_glyph *glyphs = kx_arena_array(&build->arena, segment->glyph_count, sizeof(*glyphs));
	size_t i;

	if (item == NULL || glyphs == NULL) {
		build->failed = true;
		return 0;
	}
	for (i = 0; i < segment->glyph_count; i++) {
		glyphs[i].id = segment->glyphs[i].id;
		glyphs[i].cluster = segment->glyphs[i].cluster - (uint32_t)segment->start;
		glyphs[i].advance = segment->glyphs[i].advance;
		glyphs[i].x_offset = segment->glyphs[i].x_offset;
		glyphs[i].y_offset = segment->glyphs[i].y_offset;
	}
	item->box = (struct kx_box){ x, y, kx_text_scale(build->fonts, segment->face, segment->advance, size), size };
	item->as.glyphs = (struct kx_frame_glyphs){ segment->face, size, 0x000000, glyphs, segment->glyph_count,
		kx_arena_copy(&build->arena, text + segment->start, segment->length), segment->length, 0, false };
	return item->box.width;
}

/* Shape `text` and set it at (x, y), the baseline; returns where it ends. */
static inline kx_length
build_text(struct build *build, int page, int element, const char *role, kx_length size, kx_length x, kx_length y,
    const char *text)
{
	struct kx_shaped shaped;
	size_t i;

	if (!kx_text_shape(&build->arena, build->fonts, role, "en", false, text, strlen(text), NULL, &shaped, &build->diags)) {
		build->failed = true;
		return x;
	}
	for (i = 0; i < shaped.segment_count; i++)
		x += build_segment(build, page, element, size, x, y, text, &shaped.segments[i]);
	return x;
}

/* Make the PDF; the messages of a failure go to standard error. */
static inline bool
build_write(struct build *build)
{
	size_t i;

	kx_buffer_clear(&build->out);
	if (!build->failed && kx_pdf_write(&build->frames, build->fonts, &build->options, &build->out, &build->diags))
		return true;
	for (i = 0; i < build->diags.count; i++)
		fprintf(stderr, "KX%d %s: %s\n", (int)build->diags.list[i].code,
		    build->diags.list[i].place.file != NULL ? build->diags.list[i].place.file : "-", build->diags.list[i].message);
	return false;
}

static inline bool
build_save_bytes(struct build *build, const void *bytes, size_t length)
{
	FILE *file;
	bool done;
	int fd;

	if (build->path[0] != '\0')
		unlink(build->path);
	snprintf(build->path, sizeof(build->path), "/tmp/kx-pdf-XXXXXX");
	fd = mkstemp(build->path);
	file = fd >= 0 ? fdopen(fd, "wb") : NULL;
	if (file == NULL)
		return false;
	done = fwrite(bytes, 1, length, file) == length;
	return fclose(file) == 0 && done;
}

/* Make the PDF and put it at build->path. */
static inline bool
build_save(struct build *build)
{
	return build_write(build) && build_save_bytes(build, kx_buffer_bytes(&build->out), build->out.length);
}

/* Is a program there?  If not, the test says so and is skipped. */
static inline bool
build_has(const char *tool)
{
	char command[80];

	snprintf(command, sizeof(command), "command -v %s >/dev/null 2>&1", tool);
	return system(command) == 0;
}

/* Run "tool … PDF …" where %s stands for the PDF; what it prints, in the arena; `ret_status` may be NULL. */
static inline char *
build_run(struct build *build, const char *format, int *ret_status)
{
	char *command = kx_arena_print(&build->arena, "%.*s%s%s 2>&1", (int)(strstr(format, "%s") - format), format, build->path,
	    strstr(format, "%s") + 2);
	struct kx_buffer out;
	char block[4096], *text;
	size_t count;
	FILE *pipe = command != NULL ? popen(command, "r") : NULL;
	int status = -1;

	kx_buffer_init(&out, 64u * 1024 * 1024);
	while (pipe != NULL && (count = fread(block, 1, sizeof(block), pipe)) > 0)
		kx_buffer_add(&out, block, count);
	if (pipe != NULL)
		status = pclose(pipe);
	if (ret_status != NULL)
		*ret_status = status;
	text = kx_arena_copy(&build->arena, kx_buffer_bytes(&out), out.length);
	kx_buffer_done(&out);
	return text != NULL ? text : (char *)(uintptr_t)"";
}

#endif
