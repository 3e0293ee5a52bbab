#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "document/address.h"

#include <string.h>

static void
addresses_are_read(void **state)
{
	static const struct { const char *text, *uri, *words; } good[] = {
		{ "www.example.org", "https://www.example.org", "www.example.org" },
		{ "https://www.example.org/", "https://www.example.org/", "www.example.org" },
		{ "HTTPS://example.org/a/", "https://example.org/a/", "example.org/a/" },
		{ "http://example.org/a?b=c%20d#e", "http://example.org/a?b=c%20d#e", "http://example.org/a?b=c%20d#e" },
		{ "example.org:8080/x", "https://example.org:8080/x", "example.org:8080/x" },
		{ "https://xn--klinik-3ya.example/", "https://xn--klinik-3ya.example/", "xn--klinik-3ya.example" },
		{ "https://a.example/go?to=https://b.example/@me", "https://a.example/go?to=https://b.example/@me",
		    "a.example/go?to=https://b.example/@me" },
		{ "a.example/go?to=http://b.example", "https://a.example/go?to=http://b.example", "a.example/go?to=http://b.example" },
	};
	struct kx_address address;
	struct kx_arena arena;
	const char *hint;
	size_t i;

	(void)state;
	kx_arena_init(&arena, 65536);
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_null(kx_address_read(&arena, good[i].text, &address, &hint));
		assert_string_equal(address.uri, good[i].uri);
		assert_string_equal(address.words, good[i].words);
	}
	kx_arena_done(&arena);
}

static void
what_leads_nowhere_or_astray_is_refused(void **state)
{
	static const struct { const char *text, *why; } bad[] = {
		{ "", "no host" }, { "/drip", "relative" }, { "../drip", "relative" }, { "//example.org", "relative" },
		{ "?page=2", "relative" }, { "#top", "relative" }, { "drip", "no host" }, { "drip/page.html", "no host" },
		{ "https://", "no host" }, { "https:///drip", "no host" }, { "://example.org", "no host" },
		{ "https://clinic", "no host" }, { "https://10.0.0.1/", "no host" }, { "https://[::1]/", "no host" },
		{ "https://-a.example", "no host" }, { "https://a-.example", "no host" }, { "https://a..example", "no host" },
		{ "https://a.example.", "no host" }, { "https://a.exam_ple", "no host" },
		{ "https://a123456789012345678901234567890123456789012345678901234567890123.example", "no host" },
		{ "mailto:us@example.org", "name before" }, { "https://example.org@evil.example", "name before" },
		{ "https://me:secret@example.org/", "name before" }, { "tel:555-0100", "no host" },
		{ "javascript:alert(1)", "no host" }, { "ftp://example.org", "not of the web" }, { "file:///etc/passwd", "not of the web" },
		{ "example.org and on paper", "sign" }, { "https://example.org/\"x\"", "sign" }, { "https://ex\xC3\xA4mple.org", "sign" },
		{ "https://example.org/100%", "sign" }, { "https://example.org/%zz", "sign" }, { "https://example.org\n", "sign" },
		{ "https://example.org:", "port" }, { "https://example.org:80a", "port" }, { "https://example.org:123456", "port" },
	};
	struct kx_address address;
	struct kx_arena arena;
	const char *hint, *why;
	size_t i;

	(void)state;
	kx_arena_init(&arena, 65536);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		why = kx_address_read(&arena, bad[i].text, &address, &hint);
		if (why == NULL || strstr(why, bad[i].why) == NULL)
			fail_msg("\"%s\": %s", bad[i].text, why != NULL ? why : "taken");
		assert_non_null(hint);
	}
	kx_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_read),
		cmocka_unit_test(what_leads_nowhere_or_astray_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
