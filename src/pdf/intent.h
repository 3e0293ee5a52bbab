/*
 * intent: the colour space the whole file is meant for, private to src/pdf.
 */
#ifndef KX_PDF_INTENT_H
#define KX_PDF_INTENT_H

#define KX_SRGB_PROFILE_BYTES 528
extern const unsigned char kx_srgb_profile[KX_SRGB_PROFILE_BYTES];

#endif
