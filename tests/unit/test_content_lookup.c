#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "content/content.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
finds_by_id(void **state)
{
	struct kx_source sources[] = { { .id = "a" }, { .id = "b" }, { .id = "c-2" }, { .id = "d" } };
	struct kx_topic topics[] = { { .id = "t" } };
	struct kx_claim claims[] = { { .id = "q" }, { .id = "p" } }, *order[] = { &claims[1], &claims[0] };
	struct kx_product products[] = { { .id = "z" }, { .id = "a" } };
	struct kx_outcome outcomes[] = { { .id = "o" } };
	struct kx_comparator comparators[] = { { .id = "k" } };
	struct kx_country countries[] = { { .id = "US" }, { .id = "AT" } };
	struct kx_content content = {
		.sources = sources, .source_count = COUNT(sources), .topics = topics, .topic_count = COUNT(topics),
		.claims = order, .claim_count = COUNT(order), .countries = countries, .country_count = COUNT(countries)
	};

	(void)state;
	content.pack.products = products;
	content.pack.product_count = COUNT(products);
	content.pack.outcomes = outcomes;
	content.pack.outcome_count = COUNT(outcomes);
	content.pack.comparators = comparators;
	content.pack.comparator_count = COUNT(comparators);
	assert_ptr_equal(kx_content_source(&content, "c-2"), &sources[2]);
	assert_null(kx_content_source(&content, "c"));
	assert_ptr_equal(kx_content_topic(&content, "t"), &topics[0]);
	assert_null(kx_content_topic(&content, "u"));
	assert_ptr_equal(kx_content_claim(&content, "q"), &claims[0]);
	assert_ptr_equal(kx_content_claim(&content, "p"), &claims[1]);
	assert_null(kx_content_claim(&content, ""));
	assert_ptr_equal(kx_content_product(&content, "a"), &products[1]);
	assert_null(kx_content_product(&content, "both"));
	assert_ptr_equal(kx_content_outcome(&content, "o"), &outcomes[0]);
	assert_null(kx_content_outcome(&content, "x"));
	assert_ptr_equal(kx_content_comparator(&content, "k"), &comparators[0]);
	assert_null(kx_content_comparator(&content, "x"));
	assert_ptr_equal(kx_content_country(&content, "AT"), &countries[1]);
	assert_null(kx_content_country(&content, "us"));
}

static void
finds_nothing_in_nothing(void **state)
{
	struct kx_content content = { 0 };

	(void)state;
	assert_null(kx_content_source(&content, "a"));
	assert_null(kx_content_topic(&content, "a"));
	assert_null(kx_content_claim(&content, "a"));
	assert_null(kx_content_product(&content, "a"));
	assert_null(kx_content_country(&content, "a"));
	assert_string_equal(kx_wording_text(&content.wording, "key"), "key");
}

static void
wording_falls_back_to_the_key(void **state)
{
	struct kx_wording_entry entries[] = { { "list.join", ", " }, { "month.1", "Jan" }, { "month.10", "Oct" } };
	struct kx_wording wording = { .entries = entries, .entry_count = COUNT(entries) };

	(void)state;
	assert_string_equal(kx_wording_text(&wording, "month.10"), "Oct");
	assert_string_equal(kx_wording_text(&wording, "list.join"), ", ");
	assert_string_equal(kx_wording_text(&wording, "month.2"), "month.2");
}

/* The tables and the enumerations are written apart: they must be as long. */
static void
names_are_as_the_data_spells_them(void **state)
{
	(void)state;
	assert_string_equal(kx_source_kind_name(KX_SOURCE_PAGE), "page");
	assert_null(kx_source_kind_names[KX_SOURCE_PAGE + 1]);
	assert_string_equal(kx_check_name(KX_CHECK_NONE), "not-verified");
	assert_null(kx_check_names[KX_CHECK_NONE + 1]);
	assert_string_equal(kx_stance_name(KX_CONTRADICTS), "contradicts");
	assert_null(kx_stance_names[KX_CONTRADICTS + 1]);
	assert_string_equal(kx_verdict_name(KX_UNVERIFIABLE), "unverifiable");
	assert_null(kx_verdict_names[KX_UNVERIFIABLE + 1]);
	assert_string_equal(kx_certainty_name(KX_VERY_LOW), "very low");
	assert_string_equal(kx_certainty_name(KX_HIGH), "high");
	assert_null(kx_certainty_names[KX_HIGH + 1]);
	assert_string_equal(kx_role_name(KX_ROLE_ALTERNATIVES), "alternatives");
	assert_string_equal(kx_role_name(KX_ROLE_COLOPHON), "colophon");
	assert_string_equal(kx_role_name(KX_ROLE_ONLINE), "online");
	assert_null(kx_role_names[KX_ROLE_ONLINE + 1]);
	assert_string_equal(kx_form_name(KX_FORM_FACT_BOX), "fact-box");
	assert_string_equal(kx_form_name(KX_FORM_WRITE_IN), "write-in");
	assert_string_equal(kx_form_name(KX_FORM_QR_CODE), "qr-code");
	assert_string_equal(kx_form_name(KX_FORM_BAR_PAIR), "bar-pair");
	assert_string_equal(kx_form_name(KX_FORM_CURVE), "curve");
	assert_null(kx_form_names[KX_FORM_CURVE + 1]);
	assert_string_equal(kx_mark_name(KX_MARK_TALK), "talk");
	assert_null(kx_mark_names[KX_MARK_TALK + 1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_by_id),
		cmocka_unit_test(finds_nothing_in_nothing),
		cmocka_unit_test(wording_falls_back_to_the_key),
		cmocka_unit_test(names_are_as_the_data_spells_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
