#include "base/store.h"

#include "base/buffer.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC    "kxkept 1"
#define ALIGNED  8u
#define MOST     ((size_t)1 << 31)     /* bytes of a file */

struct head {
	char magic[8];
	uint64_t length;                   /* of the file */
	uint64_t slots;                    /* a power of two */
	struct kx_store_origin origin;
};

struct slot { uint64_t hash, at; };        /* where the entry begins; 0: free */

struct entry {
	uint64_t number, check;            /* the checksum of the value */
	uint32_t kind, count;
	uint64_t parts[KX_MEMO_PARTS], length;   /* in bytes */
};

static size_t
aligned(size_t length)
{
	return (length + ALIGNED - 1) / ALIGNED * ALIGNED;
}

/* Of a value, with the hash of its key. */
static uint64_t
checksum(uint64_t key, const char *bytes, size_t length)
{
	return kx_mix(key ^ length, bytes, length);
}

/* ---- reading ---- */

static const struct head *
head_of(const struct kx_store *store)
{
	return (const struct head *)(const void *)store->bytes;
}

static const struct slot *
slots_of(const struct kx_store *store)
{
	return (const struct slot *)(const void *)(store->bytes + sizeof(struct head));
}

static bool
is_ours(const struct kx_store *store, const uint8_t program[KX_HASH_BYTES])
{
	const struct head *head = head_of(store);

	return memcmp(head->magic, MAGIC, sizeof(head->magic)) == 0 && head->length == store->length &&
	    memcmp(head->origin.program, program, KX_HASH_BYTES) == 0 && head->slots > 0 && (head->slots & (head->slots - 1)) == 0 &&
	    head->slots <= (store->length - sizeof(*head)) / sizeof(struct slot);
}

void
kx_store_open(struct kx_store *store, const char *path, const uint8_t program[KX_HASH_BYTES])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat facts;
	void *bytes = MAP_FAILED;

	memset(store, 0, sizeof(*store));
	if (fd < 0)
		return;
	if (fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size > (off_t)sizeof(struct head) && (uint64_t)facts.st_size <= MOST)
		bytes = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return;
	store->bytes = bytes;
	store->length = (size_t)facts.st_size;
	store->holds[KX_MEMO_ON_NOTHING] = true;
	if (!is_ours(store, program))
		kx_store_close(store);
}

void
kx_store_close(struct kx_store *store)
{
	if (store->bytes != NULL)
		munmap((void *)(uintptr_t)store->bytes, store->length);
	memset(store, 0, sizeof(*store));
}

void
kx_store_ground(struct kx_store *store, enum kx_memo_ground ground, const uint8_t digest[KX_HASH_BYTES])
{
	store->holds[ground] = store->bytes != NULL && memcmp(head_of(store)->origin.grounds[ground], digest, KX_HASH_BYTES) == 0;
}

/* Is there an entry of this key at `at`?  Then its value, if it is whole. */
static bool
read_entry(const struct kx_store *store, const struct kx_memo_key *key, uint64_t at, struct kx_stored *ret_value,
    struct kx_memo_key *ret_key)
{
	const struct entry *entry;
	uint64_t room, part;
	size_t i;

	if (at % ALIGNED != 0 || at > store->length || store->length - at < sizeof(*entry))
		return false;
	entry = (const struct entry *)(const void *)(store->bytes + at);
	if (entry->kind != (uint32_t)key->kind || entry->number != key->number || entry->count != key->count)
		return false;
	at += sizeof(*entry);
	*ret_key = *key;
	for (i = 0; i < key->count; i++) {
		room = store->length - at;
		part = key->parts[i].length;
		if (entry->parts[i] != part || part >= room || aligned(part + 1) > room)
			return false;
		if (part > 0 && memcmp(store->bytes + at, key->parts[i].bytes, part) != 0)
			return false;
		ret_key->parts[i].bytes = store->bytes + at;
		at += aligned(part + 1);
	}
	if (entry->length > store->length - at || checksum(key->hash, store->bytes + at, entry->length) != entry->check)
		return false;
	*ret_value = (struct kx_stored){ store->bytes + at, entry->length };
	return true;
}

bool
kx_store_find(const struct kx_store *store, const struct kx_memo_key *key, struct kx_stored *ret_value, struct kx_memo_key *ret_key)
{
	const struct slot *slots;
	uint64_t mask, i, at;

	if (store->bytes == NULL || !store->holds[key->form->ground])
		return false;
	slots = slots_of(store);
	mask = head_of(store)->slots - 1;
	for (i = 0, at = key->hash & mask; i <= mask && slots[at].at != 0; i++, at = (at + 1) & mask)
		if (slots[at].hash == key->hash && read_entry(store, key, slots[at].at, ret_value, ret_key))
			return true;
	return false;
}

/* ---- writing ---- */

struct writing {
	struct slot *slots; uint64_t count, taken;
	struct kx_buffer entries;
	size_t first;                      /* where they begin in the file */
	bool failed;
};

static void
count_one(void *task, const struct kx_memo_key *key, const void *value)
{
	(void)value;
	if (key->form != NULL)
		++*(uint64_t *)task;
}

/* The bytes, a NUL, and what brings the next to its place. */
static void
add_aligned(struct kx_buffer *out, const void *bytes, size_t length)
{
	kx_buffer_add(out, bytes, length);
	kx_buffer_add(out, "\0\0\0\0\0\0\0", aligned(length + 1) - length);
}

static void
write_one(void *task, const struct kx_memo_key *key, const void *value)
{
	struct writing *writing = task;
	struct entry entry = { .number = key->number, .kind = (uint32_t)key->kind, .count = (uint32_t)key->count };
	struct kx_buffer flat;
	uint64_t at, i;

	if (key->form == NULL)
		return;
	kx_buffer_init(&flat, MOST);
	if (key->form->write(key, value, &flat) && !kx_buffer_failed(&flat)) {
		for (at = key->hash & (writing->count - 1); writing->slots[at].at != 0; at = (at + 1) & (writing->count - 1))
			;
		writing->slots[at] = (struct slot){ key->hash, writing->first + writing->entries.length };
		for (i = 0; i < key->count; i++)
			entry.parts[i] = key->parts[i].length;
		entry.length = flat.length;
		entry.check = checksum(key->hash, kx_buffer_bytes(&flat), flat.length);
		kx_buffer_add(&writing->entries, &entry, sizeof(entry));
		for (i = 0; i < key->count; i++)
			add_aligned(&writing->entries, key->parts[i].bytes, key->parts[i].length);
		add_aligned(&writing->entries, kx_buffer_bytes(&flat), flat.length);
	}
	writing->failed = writing->failed || kx_buffer_failed(&flat);
	kx_buffer_done(&flat);
}

bool
kx_store_write(const struct kx_memo *memo, const struct kx_store_origin *origin, struct kx_buffer *out)
{
	struct writing writing = { .count = 1 };
	struct head head = { .magic = MAGIC, .origin = *origin };
	uint64_t count = 0;

	kx_memo_each(memo, count_one, &count);
	/* At least every other slot is free, and one always. */
	while (writing.count < 2 * count + 1)
		writing.count *= 2;
	writing.slots = calloc(writing.count, sizeof(*writing.slots));
	writing.first = sizeof(head) + writing.count * sizeof(*writing.slots);
	if (writing.slots == NULL)
		return false;
	kx_buffer_init(&writing.entries, MOST);
	kx_memo_each(memo, write_one, &writing);
	head.slots = writing.count;
	head.length = writing.first + writing.entries.length;
	kx_buffer_add(out, &head, sizeof(head));
	kx_buffer_add(out, writing.slots, writing.count * sizeof(*writing.slots));
	kx_buffer_add(out, kx_buffer_bytes(&writing.entries), writing.entries.length);
	writing.failed = writing.failed || kx_buffer_failed(&writing.entries) || kx_buffer_failed(out);
	kx_buffer_done(&writing.entries);
	free(writing.slots);
	return !writing.failed;
}
