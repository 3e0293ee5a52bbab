/*
 * A build without CUPS: nothing can be opened, and that is said.
 */
#include "print/print.h"

#ifndef KX_CUPS
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"

const struct kx_cups *
kx_print_load(struct kx_arena *arena, struct kx_diagnostics *diags)
{
	(void)arena;
	kx_report(diags, KX860, (struct kx_place){ 0 }, "build it again where the headers of CUPS are installed (libcups2-dev)",
	    "this kxreport was built without printing");
	return NULL;
}

/* Nobody has what it takes to call these. */

struct kx_printer *
kx_printer_open(const struct kx_cups *cups, struct kx_arena *arena, const char *name, struct kx_diagnostics *diags)
{
	(void)cups;
	(void)arena;
	(void)name;
	(void)diags;
	return NULL;
}

void
kx_printer_close(struct kx_printer *printer)
{
	(void)printer;
}

const char *
kx_printer_name(const struct kx_printer *printer)
{
	(void)printer;
	return "";
}

const char *
kx_printer_model(const struct kx_printer *printer)
{
	(void)printer;
	return "";
}

const char *
kx_printer_state(struct kx_printer *printer)
{
	(void)printer;
	return "";
}

bool
kx_printer_check(struct kx_printer *printer, const struct kx_print_wish *wish, struct kx_diagnostics *diags)
{
	(void)printer;
	(void)wish;
	(void)diags;
	return false;
}

bool
kx_print_send(struct kx_printer *printer, const struct kx_print_wish *wish, const void *bytes, size_t length,
    int patience, struct kx_print_job *ret_job, struct kx_diagnostics *diags)
{
	(void)patience;
	(void)printer;
	(void)wish;
	(void)bytes;
	(void)length;
	(void)ret_job;
	(void)diags;
	return false;
}

bool
kx_print_follow(struct kx_print_job *jobs, size_t count, int patience, const struct kx_print_watch *watch,
    struct kx_diagnostics *diags)
{
	(void)jobs;
	(void)patience;
	(void)watch;
	(void)diags;
	return count == 0;
}

const char *
kx_print_paper(const struct kx_cups *cups, struct kx_arena *arena, kx_length width, kx_length height)
{
	(void)cups;
	(void)arena;
	(void)width;
	(void)height;
	return NULL;
}

const char *
kx_print_paper_named(const struct kx_cups *cups, struct kx_arena *arena, const char *name)
{
	(void)cups;
	(void)arena;
	(void)name;
	return NULL;
}

void
kx_print_libraries(struct kx_buffer *out)
{
	kx_buffer_text(out, "CUPS: not in this build, so it does not print\n");
}
#endif
