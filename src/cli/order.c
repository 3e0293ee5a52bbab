#include "cli/order.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "content/profile.h"
#include "read/read.h"

#include <string.h>

#define TITLE_BYTES 255            /* IPP's ceiling for a name (RFC 8011, 5.1.3) */
#define ONE_SIDE "one-sided"

/* ---- may it? ---- */

static bool
may_print(const struct kx_judgement *judgement, struct kx_diagnostics *diags)
{
	const struct kx_manifest *manifest = judgement->sheet.manifest;

	if (manifest->document.draft)
		kx_report(diags, KX867, (struct kx_place){ .file = judgement->sheet.path }, "make it again without --draft",
		    "this is a draft, which the gate refused");
	/* All but the draft was reported by whoever judged. */
	return judgement->altered == NULL && judgement->compared && judgement->current && !judgement->overdue &&
	    judgement->withdrawn_count == 0 && !manifest->document.draft;
}

/* ---- how? ---- */

/* The title that stands on the sheet and its version, cut to what a printer takes. */
static const char *
title_of(struct kx_arena *arena, const struct kx_manifest *manifest)
{
	char *title = kx_arena_print(arena, "%s, version %s", manifest->document.title, manifest->pack.version);
	size_t end = TITLE_BYTES;

	if (title == NULL || strlen(title) <= TITLE_BYTES)
		return title;
	while (end > 0 && ((unsigned char)title[end] & 0xC0) == 0x80)
		end--;
	title[end] = '\0';
	return title;
}

static const char *
sides_of(const struct kx_pdf_back *back)
{
	if (back->pages == 1)
		return ONE_SIDE;
	return back->page_width > back->page_height ? "two-sided-short-edge" : "two-sided-long-edge";
}

/* The sheet's own paper unless the user names another. */
static void
choose_paper(const char *own, const char *media, struct kx_print_wish *wish, struct kx_diagnostics *diags)
{
	size_t length = strlen(own);

	wish->media = media != NULL ? media : own;
	/* The printer's own name of a tray may follow the paper's. */
	wish->fits = strncmp(wish->media, own, length) == 0 && strchr("_.", wish->media[length]) != NULL;
	if (!wish->fits)
		kx_report(diags, KX869, (struct kx_place){ .file = wish->file }, NULL,
		    "the sheet is set for %s; the printer will scale it to %s", own, wish->media);
}

/* Is the sheet in an ink without colour?  One that the templates do not know may have any. */
static bool
is_gray(struct kx_arena *arena, const char *templates, const char *ink)
{
	struct kx_ink_profile *profile = NULL;
	struct kx_diagnostics unheard;

	kx_diagnostics_init(&unheard, arena);
	return templates != NULL && ink != NULL && kx_read_ink(arena, NULL, templates, ink, &profile, &unheard) && profile->gray;
}

bool
kx_order_make(struct kx_judge *judge, const struct kx_cups *cups, struct kx_arena *arena, const char *path,
    const struct kx_order_terms *terms, struct kx_order *ret_order, struct kx_diagnostics *diags)
{
	struct kx_order order = { .path = path };
	struct kx_judgement judgement;
	struct kx_arena own;
	const char *paper;
	bool ok;

	kx_arena_init(&own, KX_JOB_ARENA_BYTES);
	ok = kx_judge_sheet(judge, &own, path, &judgement, diags) && may_print(&judgement, diags);
	if (ok) {
		order.document = kx_arena_string(arena, judgement.sheet.manifest->document.id);
		order.origin = kx_finished_origin(arena, judgement.sheet.manifest);
		order.pages = judgement.sheet.back.pages;
		memcpy(order.sha256, judgement.sheet.back.sha256, sizeof(order.sha256));
		order.wish = (struct kx_print_wish){ .file = path, .title = title_of(arena, judgement.sheet.manifest),
			.copies = terms->copies, .sides = terms->sides != NULL ? terms->sides : sides_of(&judgement.sheet.back),
			.color = terms->color };
		if (terms->color == NULL && is_gray(&own, terms->templates, judgement.sheet.manifest->document.ink)) {
			order.wish.color = "monochrome";
			order.wish.spare_color = true;
		}
		paper = kx_print_paper(cups, arena, judgement.sheet.back.page_width, judgement.sheet.back.page_height);
		choose_paper(paper != NULL ? paper : "custom", terms->media, &order.wish, diags);
		*ret_order = order;
	}
	kx_arena_done(&own);
	return ok;
}

/* ---- sending ---- */

bool
kx_order_send(const struct kx_order *order, struct kx_printer *printer, int patience, struct kx_print_job *ret_job,
    struct kx_diagnostics *diags)
{
	char sha256[KX_HASH_HEX];
	struct kx_arena file;
	const char *bytes;
	size_t length;
	bool ok;

	kx_arena_init(&file, KX_MAX_PDF_BYTES + 4096u);
	ok = kx_file_read(&file, order->path, KX_MAX_PDF_BYTES, &bytes, &length, diags);
	if (ok) {
		kx_hash_hex(bytes, length, sha256);
		ok = strcmp(sha256, order->sha256) == 0;
		if (!ok)
			kx_report(diags, KX380, (struct kx_place){ .file = order->path }, NULL, "the file was changed while it was looked at");
	}
	ok = ok && kx_print_send(printer, &order->wish, bytes, length, patience, ret_job, diags);
	kx_arena_done(&file);
	return ok;
}

int
kx_order_leaves(const struct kx_order *order)
{
	return strcmp(order->wish.sides, ONE_SIDE) == 0 ? order->pages : (order->pages + 1) / 2;
}
