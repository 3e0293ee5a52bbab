/*
 * Content streams: the operators of a page, one after the other, with as much
 * of the graphics state as the two standards ask about.
 */
#include "pdf/audit.h"
#include "pdf/lexer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST_OPERANDS 40
#define MOST_MARKS 64
#define MOST_SAVES 64
#define MOST_SAVED 28              /* A 6.1.13-8 */
#define INVISIBLE 3                /* text rendering mode */

/* What text is shown with. */
struct pen { const struct kx_font_seen *font; bool has_font; int mode; };

struct mark { bool tagged, artifact, has_actual, has_language; };

struct scan {
	struct kx_audit *audit;
	struct kx_lexer lexer;
	qpdf_oh page, resources;
	int object;                    /* the page's */
	long long parents;             /* its StructParents */
	struct kx_lexed operands[MOST_OPERANDS]; size_t count;   /* arrays and dictionaries whole */
	struct mark marks[MOST_MARKS]; size_t depth;
	struct pen pen, saved[MOST_SAVES]; size_t saves;
	int text;                      /* BT without ET */
	bool given_up;
};

/* ---- marked content ---- */

static struct mark
inside(const struct scan *scan)
{
	struct mark all = { 0 };
	size_t i;

	for (i = 0; i < scan->depth; i++) {
		all.tagged = all.tagged || scan->marks[i].tagged;
		all.artifact = all.artifact || scan->marks[i].artifact;
		all.has_actual = all.has_actual || scan->marks[i].has_actual;
		all.has_language = all.has_language || scan->marks[i].has_language;
	}
	return all;
}

/* The property list of BDC: written there, or named in the resources. */
static qpdf_oh
properties(struct scan *scan, const struct kx_lexed *operand)
{
	struct kx_audit *audit = scan->audit;
	char *text = kx_arena_copy(audit->arena, scan->lexer.bytes + operand->start, operand->end - operand->start);
	qpdf_oh dict;

	if (text == NULL)
		return qpdf_oh_new_null(audit->qpdf);
	if (operand->kind == KX_LEX_NAME)
		return kx_ask(audit, kx_ask(audit, scan->resources, "/Properties"), text);
	dict = qpdf_oh_parse(audit->qpdf, text);
	if (qpdf_has_error(audit->qpdf)) {
		qpdf_get_error(audit->qpdf);
		kx_breach(audit, KX_RULE_READABLE, scan->object, "a property list cannot be read");
		return qpdf_oh_new_null(audit->qpdf);
	}
	return dict;
}

/* A sequence of the structure tree begins. */
static struct mark
begin_tagged(struct scan *scan, long long mcid)
{
	struct kx_audit *audit = scan->audit;
	struct kx_claim_of *claim = kx_claim_find(audit, scan->object, mcid >= 0 && mcid < INT32_MAX ? (int)mcid : -1);
	struct mark mark = { 0 };
	int owner = kx_parent_of(audit, scan->parents, (int)mcid);

	if (claim == NULL) {
		kx_breach(audit, KX_RULE_SEQUENCE_ONCE, scan->object, "no element claims MCID %lld", mcid);
		return mark;
	}
	if (claim->shown)
		kx_breach(audit, KX_RULE_SEQUENCE_ONCE, scan->object, "MCID %lld stands twice on the page", mcid);
	if (owner != claim->tag)
		kx_breach(audit, KX_RULE_PARENT_TREE, scan->object, "it gives MCID %lld to %s", mcid, owner < 0 ? "no element" : "another element");
	claim->shown = true;
	mark.tagged = true;
	mark.has_language = audit->tags[claim->tag].has_language;
	if (inside(scan).artifact)
		kx_breach(audit, KX_RULE_TAG_IN_ARTIFACT, scan->object, "MCID %lld does", mcid);
	return mark;
}

static void
audit_artifact(struct scan *scan, qpdf_oh dict)
{
	struct kx_audit *audit = scan->audit;

	if (inside(scan).tagged)
		kx_breach(audit, KX_RULE_ARTIFACT_IN_TAG, scan->object, "one does");
	if (kx_has(audit, dict, "/Type") && !kx_one_of(kx_ask_name(audit, dict, "/Type"), "Pagination Layout Page Background"))
		kx_breach(audit, KX_RULE_ARTIFACT_BOX, scan->object, "an artifact of type \"%.40s\"", kx_ask_name(audit, dict, "/Type"));
	if (kx_name_is(audit, dict, "/Type", "Background") && kx_array_length(audit, kx_ask(audit, dict, "/BBox")) != 4)
		kx_breach(audit, KX_RULE_ARTIFACT_BOX, scan->object, "a background has no BBox");
}

static void
audit_span(struct scan *scan, qpdf_oh dict, bool has_language)
{
	static const struct { const char *key; enum kx_rule rule; } texts[] = {
		{ "/ActualText", KX_RULE_SPAN_ACTUAL_LANGUAGE }, { "/Alt", KX_RULE_SPAN_ALT_LANGUAGE }, { "/E", KX_RULE_SPAN_E_LANGUAGE },
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!scan->audit->has_language && !has_language && kx_has(scan->audit, dict, texts[i].key))
			kx_breach(scan->audit, texts[i].rule, scan->object, "there is no Lang anywhere around it");
}

static void
begin_mark(struct scan *scan, bool with_properties)
{
	struct kx_audit *audit = scan->audit;
	struct mark mark = { 0 };
	qpdf_oh dict = qpdf_oh_new_null(audit->qpdf);
	bool artifact = scan->count > 0 && kx_lexed_is(&scan->lexer, &scan->operands[0], "/Artifact");

	if (with_properties && scan->count > 1)
		dict = properties(scan, &scan->operands[1]);
	if (artifact)
		audit_artifact(scan, dict);
	else if (qpdf_oh_is_integer(audit->qpdf, kx_ask(audit, dict, "/MCID")))
		mark = begin_tagged(scan, kx_ask_int(audit, dict, "/MCID", -1));
	mark.artifact = artifact;
	mark.has_actual = kx_has(audit, dict, "/ActualText");
	mark.has_language = mark.has_language || kx_has(audit, dict, "/Lang");
	kx_audit_language(audit, kx_ask(audit, dict, "/Lang"), scan->object);
	if (scan->count > 0 && kx_lexed_is(&scan->lexer, &scan->operands[0], "/Span"))
		audit_span(scan, dict, mark.has_language || inside(scan).has_language);
	if (scan->depth < MOST_MARKS)
		scan->marks[scan->depth++] = mark;
	else
		scan->given_up = true;
	qpdf_oh_release(audit->qpdf, dict);
}

static void
audit_shown(struct scan *scan, const char *what)
{
	struct mark around = inside(scan);

	if (!around.tagged && !around.artifact)
		kx_breach(scan->audit, KX_RULE_UNTAGGED, scan->object, "%s", what);
}

/* ---- text ---- */

static void
audit_codes(struct scan *scan, const struct kx_lexed *string, bool has_actual)
{
	unsigned char *bytes = malloc(string->end - string->start);
	size_t length, i;

	if (bytes == NULL)
		return;
	length = kx_lexed_bytes(&scan->lexer, string, bytes);
	if (string->kind == KX_LEX_HEX)
		kx_audit_hex(scan->audit, scan->lexer.bytes, string->start, string->end, scan->object);
	if (length % 2 != 0)
		kx_breach(scan->audit, KX_RULE_FONT_UNICODE, scan->object, "a string of text ends with half a code");
	for (i = 0; i + 1 < length; i += 2)
		kx_audit_code(scan->audit, scan->pen.font, (unsigned)bytes[i] << 8 | bytes[i + 1], has_actual, scan->pen.mode == INVISIBLE);
	free(bytes);
}

/* The last operand is a string, or an array of strings and numbers. */
static void
show_text(struct scan *scan)
{
	struct mark around = inside(scan);
	struct kx_lexed word;
	struct kx_lexer inner;

	audit_shown(scan, "text");
	if (!scan->audit->has_language && !around.has_language)
		kx_breach(scan->audit, KX_RULE_TEXT_LANGUAGE, scan->object, "there is no Lang anywhere around it");
	if (scan->text != 1 || !scan->pen.has_font)
		kx_breach(scan->audit, KX_RULE_BALANCE, scan->object, "text without a %s", scan->text != 1 ? "text object" : "font");
	if (scan->count == 0 || scan->pen.font == NULL)
		return;
	inner = scan->lexer;
	inner.at = scan->operands[scan->count - 1].start;
	inner.length = scan->operands[scan->count - 1].end;
	while ((word = kx_lexer_next(&inner)).kind != KX_LEX_END)
		if (word.kind == KX_LEX_STRING || word.kind == KX_LEX_HEX)
			audit_codes(scan, &word, around.has_actual);
}

static qpdf_oh
resource(struct scan *scan, const char *kind, const struct kx_lexed *name)
{
	char *key = kx_arena_copy(scan->audit->arena, scan->lexer.bytes + name->start, name->end - name->start);
	qpdf_oh found = kx_ask(scan->audit, kx_ask(scan->audit, scan->resources, kind), key != NULL ? key : "/");

	if (qpdf_oh_is_null(scan->audit->qpdf, found))
		kx_breach(scan->audit, KX_RULE_RESOURCE, scan->object, "there is no %s %.40s", kind + 1, key != NULL ? key : "");
	return found;
}

static void
set_font(struct scan *scan)
{
	qpdf_oh font;

	if (scan->count < 2)
		return;
	font = resource(scan, "/Font", &scan->operands[0]);
	scan->pen.has_font = qpdf_oh_is_dictionary(scan->audit->qpdf, font);
	scan->pen.font = scan->pen.has_font ? kx_audit_font(scan->audit, font) : NULL;
}

/* ---- colour ---- */

static void
audit_color(struct kx_audit *audit, const char *space, int object)
{
	if (strcmp(space, "DeviceRGB") == 0 && strcmp(audit->output, "RGB ") != 0)
		kx_breach(audit, KX_RULE_RGB, object, "there is none for it");
	else if (strcmp(space, "DeviceCMYK") == 0 && strcmp(audit->output, "CMYK") != 0)
		kx_breach(audit, KX_RULE_CMYK, object, "there is none for it");
	else if (strcmp(space, "DeviceGray") == 0 && audit->output[0] == '\0')
		kx_breach(audit, KX_RULE_GRAY, object, "there is none");
	else if (!kx_one_of(space, "DeviceRGB DeviceCMYK DeviceGray"))
		kx_breach(audit, KX_RULE_UNKNOWN, object, "the colour space \"%.40s\"", space);
}

static void
set_color_space(struct scan *scan)
{
	char *name;

	if (scan->count == 0)
		return;
	name = kx_arena_copy(scan->audit->arena, scan->lexer.bytes + scan->operands[0].start + 1,
	    scan->operands[0].end - scan->operands[0].start - 1);
	if (name != NULL)
		audit_color(scan->audit, name, scan->object);
}

/* ---- pairs ---- */

static void
save(struct scan *scan)
{
	if (scan->saves + 1 > MOST_SAVED || scan->text != 0)
		kx_breach(scan->audit, KX_RULE_SAVE_DEPTH, scan->object, scan->text != 0 ? "q stands in a text object" : "q is nested too deeply");
	if (scan->saves < MOST_SAVES)
		scan->saved[scan->saves++] = scan->pen;
	else
		scan->given_up = true;
}

static void
restore(struct scan *scan)
{
	if (scan->saves == 0 || scan->text != 0)
		kx_breach(scan->audit, KX_RULE_SAVE_DEPTH, scan->object, scan->text != 0 ? "Q stands in a text object" : "Q without q");
	if (scan->saves > 0)
		scan->pen = scan->saved[--scan->saves];
}

static void
turn_text(struct scan *scan, int by)
{
	scan->text += by;
	if (scan->text < 0 || scan->text > 1)
		kx_breach(scan->audit, KX_RULE_BALANCE, scan->object, "BT and ET are not in pairs");
}

static void
end_mark(struct scan *scan)
{
	if (scan->depth == 0)
		kx_breach(scan->audit, KX_RULE_BALANCE, scan->object, "EMC without BDC");
	else
		scan->depth--;
}

/* ---- operators ---- */

enum deed { SET, PAINT, SHOW, FONT, MODE, SAVE, RESTORE, BEGIN_TEXT, END_TEXT, MARK, MARK_WITH, END_MARK, OBJECT, SPACE, RGB, CMYK,
    GRAY, INTENT, STATE, INLINE };

/* Annex A of ISO 32000-1. */
static const struct { const char *names; enum deed deed; } operators[] = {
	{ "w J j M d i cm m l c v y h re n W W* Tc Tw Tz TL Ts Td TD Tm T* MP DP sc scn SC SCN BX EX d0 d1", SET },
	{ "f F f* B B* b b* S s sh", PAINT }, { "Tj TJ ' \"", SHOW }, { "Tf", FONT }, { "Tr", MODE }, { "q", SAVE }, { "Q", RESTORE },
	{ "BT", BEGIN_TEXT }, { "ET", END_TEXT }, { "BMC", MARK }, { "BDC", MARK_WITH }, { "EMC", END_MARK }, { "Do", OBJECT },
	{ "cs CS", SPACE }, { "rg RG", RGB }, { "k K", CMYK }, { "g G", GRAY }, { "ri", INTENT }, { "gs", STATE }, { "BI", INLINE },
};

static void
audit_intent_name(struct kx_audit *audit, const char *name, int object)
{
	if (!kx_one_of(name, "RelativeColorimetric AbsoluteColorimetric Perceptual Saturation"))
		kx_breach(audit, KX_RULE_RENDERING_INTENT, object, "the intent \"%.40s\"", name);
}

static void
act(struct scan *scan, enum deed deed)
{
	struct kx_audit *audit = scan->audit;
	const struct kx_lexed *last = &scan->operands[scan->count > 0 ? scan->count - 1 : 0];

	switch (deed) {
	case SET: break;
	case PAINT: audit_shown(scan, "a drawing"); break;
	case SHOW: show_text(scan); break;
	case FONT: set_font(scan); break;
	case MODE: scan->pen.mode = scan->count > 0 ? scan->lexer.bytes[last->start] - '0' : 0; break;
	case SAVE: save(scan); break;
	case RESTORE: restore(scan); break;
	case BEGIN_TEXT: turn_text(scan, 1); break;
	case END_TEXT: turn_text(scan, -1); break;
	case MARK: begin_mark(scan, false); break;
	case MARK_WITH: begin_mark(scan, true); break;
	case END_MARK: end_mark(scan); break;
	case OBJECT:
		audit_shown(scan, "a picture");
		if (scan->count > 0)
			resource(scan, "/XObject", last);
		break;
	case SPACE: set_color_space(scan); break;
	case RGB: audit_color(audit, "DeviceRGB", scan->object); break;
	case CMYK: audit_color(audit, "DeviceCMYK", scan->object); break;
	case GRAY: audit_color(audit, "DeviceGray", scan->object); break;
	case INTENT:
		audit_intent_name(audit, scan->count > 0 ? kx_arena_copy(audit->arena, scan->lexer.bytes + last->start + 1,
		    last->end - last->start - 1) : "", scan->object);
		break;
	case STATE:
		if (scan->count > 0)
			resource(scan, "/ExtGState", last);
		break;
	case INLINE:
		kx_breach(audit, KX_RULE_UNKNOWN, scan->object, "a picture within the content");
		scan->given_up = true;
		break;
	}
}

static void
audit_operator(struct scan *scan, const struct kx_lexed *word)
{
	char name[8];
	size_t i;

	if (word->end - word->start < sizeof(name)) {
		memcpy(name, scan->lexer.bytes + word->start, word->end - word->start);
		name[word->end - word->start] = '\0';
		for (i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
			if (!kx_one_of(name, operators[i].names))
				continue;
			act(scan, operators[i].deed);
			return;
		}
	}
	kx_breach(scan->audit, KX_RULE_OPERATOR, scan->object, "\"%.*s\" is none", (int)(word->end - word->start < 40 ? word->end - word->start : 40),
	    scan->lexer.bytes + word->start);
}

/* Numbers of the content have the bounds of those in objects; array elements as well as operands. */
static void
audit_number(const struct scan *scan, const struct kx_lexed *word)
{
	char text[64];
	size_t length = word->end - word->start;
	double number;

	if (length >= sizeof(text)) {
		kx_breach(scan->audit, KX_RULE_READABLE, scan->object, "a number of %zu digits", length);
		return;
	}
	memcpy(text, scan->lexer.bytes + word->start, length);
	text[length] = '\0';
	number = strtod(text, NULL);
	if (strchr(text, '.') == NULL && (number > INT32_MAX || number < INT32_MIN))
		kx_breach(scan->audit, KX_RULE_INTEGER_RANGE, scan->object, "an integer is %s", text);
	else if (number > 3.403e38 || number < -3.403e38)
		kx_breach(scan->audit, KX_RULE_REAL_RANGE, scan->object, "a real is %s", text);
}

/* To the end of the array or dictionary that `open` begins. */
static struct kx_lexed
whole(struct scan *scan, struct kx_lexed open)
{
	struct kx_lexed word = open;
	int depth = 1;

	while (depth > 0 && word.kind != KX_LEX_END) {
		word = kx_lexer_next(&scan->lexer);
		if (word.kind == KX_LEX_NUMBER)
			audit_number(scan, &word);
		depth += word.kind == KX_LEX_ARRAY || word.kind == KX_LEX_DICT;
		depth -= word.kind == KX_LEX_ARRAY_END || word.kind == KX_LEX_DICT_END;
	}
	open.end = word.end;
	return open;
}

static bool
is_constant(const struct scan *scan, const struct kx_lexed *word)
{
	return kx_lexed_is(&scan->lexer, word, "true") || kx_lexed_is(&scan->lexer, word, "false") || kx_lexed_is(&scan->lexer, word, "null");
}

static void
scan_content(struct scan *scan)
{
	struct kx_lexed word;

	while (!scan->given_up && (word = kx_lexer_next(&scan->lexer)).kind != KX_LEX_END) {
		if (word.kind == KX_LEX_BROKEN) {
			kx_breach(scan->audit, KX_RULE_READABLE, scan->object, "its content is broken");
			return;
		}
		if (word.kind == KX_LEX_KEYWORD && !is_constant(scan, &word)) {
			audit_operator(scan, &word);
			scan->count = 0;
			continue;
		}
		if (word.kind == KX_LEX_NUMBER)
			audit_number(scan, &word);
		if (word.kind == KX_LEX_ARRAY || word.kind == KX_LEX_DICT)
			word = whole(scan, word);
		if (scan->count < MOST_OPERANDS)
			scan->operands[scan->count++] = word;
	}
	if (!scan->given_up && (scan->depth != 0 || scan->text != 0))
		kx_breach(scan->audit, KX_RULE_BALANCE, scan->object, "%s at the end", scan->depth != 0 ? "marked content is open" : "BT is open");
	if (!scan->given_up && scan->saves != 0)
		kx_breach(scan->audit, KX_RULE_SAVE_DEPTH, scan->object, "q is open at the end");
}

void
kx_audit_content(struct kx_audit *audit, qpdf_oh page)
{
	struct scan scan = { .audit = audit, .page = page, .object = kx_number_of(audit, page) };
	unsigned char *bytes = NULL;
	size_t length = 0;

	scan.resources = kx_ask(audit, page, "/Resources");
	scan.parents = kx_ask_int(audit, page, "/StructParents", -1);
	if (qpdf_oh_get_page_content_data(audit->qpdf, page, &bytes, &length) & (QPDF_ERRORS)) {
		kx_breach(audit, KX_RULE_READABLE, scan.object, "its content cannot be unpacked");
		return;
	}
	scan.lexer = (struct kx_lexer){ (const char *)bytes, length, 0 };
	scan_content(&scan);
	free(bytes);
}
