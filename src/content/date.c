#include "content/date.h"

#include <stdio.h>
#include <string.h>

/* `count` digits as a number, or -1. */
static int
digits(const char *text, int count)
{
	int value = 0;

	for (; count > 0; count--, text++) {
		if (*text < '0' || *text > '9')
			return -1;
		value = value * 10 + (*text - '0');
	}
	return value;
}

bool
kx_date_parse(const char *text, struct kx_date *ret_date)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year, month, day, length;

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	year = digits(text, 4);
	month = digits(text + 5, 2);
	day = digits(text + 8, 2);
	if (year < 1900 || month < 1 || month > 12 || day < 1)
		return false;
	length = lengths[month - 1];
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		length = 29;
	if (day > length)
		return false;
	*ret_date = (struct kx_date){ (int16_t)year, (int8_t)month, (int8_t)day };
	return true;
}

/* Howard Hinnant, "chrono-compatible low-level date algorithms": days_from_civil and civil_from_days. */
int64_t
kx_date_days(struct kx_date date)
{
	int64_t year = date.year - (date.month <= 2), era = (year >= 0 ? year : year - 399) / 400;
	int64_t of_era = year - era * 400;
	int64_t of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct kx_date
kx_date_of_days(int64_t days)
{
	int64_t era, of_era, year_of_era, of_year, month;

	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	of_era = days - era * 146097;
	year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	month = (5 * of_year + 2) / 153;
	return (struct kx_date){
		.year = (int16_t)(year_of_era + era * 400 + (month >= 10)),
		.month = (int8_t)(month < 10 ? month + 3 : month - 9),
		.day = (int8_t)(of_year - (153 * month + 2) / 5 + 1),
	};
}

int
kx_date_compare(struct kx_date one, struct kx_date other)
{
	if (one.year != other.year)
		return one.year < other.year ? -1 : 1;
	if (one.month != other.month)
		return one.month < other.month ? -1 : 1;
	return one.day < other.day ? -1 : one.day > other.day;
}

void
kx_date_print(struct kx_date date, char ret_text[KX_DATE_BYTES])
{
	snprintf(ret_text, KX_DATE_BYTES, "%04d-%02d-%02d", date.year, date.month, date.day);
}
