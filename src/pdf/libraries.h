/*
 * libraries: the versions of the foreign libraries behind this door, for
 * `kxreport version`.
 */
#ifndef KX_PDF_LIBRARIES_H
#define KX_PDF_LIBRARIES_H

struct kx_buffer;

/* One line for each library: its name and the version that is linked. */
void kx_pdf_libraries(struct kx_buffer *out);

#endif
