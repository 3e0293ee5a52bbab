/*
 * date: days of the Gregorian calendar.
 */
#ifndef KX_CONTENT_DATE_H
#define KX_CONTENT_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* A calendar date; all zero when absent. */
struct kx_date { int16_t year; int8_t month, day; };

/* "2026-11-22", from 1900-01-01 to 9999-12-31; false when it is not written so or no such day exists. */
bool kx_date_parse(const char *text, struct kx_date *ret_date);

/* Days from 1970-01-01, negative before it. */
int64_t kx_date_days(struct kx_date date);

/* The other way round. */
struct kx_date kx_date_of_days(int64_t days);

/* Negative, 0 or positive as `one` is before, on or after `other`. */
int kx_date_compare(struct kx_date one, struct kx_date other);

/* "2026-11-22" into `ret_text`. */
#define KX_DATE_BYTES 20
void kx_date_print(struct kx_date date, char ret_text[KX_DATE_BYTES]);

#endif
