#include "cli/today.h"

#include "base/diagnostic.h"

#include <stdlib.h>
#include <time.h>

#define SECONDS_A_DAY 86400

bool
kx_today(const char *wanted, struct kx_date *ret_today, struct kx_diagnostics *diags)
{
	const char *name = "--as-of", *text = wanted;

	if (text == NULL) {
		name = "KXREPORT_AS_OF";
		text = getenv("KXREPORT_AS_OF");
	}
	if (text == NULL) {
		*ret_today = kx_date_of_days((int64_t)time(NULL) / SECONDS_A_DAY);
		return true;
	}
	if (kx_date_parse(text, ret_today))
		return true;
	kx_report(diags, KX805, (struct kx_place){ 0 }, "write it as YYYY-MM-DD", "%s is '%s', which is no day of the calendar",
	    name, text);
	return false;
}

int64_t
kx_today_seconds(void)
{
	return (int64_t)time(NULL);
}
