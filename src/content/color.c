#include "content/color.h"

/* Channel value to linear light in millionths: c / 12.92 up to 0.04045, above it ((c + 0.055) / 1.055) ^ 2.4. */
static const int32_t linear[256] = {
	0, 304, 607, 911, 1214, 1518, 1821, 2125, 2428, 2732, 3035, 3347,
	3677, 4025, 4391, 4777, 5182, 5605, 6049, 6512, 6995, 7499, 8023, 8568,
	9134, 9721, 10330, 10960, 11612, 12286, 12983, 13702, 14444, 15209, 15996, 16807,
	17642, 18500, 19382, 20289, 21219, 22174, 23153, 24158, 25187, 26241, 27321, 28426,
	29557, 30713, 31896, 33105, 34340, 35601, 36889, 38204, 39546, 40915, 42311, 43735,
	45186, 46665, 48172, 49707, 51269, 52861, 54480, 56128, 57805, 59511, 61246, 63010,
	64803, 66626, 68478, 70360, 72272, 74214, 76185, 78187, 80220, 82283, 84376, 86500,
	88656, 90842, 93059, 95307, 97587, 99899, 102242, 104616, 107023, 109462, 111932, 114435,
	116971, 119538, 122139, 124772, 127438, 130136, 132868, 135633, 138432, 141263, 144128, 147027,
	149960, 152926, 155926, 158961, 162029, 165132, 168269, 171441, 174647, 177888, 181164, 184475,
	187821, 191202, 194618, 198069, 201556, 205079, 208637, 212231, 215861, 219526, 223228, 226966,
	230740, 234551, 238398, 242281, 246201, 250158, 254152, 258183, 262251, 266356, 270498, 274677,
	278894, 283149, 287441, 291771, 296138, 300544, 304987, 309469, 313989, 318547, 323143, 327778,
	332452, 337164, 341914, 346704, 351533, 356400, 361307, 366253, 371238, 376262, 381326, 386429,
	391572, 396755, 401978, 407240, 412543, 417885, 423268, 428690, 434154, 439657, 445201, 450786,
	456411, 462077, 467784, 473531, 479320, 485150, 491021, 496933, 502886, 508881, 514918, 520996,
	527115, 533276, 539479, 545724, 552011, 558340, 564712, 571125, 577580, 584078, 590619, 597202,
	603827, 610496, 617207, 623960, 630757, 637597, 644480, 651406, 658375, 665387, 672443, 679542,
	686685, 693872, 701102, 708376, 715694, 723055, 730461, 737910, 745404, 752942, 760525, 768151,
	775822, 783538, 791298, 799103, 806952, 814847, 822786, 830770, 838799, 846873, 854993, 863157,
	871367, 879622, 887923, 896269, 904661, 913099, 921582, 930111, 938686, 947307, 955973, 964686,
	973445, 982251, 991102, 1000000
};

int32_t
kx_color_luminance(kx_color color)
{
	int64_t sum = (int64_t)2126 * linear[color >> 16 & 0xff] + (int64_t)7152 * linear[color >> 8 & 0xff] +
	    (int64_t)722 * linear[color & 0xff];

	return (int32_t)((sum + 5000) / 10000);
}

int32_t
kx_color_contrast(kx_color one, kx_color other)
{
	int64_t a = kx_color_luminance(one) + 50000, b = kx_color_luminance(other) + 50000;

	return (int32_t)(a > b ? a * 1000 / b : b * 1000 / a);
}

/* The channel value whose light is nearest. */
static kx_color
level_of(int64_t light)
{
	kx_color level = 0;

	while (level < 255 && linear[level + 1] <= light)
		level++;
	if (level < 255 && linear[level + 1] - light < light - linear[level])
		level++;
	return level;
}

kx_color
kx_color_gray(kx_color color)
{
	kx_color level = level_of(kx_color_luminance(color));

	return level << 16 | level << 8 | level;
}

/* ---- Oklab ---- */

#define ONE 1000000

/* Matrices in 1e-9: linear sRGB to cones, cones' roots to Oklab, and both back. */
static const int64_t to_cones[3][3] = {
	{ 412221471, 536332536, 51445993 }, { 211903498, 680699545, 107396957 }, { 88302462, 281718838, 629978701 }
};
static const int64_t to_lab[3][3] = {
	{ 210454255, 793617785, -4072047 }, { 1977998495, -2428592205, 450593710 }, { 25904037, 782771766, -808675766 }
};
static const int64_t from_lab[3][3] = {
	{ 1000000000, 396337777, 215803757 }, { 1000000000, -105561346, -63854173 }, { 1000000000, -89484178, -1291485548 }
};
static const int64_t from_cones[3][3] = {
	{ 4076741662, -3307711591, 230969929 }, { -1268438005, 2609757401, -341319397 }, { -4196086, -703418615, 1707614701 }
};

static int64_t
rounded(int64_t value, int64_t unit)
{
	return (value < 0 ? value - unit / 2 : value + unit / 2) / unit;
}

static void
apply(const int64_t matrix[3][3], const int64_t from[3], int64_t ret_to[3])
{
	int i;

	for (i = 0; i < 3; i++)
		ret_to[i] = rounded(matrix[i][0] * from[0] + matrix[i][1] * from[1] + matrix[i][2] * from[2], 1000000000);
}

/* The cube root of millionths, in millionths. */
static int64_t
cube_root(int64_t value)
{
	int64_t low = 0, high = ONE + 1, middle;

	while (high - low > 1) {
		middle = (low + high) / 2;
		if (middle * middle * middle <= value * ONE * ONE)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct kx_oklab
kx_color_oklab(kx_color color)
{
	const int64_t light[3] = { linear[color >> 16 & 0xff], linear[color >> 8 & 0xff], linear[color & 0xff] };
	int64_t cones[3], lab[3];
	int i;

	apply(to_cones, light, cones);
	for (i = 0; i < 3; i++)
		cones[i] = cube_root(cones[i]);
	apply(to_lab, cones, lab);
	return (struct kx_oklab){ (int32_t)lab[0], (int32_t)lab[1], (int32_t)lab[2] };
}

/* Linear sRGB of a colour, its leanings drawn in to `part` of 256. */
static void
light_of(struct kx_oklab lab, int part, int64_t ret_light[3])
{
	const int64_t drawn[3] = { lab.lightness, (int64_t)lab.green_red * part / 256, (int64_t)lab.blue_yellow * part / 256 };
	int64_t cones[3];
	int i;

	apply(from_lab, drawn, cones);
	for (i = 0; i < 3; i++)
		cones[i] = rounded(cones[i] * cones[i] * cones[i], (int64_t)ONE * ONE);
	apply(from_cones, cones, ret_light);
}

/* Half a step of the darkest and of the brightest channel values. */
static bool
is_printable(const int64_t light[3])
{
	int i;

	for (i = 0; i < 3; i++)
		if (light[i] < -150 || light[i] > ONE + 4400)
			return false;
	return true;
}

kx_color
kx_color_of_oklab(struct kx_oklab lab)
{
	int64_t light[3];
	int low = 0, high = 257, middle;   /* `low` can be printed, `high` cannot, or is more than all */

	while (high - low > 1) {
		middle = high > 256 ? 256 : (low + high) / 2;
		light_of(lab, middle, light);
		if (is_printable(light))
			low = middle;
		else
			high = middle;
	}
	light_of(lab, low, light);
	return level_of(light[0]) << 16 | level_of(light[1]) << 8 | level_of(light[2]);
}
