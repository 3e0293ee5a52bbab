#include "pdf/audit.h"

#include <stdlib.h>
#include <string.h>

/* ---- what colours mean ---- */

static unsigned
u32(const unsigned char *bytes)
{
	return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

/* The header of an ICC profile (ICC.1, 7.2); its colour space through `ret_space`. */
static void
audit_profile(struct kx_audit *audit, qpdf_oh stream, char ret_space[5])
{
	int object = kx_number_of(audit, stream);
	unsigned char *bytes;
	size_t length;
	int channels;

	bytes = kx_ask_stream(audit, stream, &length);
	if (bytes == NULL || length < 128 || u32(bytes) != length || memcmp(bytes + 36, "acsp", 4) != 0) {
		kx_breach(audit, KX_RULE_INTENT_PROFILE, object, "it is no whole ICC profile");
		free(bytes);
		return;
	}
	memcpy(ret_space, bytes + 16, 4);
	ret_space[4] = '\0';
	channels = strcmp(ret_space, "RGB ") == 0 ? 3 : strcmp(ret_space, "CMYK") == 0 ? 4 : strcmp(ret_space, "GRAY") == 0 ? 1 : 0;
	if (bytes[8] >= 5 || (memcmp(bytes + 12, "mntr", 4) != 0 && memcmp(bytes + 12, "prtr", 4) != 0) || channels == 0)
		kx_breach(audit, KX_RULE_INTENT_PROFILE, object, "it is version %d of class \"%.4s\" and space \"%.4s\"", bytes[8],
		    (const char *)bytes + 12, ret_space);
	if (kx_ask_int(audit, stream, "/N", 0) != channels)
		kx_breach(audit, KX_RULE_INTENT_PROFILE, object, "N is %lld, and the profile has %d channels",
		    kx_ask_int(audit, stream, "/N", 0), channels);
	free(bytes);
}

static void
audit_intents(struct kx_audit *audit)
{
	qpdf_oh intents = kx_ask(audit, audit->root, "/OutputIntents"), intent, profile;
	int count = kx_array_length(audit, intents), shared = 0, i;
	char space[5] = "";

	for (i = 0; i < count; i++) {
		intent = kx_array_at(audit, intents, i);
		profile = kx_ask(audit, intent, "/DestOutputProfile");
		if (kx_has(audit, intent, "/DestOutputProfileRef"))
			kx_breach(audit, KX_RULE_INTENT_REFERENCE, kx_number_of(audit, intent), "it has a DestOutputProfileRef");
		if (!qpdf_oh_is_stream(audit->qpdf, profile))
			continue;
		if (shared != 0 && kx_number_of(audit, profile) != shared)
			kx_breach(audit, KX_RULE_INTENT_SAME, kx_number_of(audit, intent), "its profile is another one");
		if (shared == 0)
			audit_profile(audit, profile, space);
		shared = kx_number_of(audit, profile);
		if (kx_name_is(audit, intent, "/S", "GTS_PDFA1"))
			memcpy(audit->output, space, sizeof(audit->output));
	}
}

/* ---- optional content ---- */

static void
audit_layer_config(struct kx_audit *audit, qpdf_oh config, qpdf_oh groups, int object)
{
	const char *name = kx_ask_text(audit, config, "/Name");
	qpdf_oh order = kx_ask(audit, config, "/Order");

	if (name == NULL || name[0] == '\0')
		kx_breach(audit, KX_RULE_LAYER_NAME, object, "a configuration has no name");
	if (kx_has(audit, config, "/AS"))
		kx_breach(audit, KX_RULE_LAYER_AS, object, "a configuration has AS");
	/* Nested lists are not looked into: no file that this is meant for has layers. */
	if (!qpdf_oh_is_null(audit->qpdf, order) && kx_array_length(audit, order) < kx_array_length(audit, groups))
		kx_breach(audit, KX_RULE_LAYER_ORDER, object, "Order lists %d of %d groups", kx_array_length(audit, order),
		    kx_array_length(audit, groups));
}

static void
audit_layers(struct kx_audit *audit)
{
	qpdf_oh layers = kx_ask(audit, audit->root, "/OCProperties"), configs, groups;
	const char *name, *other;
	int count, object, i;

	if (qpdf_oh_is_null(audit->qpdf, layers))
		return;
	object = kx_number_of(audit, layers);
	groups = kx_ask(audit, layers, "/OCGs");
	configs = kx_ask(audit, layers, "/Configs");
	audit_layer_config(audit, kx_ask(audit, layers, "/D"), groups, object);
	name = kx_ask_text(audit, kx_ask(audit, layers, "/D"), "/Name");
	count = kx_array_length(audit, configs);
	for (i = 0; i < count; i++) {
		audit_layer_config(audit, kx_array_at(audit, configs, i), groups, object);
		other = kx_ask_text(audit, kx_array_at(audit, configs, i), "/Name");
		if (name != NULL && other != NULL && strcmp(name, other) == 0)
			kx_breach(audit, KX_RULE_LAYER_NAME_TWICE, object, "\"%.40s\" stands twice", name);
	}
}

/* ---- the rest ---- */

static void
audit_form(struct kx_audit *audit, int object)
{
	qpdf_oh form = kx_ask(audit, audit->root, "/AcroForm");

	if (qpdf_oh_is_null(audit->qpdf, form))
		return;
	if (kx_has(audit, form, "/XFA"))
		kx_breach(audit, KX_RULE_XFA, object, "the form has XFA");
	if (kx_ask_true(audit, form, "/NeedAppearances"))
		kx_breach(audit, KX_RULE_APPEARANCES, object, "the form says NeedAppearances");
	if (kx_array_length(audit, kx_ask(audit, form, "/Fields")) > 0)
		kx_breach(audit, KX_RULE_UNKNOWN, object, "it has form fields");
}

static void
audit_marks(struct kx_audit *audit, int object)
{
	qpdf_oh marks = kx_ask(audit, audit->root, "/MarkInfo");

	if (!kx_ask_true(audit, marks, "/Marked"))
		kx_breach(audit, KX_RULE_MARKED, object, "it does not");
	if (kx_ask_true(audit, marks, "/Suspects"))
		kx_breach(audit, KX_RULE_SUSPECTS, object, "it does");
	if (!kx_ask_true(audit, kx_ask(audit, audit->root, "/ViewerPreferences"), "/DisplayDocTitle"))
		kx_breach(audit, KX_RULE_TITLE_SHOWN, object, "DisplayDocTitle is not true");
	kx_audit_language(audit, kx_ask(audit, audit->root, "/Lang"), object);
}

static void
audit_permissions(struct kx_audit *audit, int object)
{
	size_t count, i;
	char **keys = kx_ask_keys(audit, kx_ask(audit, audit->root, "/Perms"), &count);

	for (i = 0; i < count; i++)
		if (keys[i] != NULL && strcmp(keys[i], "/UR3") != 0 && strcmp(keys[i], "/DocMDP") != 0)
			kx_breach(audit, KX_RULE_PERMS, object, "Perms has %.40s", keys[i] + 1);
}

static void
audit_labels(struct kx_audit *audit, int object)
{
	qpdf_oh labels = kx_ask(audit, audit->root, "/PageLabels"), numbers = kx_ask(audit, labels, "/Nums");

	if (qpdf_oh_is_null(audit->qpdf, labels) || kx_has(audit, labels, "/Kids"))
		return;
	if (kx_array_length(audit, numbers) < 2 || kx_array_number(audit, numbers, 0) != 0)
		kx_breach(audit, KX_RULE_PAGE_LABELS, object, "page 1 has no label");
}

void
kx_audit_catalog(struct kx_audit *audit)
{
	int object = kx_number_of(audit, audit->root);

	audit_marks(audit, object);
	audit_intents(audit);
	audit_form(audit, object);
	audit_layers(audit);
	audit_permissions(audit, object);
	audit_labels(audit, object);
	if (kx_has(audit, audit->root, "/AA"))
		kx_breach(audit, KX_RULE_CATALOG_AA, object, "the catalog has AA");
	if (kx_ask_true(audit, audit->root, "/NeedsRendering"))
		kx_breach(audit, KX_RULE_NEEDS_RENDERING, object, "it does");
	if (kx_has(audit, audit->root, "/Requirements"))
		kx_breach(audit, KX_RULE_REQUIREMENTS, object, "it has them");
	if (kx_has(audit, kx_ask(audit, audit->root, "/Names"), "/AlternatePresentations"))
		kx_breach(audit, KX_RULE_PRESENTATIONS, object, "Names has AlternatePresentations");
	if (qpdf_oh_is_dictionary(audit->qpdf, kx_ask(audit, audit->root, "/OpenAction")))
		kx_audit_action(audit, kx_ask(audit, audit->root, "/OpenAction"), object);
}

/* ---- bookmarks ---- */

static bool
leads_to_page(struct kx_audit *audit, qpdf_oh item)
{
	qpdf_oh goal = kx_ask(audit, item, "/Dest"), action = kx_ask(audit, item, "/A");

	if (qpdf_oh_is_null(audit->qpdf, goal))
		goal = kx_ask(audit, action, "/D");
	if (kx_array_length(audit, goal) > 0)
		return kx_name_is(audit, kx_array_at(audit, goal, 0), "/Type", "Page");
	return !qpdf_oh_is_null(audit->qpdf, goal) || kx_name_is(audit, action, "/S", "URI");
}

/* The items below one, in a line from First to Last; returns how many are shown. */
static long
audit_items(struct kx_audit *audit, qpdf_oh above, int depth, int *left)
{
	int number = kx_number_of(audit, above), before = 0;
	qpdf_oh item = kx_ask(audit, above, "/First"), next;
	long shown = 0;

	while (qpdf_oh_is_dictionary(audit->qpdf, item) && depth < 20 && --*left > 0) {
		int object = kx_number_of(audit, item);
		const char *title = kx_ask_text(audit, item, "/Title");

		if (title == NULL || title[0] == '\0')
			kx_breach(audit, KX_RULE_OUTLINE, object, "a bookmark has no title");
		if (!leads_to_page(audit, item))
			kx_breach(audit, KX_RULE_OUTLINE, object, "a bookmark leads nowhere");
		if (kx_number_of(audit, kx_ask(audit, item, "/Parent")) != number ||
		    kx_number_of(audit, kx_ask(audit, item, "/Prev")) != before)
			kx_breach(audit, KX_RULE_OUTLINE, object, "a bookmark's Parent or Prev is another");
		if (kx_has(audit, item, "/A"))
			kx_audit_action(audit, kx_ask(audit, item, "/A"), object);
		shown += 1 + audit_items(audit, item, depth + 1, left);
		before = object;
		next = kx_ask(audit, item, "/Next");
		if (!qpdf_oh_is_dictionary(audit->qpdf, next) && kx_number_of(audit, kx_ask(audit, above, "/Last")) != object)
			kx_breach(audit, KX_RULE_OUTLINE, number, "Last is not the last bookmark");
		item = next;
	}
	if (shown != 0 && labs((long)kx_ask_int(audit, above, "/Count", 0)) != shown && kx_ask_int(audit, above, "/Count", 0) >= 0)
		kx_breach(audit, KX_RULE_OUTLINE, number, "Count is not the number of bookmarks");
	return shown;
}

void
kx_audit_outline(struct kx_audit *audit)
{
	qpdf_oh outline = kx_ask(audit, audit->root, "/Outlines");
	int left = 10000;

	if (audit_items(audit, outline, 0, &left) > 0 && !audit->has_language)
		kx_breach(audit, KX_RULE_OUTLINE_LANGUAGE, kx_number_of(audit, outline), "the catalog has no Lang");
}
