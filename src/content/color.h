/*
 * color: how light a colour is, and how far two stand apart.
 *
 * Whole numbers only, so that the same colours come out on every machine.
 */
#ifndef KX_CONTENT_COLOR_H
#define KX_CONTENT_COLOR_H

#include "base/geometry.h"

#include <stdbool.h>

/* Relative luminance (WCAG 2.2, "relative luminance"; IEC 61966-2-1) in millionths: black 0, white 1,000,000. */
int32_t kx_color_luminance(kx_color color);

/* Contrast ratio (WCAG 2.2, "contrast ratio") in thousandths: 1000 for the same colour, 21000 for black on white. */
int32_t kx_color_contrast(kx_color one, kx_color other);

/* The gray whose luminance is nearest: what a gray printer should make of the colour, its contrast kept. */
kx_color kx_color_gray(kx_color color);

/*
 * A colour as lightness, and how far it leans to red against green and to
 * yellow against blue, in millionths: Oklab (B. Ottosson, "A perceptual color
 * space for image processing", 2020).  Another lightness keeps the hue, where
 * mixing with black would muddy it.
 */
struct kx_oklab { int32_t lightness, green_red, blue_yellow; };

struct kx_oklab kx_color_oklab(kx_color color);

/* The colour of that lightness and hue; less vivid where sRGB has none so vivid. */
kx_color kx_color_of_oklab(struct kx_oklab lab);

#endif
