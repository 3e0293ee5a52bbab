/*
 * address: a web address as a clinic writes it -> one that a phone can open
 * and one that a person can read and type.
 */
#ifndef KX_DOCUMENT_ADDRESS_H
#define KX_DOCUMENT_ADDRESS_H

struct kx_arena;

struct kx_address {
	const char *uri;      /* whole, with its scheme: "https://www.example.org/drip" */
	const char *words;    /* to read and to type: "www.example.org/drip" */
};

/*
 * `text` is an absolute address of http or https, or a bare host name with or
 * without a path, which gets "https://" (RFC 3986, 3; host names RFC 1123,
 * 2.1).  Everything else is refused: other schemes, relative addresses, names
 * without a dot, addresses of numbers alone, signs that no address holds, and
 * names and passwords before the host, which are there to mislead.
 *
 * Returns NULL and sets `*ret_address` (in the arena), or returns what is
 * wrong, to stand after "the address … "; `*ret_hint` then says how to mend it.
 */
const char *kx_address_read(struct kx_arena *arena, const char *text, struct kx_address *ret_address, const char **ret_hint);

#endif
