#include "pdf/audit.h"

#include <string.h>

#define FLAG_INVISIBLE 1
#define FLAG_HIDDEN 2
#define FLAG_PRINT 4
#define FLAG_NO_VIEW 32
#define FLAG_TOGGLE 256

static const char kinds[] = "Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp "
    "Caret Ink Popup FileAttachment Widget PrinterMark TrapNet Watermark Redact";

void
kx_audit_action(struct kx_audit *audit, qpdf_oh action, int object)
{
	const char *kind = kx_ask_name(audit, action, "/S");

	if (!kx_one_of(kind, "GoTo GoToR GoToE Thread URI Named SubmitForm"))
		kx_breach(audit, KX_RULE_ACTION_KIND, object, "an action of kind \"%.40s\"", kind);
	if (strcmp(kind, "Named") == 0 && !kx_one_of(kx_ask_name(audit, action, "/N"), "NextPage PrevPage FirstPage LastPage"))
		kx_breach(audit, KX_RULE_ACTION_NAMED, object, "the action \"%.40s\"", kx_ask_name(audit, action, "/N"));
	if (kx_has(audit, action, "/Next"))
		kx_breach(audit, KX_RULE_UNKNOWN, object, "an action that leads to others");
}

static void
audit_flags(struct kx_audit *audit, qpdf_oh annotation, const char *kind, int object)
{
	long long flags = kx_ask_int(audit, annotation, "/F", -1);

	if (flags < 0) {
		if (strcmp(kind, "Popup") != 0)
			kx_breach(audit, KX_RULE_ANNOTATION_FLAGS, object, "it has no F");
		return;
	}
	if ((flags & FLAG_PRINT) == 0 || (flags & (FLAG_INVISIBLE | FLAG_HIDDEN | FLAG_NO_VIEW | FLAG_TOGGLE)) != 0)
		kx_breach(audit, KX_RULE_ANNOTATION_PRINTS, object, "its flags are %lld", flags);
}

/* The element that refers to the annotation, or -1. */
static int
referring(const struct kx_audit *audit, int object)
{
	size_t i;

	for (i = 0; i + 1 < audit->linked_count; i += 2)
		if (audit->linked[i] == object)
			return audit->linked[i + 1];
	return -1;
}

static void
audit_link(struct kx_audit *audit, qpdf_oh annotation, int object)
{
	int owner = kx_parent_of(audit, kx_ask_int(audit, annotation, "/StructParent", -1), -1);
	qpdf_oh goal = kx_ask(audit, annotation, "/Dest"), action = kx_ask(audit, annotation, "/A");
	const char *contents = kx_ask_text(audit, annotation, "/Contents");

	if (owner < 0 || strcmp(audit->tags[owner].type, "Link") != 0)
		kx_breach(audit, KX_RULE_LINK_TAG, object, "the parent tree gives it to %s", owner < 0 ? "no element" : audit->tags[owner].type);
	else if (referring(audit, object) != owner)
		kx_breach(audit, KX_RULE_LINK_TAG, object, "its Link does not refer to it");
	if (contents == NULL || contents[0] == '\0')
		kx_breach(audit, KX_RULE_LINK_TEXT, object, "it has no Contents");
	if (qpdf_oh_is_null(audit->qpdf, goal) && kx_name_is(audit, action, "/S", "GoTo"))
		goal = kx_ask(audit, action, "/D");
	if (kx_name_is(audit, action, "/S", "URI")) {
		if (kx_ask_text(audit, action, "/URI") == NULL || kx_ask_text(audit, action, "/URI")[0] == '\0')
			kx_breach(audit, KX_RULE_LINK_GOAL, object, "its address is empty");
	} else if (qpdf_oh_is_array(audit->qpdf, goal) && !kx_name_is(audit, kx_array_at(audit, goal, 0), "/Type", "Page")) {
		kx_breach(audit, KX_RULE_LINK_GOAL, object, "it leads to what is no page");
	} else if (qpdf_oh_is_null(audit->qpdf, goal) && !kx_has(audit, annotation, "/A")) {
		kx_breach(audit, KX_RULE_LINK_GOAL, object, "it leads nowhere");
	}
}

/* An appearance is never judged; a wrong one is named. */
static void
audit_look(struct kx_audit *audit, qpdf_oh annotation, int object)
{
	qpdf_oh looks = kx_ask(audit, annotation, "/AP");
	size_t count;

	if (qpdf_oh_is_null(audit->qpdf, looks))
		return;
	kx_ask_keys(audit, looks, &count);
	if (count != 1 || !kx_has(audit, looks, "/N"))
		kx_breach(audit, KX_RULE_ANNOTATION_LOOK_N, object, "AP has %zu entries", count);
	kx_breach(audit, KX_RULE_UNKNOWN, object, "an annotation with an appearance");
}

static void
audit_other(struct kx_audit *audit, qpdf_oh annotation, const char *kind, int object)
{
	int owner = kx_parent_of(audit, kx_ask_int(audit, annotation, "/StructParent", -1), -1);
	const char *contents = kx_ask_text(audit, annotation, "/Contents");

	if (!kx_one_of(kind, "Widget PrinterMark") && (owner < 0 || strcmp(audit->tags[owner].type, "Annot") != 0))
		kx_breach(audit, KX_RULE_ANNOTATION_TAG, object, "a %s annotation stands in %s", kind,
		    owner < 0 ? "no element" : audit->tags[owner].type);
	if ((contents == NULL || contents[0] == '\0') && (owner < 0 || !kx_has(audit, audit->tags[owner].dict, "/Alt")))
		kx_breach(audit, KX_RULE_ANNOTATION_TEXT, object, "it has neither");
	if (!kx_has(audit, annotation, "/AP") && strcmp(kind, "Popup") != 0)
		kx_breach(audit, KX_RULE_ANNOTATION_LOOK, object, "it has no AP");
}

static void
audit_annotation(struct kx_audit *audit, qpdf_oh annotation)
{
	int object = kx_number_of(audit, annotation);
	const char *kind = kx_arena_string(audit->arena, kx_ask_name(audit, annotation, "/Subtype"));

	if (kind == NULL)
		return;
	if (!kx_one_of(kind, kinds))
		kx_breach(audit, KX_RULE_ANNOTATION_KIND, object, "an annotation of kind \"%.40s\"", kind);
	if (strcmp(kind, "TrapNet") == 0)
		kx_breach(audit, KX_RULE_TRAP_NET, object, "there is one");
	audit_flags(audit, annotation, kind, object);
	audit_look(audit, annotation, object);
	if (kx_has(audit, annotation, "/AA"))
		kx_breach(audit, KX_RULE_ACTION_KIND, object, "an annotation with additional actions");
	if (kx_has(audit, annotation, "/A"))
		kx_audit_action(audit, kx_ask(audit, annotation, "/A"), object);
	if (kx_has(audit, annotation, "/Contents") && !audit->has_language)
		kx_breach(audit, KX_RULE_ANNOTATION_LANGUAGE, object, "the catalog has no Lang");
	if (strcmp(kind, "Link") == 0)
		audit_link(audit, annotation, object);
	else
		audit_other(audit, annotation, kind, object);
}

void
kx_audit_annotations(struct kx_audit *audit, qpdf_oh page)
{
	qpdf_oh list = kx_ask(audit, page, "/Annots");
	int count = kx_array_length(audit, list), i;

	if (count > 0 && !kx_name_is(audit, page, "/Tabs", "S"))
		kx_breach(audit, KX_RULE_TAB_ORDER, kx_number_of(audit, page), "its tab order is \"%.20s\"", kx_ask_name(audit, page, "/Tabs"));
	for (i = 0; i < count; i++)
		audit_annotation(audit, kx_array_at(audit, list, i));
}
