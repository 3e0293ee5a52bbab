#include "batch/job.h"
#include "cli/command.h"
#include "cli/share.h"
#include "kxreport.h"
#include "pdf/libraries.h"
#include "print/print.h"
#include "read/libraries.h"
#include "text/libraries.h"

#include <stdlib.h>

bool
kx_command_version(const struct kx_request *request, struct kx_job *job)
{
	const char *share;
	char *whole;

	(void)request;
	kx_buffer_text(&job->out, "kxreport " KXREPORT_VERSION "\n");
	kx_read_libraries(&job->out);
	kx_text_libraries(&job->out);
	kx_pdf_libraries(&job->out);
	kx_print_libraries(&job->out);
	share = kx_share_find(&job->arena, NULL, &job->diags);
	whole = share != NULL ? realpath(share, NULL) : NULL;
	if (share != NULL)
		kx_buffer_print(&job->out, "data, templates and fonts: %s\n", whole != NULL ? whole : share);
	free(whole);
	return share != NULL;
}
