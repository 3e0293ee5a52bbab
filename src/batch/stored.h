/*
 * stored: the file of kept results (base/store.h) that a stock asks.
 *
 * It is opened with the stock, and each part of it is asked from when that
 * has been loaded which it rests on: the fonts, the gate.  All that are made
 * from the stock share it, through fork too.
 */
#ifndef KX_BATCH_STORED_H
#define KX_BATCH_STORED_H

#include <stdbool.h>
#include <stddef.h>

struct kx_buffer;
struct kx_job;
struct kx_memo;
struct kx_stock;

/* Open the file at `path`, NULL for none.  Nothing is said where it cannot be used: sheets are the same without. */
void kx_stored_open(struct kx_stock *stock, const char *path);
void kx_stored_close(struct kx_stock *stock);

/* The files of the libraries that kept results are made with, most of them loaded late. */
const char *const *kx_stored_libraries(size_t *ret_count);

/* The fonts, or the gate in the pack's own language, have been loaded: what rests on another's words is not stored. */
void kx_stored_fonts(struct kx_stock *stock);
void kx_stored_gate(struct kx_stock *stock);

/* Keep in the memo by which stamps all files that the job's sheet is from will be known again without being read (base/stamp.h). */
void kx_stored_know_files(const struct kx_job *job, struct kx_memo *memo);

/*
 * A file of all that the memo keeps for sheets of this stock, whose fonts and
 * gate are loaded.  False when memory ends, a file cannot be read, or the
 * program does not know itself (base/build.h).
 */
bool kx_stored_write(const struct kx_stock *stock, const struct kx_memo *memo, struct kx_buffer *out);

#endif
