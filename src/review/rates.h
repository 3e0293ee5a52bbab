/*
 * rates: numbers of people as words give them: "27 in 100", "17 of 24",
 * "12%", "5 more in 1,000", "3 or 4 in 1,000".
 *
 * The little words between the numbers are the language's; English and
 * Spanish are known, and in another language only the percent sign counts.
 * So are the signs in a number.  English has "1,000" and "31.6".  Spanish is
 * written in two ways, "1,000" and "31.6" in America, "1.000" and "31,6" in
 * Spain: a sign before three digits and no more is between thousands, any other
 * is a decimal one.
 */
#ifndef KX_REVIEW_RATES_H
#define KX_REVIEW_RATES_H

#include "content/content.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;

struct kx_rate {
	size_t start, end;     /* bytes of the text */
	int64_t many;          /* thousandths */
	int decimals;          /* digits after the point, at most 3 */
	int64_t base;          /* 100 for a percentage */
	bool difference;       /* "5 more in 1,000" */
};

/* A number of any kind, for what is no rate: years, the other arm of a comparison. */
struct kx_number { size_t start, end; int64_t value; int decimals; };   /* value in thousandths */

/* Those in `length` bytes at `text`, in order; they live in `arena`. */
size_t kx_rates_read(struct kx_arena *arena, const char *language, const char *text, size_t length,
    const struct kx_rate **ret_rates);
size_t kx_numbers_read(struct kx_arena *arena, const char *language, const char *text, size_t length,
    const struct kx_number **ret_numbers);

/* Are numbers written as in Spanish?  Two languages of which this says the same have the same numbers. */
bool kx_numbers_either_sign(const char *language);

/*
 * Could a careful writer print `many` (thousandths, with `decimals` digits) in
 * `base` for `percent` (thousandths of a percent)?  Rounding to the last digit
 * may go either way from the middle.
 */
bool kx_rate_fits(int64_t many, int decimals, int64_t base, int32_t percent);

/* Does the rate give one of the figure's numbers: an arm, an end of its interval, or the difference between the arms? */
bool kx_rate_of_figure(const struct kx_rate *rate, const struct kx_figure *figure);

#endif
