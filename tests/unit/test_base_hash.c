#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"

#include <string.h>

/* The examples of FIPS 180-4 as NIST publishes them. */
static void
agrees_with_the_standard(void **state)
{
	static const char long_one[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	char hex[KX_HASH_HEX];

	(void)state;
	kx_hash_hex("", 0, hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	kx_hash_hex("abc", 3, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	kx_hash_hex(long_one, strlen(long_one), hex);
	assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void
digits_are_those_of_the_bytes(void **state)
{
	uint8_t digest[KX_HASH_BYTES];

	(void)state;
	kx_hash("abc", 3, digest);
	assert_int_equal(digest[0], 0xba);
	assert_int_equal(digest[31], 0xad);
}

/* Cut anywhere, and gone on with from a copy, it is the hash of the whole. */
static void
pieces_are_hashed_as_the_whole(void **state)
{
	uint8_t whole[KX_HASH_BYTES], pieces[KX_HASH_BYTES];
	struct kx_hashing begun, copy;
	char text[200];
	size_t cut;

	(void)state;
	memset(text, 'k', sizeof(text));
	kx_hash(text, sizeof(text), whole);
	for (cut = 0; cut <= sizeof(text); cut++) {
		kx_hash_begin(&begun);
		kx_hash_add(&begun, text, cut);
		copy = begun;
		kx_hash_add(&begun, "other", 5);
		kx_hash_add(&copy, text + cut, sizeof(text) - cut);
		kx_hash_end(&copy, pieces);
		assert_memory_equal(whole, pieces, KX_HASH_BYTES);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_hashed_as_the_whole),
		cmocka_unit_test(agrees_with_the_standard),
		cmocka_unit_test(digits_are_those_of_the_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
