/*
 * limits: the ceiling of every input, in one place.  Meeting one is a
 * diagnostic (KX111 and kin), never a crash or a hang.
 */
#ifndef KX_BASE_LIMITS_H
#define KX_BASE_LIMITS_H

#define KX_MAX_FILE_BYTES     (16u * 1024 * 1024)  /* one input file */
#define KX_MAX_TABLE_BYTES    (64u * 1024 * 1024)  /* a list of clinics */
#define KX_MAX_JSON_DEPTH     32
#define KX_MAX_JSON_VALUES    1000000              /* values, keys and brackets in one file */
#define KX_MAX_SUMMARIES      2000
#define KX_MAX_CLAIMS         100000
#define KX_MAX_TOPICS         5000
#define KX_MAX_SOURCES        10000
#define KX_MAX_GROUP_CLAIMS   1000                 /* claims of one topic and product */
#define KX_MAX_TEXT_BYTES     8192                 /* one string of patient text */
#define KX_MAX_NAME_BYTES     400                  /* names, titles, labels */
#define KX_MAX_TRANSLATIONS   20000u               /* texts of one language */
#define KX_MAX_SYLLABLES      12                   /* of a word for which the gate says how many */
#define KX_MAX_FONT_BYTES     (32u * 1024 * 1024)
#define KX_MAX_FACES          16
#define KX_MAX_PATTERN_BYTES  (4u * 1024 * 1024)
#define KX_MAX_IMAGE_BYTES    (8u * 1024 * 1024)
#define KX_MAX_IMAGE_SIDE     8000                 /* pixels */
#define KX_MAX_DRAWING_BYTES  (512 * 1024)          /* an SVG logo */
#define KX_MAX_DRAWING_STEPS  20000
#define KX_MAX_PAGES          64
#define KX_MAX_PDF_BYTES      (64u * 1024 * 1024)  /* a sheet that is read back */
#define KX_MAX_ITEMS          200000               /* frame items in a sheet */
#define KX_MAX_DIAGNOSTICS    500                  /* printed; the rest is counted */
#define KX_MAX_PLACES         16                   /* further places of one diagnostic */
#define KX_MAX_BATCH_CLINICS  100000
#define KX_MAX_BATCH_JOBS     100000               /* sheets of one batch; more go into several */
#define KX_MAX_BATCH_RULES    1000                 /* includes, excludes */
#define KX_MAX_COPIES         9999
#define KX_JOB_ARENA_BYTES    (512u * 1024 * 1024)

#endif
