/*
 * manifest: where every printed sentence comes from, as JSON.
 *
 * Embedded in each PDF as manifest.json.  It holds what printed (topic,
 * product, claim, its words, its references), the sources behind the
 * reference numbers, the rulings that decided, and the SHA-256 of every file
 * that went in.  Nothing in it depends on the machine, the folder or the time.
 */
#ifndef KX_CLI_MANIFEST_H
#define KX_CLI_MANIFEST_H

#include <stdbool.h>

struct kx_job;
struct kx_buffer;

/* `job` has been run as far as its frames, and its inputs collected. */
bool kx_manifest_write(const struct kx_job *job, struct kx_buffer *out);

#endif
