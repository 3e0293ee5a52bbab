/*
 * shard: the part of a batch that one machine of several does.
 *
 * A job belongs to the shard whose number, hashed together with the job's identity, weighs most
 * (rendezvous hashing, Thaler and Ravishankar 1996).  So the shards of one number
 * share out every job without overlap, a job stays where it is when clinics come or go, and when
 * the number of shards grows only the jobs of the new ones move.
 */
#ifndef KX_BATCH_SHARD_H
#define KX_BATCH_SHARD_H

#include <stdbool.h>

#define KX_MAX_SHARDS 10000

struct kx_shard { int index, count; };   /* index from 1; count 0 or 1: the whole */

/* "2/8".  False when it is no such thing. */
bool kx_shard_parse(const char *text, struct kx_shard *ret_shard);

bool kx_shard_has(const struct kx_shard *shard, const char *job);

#endif
