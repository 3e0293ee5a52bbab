#include "batch/shard.h"

#include "base/hash.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool
kx_shard_parse(const char *text, struct kx_shard *ret_shard)
{
	char *end;
	long index, count;

	if (text[strspn(text, "0123456789/")] != '\0' || text[0] == '/')
		return false;
	index = strtol(text, &end, 10);
	if (*end != '/' || end[1] == '/' || end[1] == '\0')
		return false;
	count = strtol(end + 1, &end, 10);
	if (*end != '\0' || count < 1 || count > KX_MAX_SHARDS || index < 1 || index > count)
		return false;
	*ret_shard = (struct kx_shard){ (int)index, (int)count };
	return true;
}

/* The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input sways every bit. */
static uint64_t
mix(uint64_t number)
{
	number += 0x9e3779b97f4a7c15u;
	number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9u;
	number = (number ^ (number >> 27)) * 0x94d049bb133111ebu;
	return number ^ (number >> 31);
}

bool
kx_shard_has(const struct kx_shard *shard, const char *job)
{
	uint8_t digest[KX_HASH_BYTES];
	uint64_t own = 0, weight, most = 0;
	int i, heaviest = 1;

	if (shard->count <= 1)
		return true;
	kx_hash(job, strlen(job), digest);
	for (i = 0; i < 8; i++)
		own = own << 8 | digest[i];
	for (i = 1; i <= shard->count; i++) {
		weight = mix(own ^ mix((uint64_t)i));
		if (weight > most) {
			most = weight;
			heaviest = i;
		}
	}
	return heaviest == shard->index;
}
