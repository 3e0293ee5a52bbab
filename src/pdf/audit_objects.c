/*
 * Every object by itself, whatever it is for: sizes of numbers, strings and
 * names, how streams are packed, and the file specifications, which may stand
 * anywhere.
 */
#include "pdf/audit.h"
#include "pdf/lexer.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* More than any sheet has; those beyond are not looked at. */
#define MOST_OBJECTS 200000

static void audit_value(struct kx_audit *audit, qpdf_oh value, int object, int depth);

static void
audit_real(struct kx_audit *audit, qpdf_oh value, int object)
{
	double real = qpdf_oh_get_numeric_value(audit->qpdf, value);

	if (real < 0)
		real = -real;
	if (real > 3.403e38)
		kx_breach(audit, KX_RULE_REAL_RANGE, object, "a real is %s", qpdf_oh_get_real_value(audit->qpdf, value));
	if (real > 0 && real < 1.175e-38)
		kx_breach(audit, KX_RULE_REAL_SMALL, object, "a real is %s", qpdf_oh_get_real_value(audit->qpdf, value));
}

static void
audit_scalar(struct kx_audit *audit, qpdf_oh value, int object)
{
	struct kx_qpdf *qpdf = audit->qpdf;
	long long integer;
	size_t length;

	switch (qpdf_oh_get_type_code(qpdf, value)) {
	case ot_integer:
		integer = qpdf_oh_get_int_value(qpdf, value);
		if (integer > INT32_MAX || integer < INT32_MIN)
			kx_breach(audit, KX_RULE_INTEGER_RANGE, object, "an integer is %lld", integer);
		break;
	case ot_real:
		audit_real(audit, value, object);
		break;
	case ot_string:
		qpdf_oh_get_binary_string_value(qpdf, value, &length);
		if (length > 32767)
			kx_breach(audit, KX_RULE_STRING_LENGTH, object, "a string has %zu bytes", length);
		break;
	case ot_name:
		if (strlen(qpdf_oh_get_name(qpdf, value)) > 128)
			kx_breach(audit, KX_RULE_NAME_LENGTH, object, "a name has %zu bytes", strlen(qpdf_oh_get_name(qpdf, value)) - 1);
		break;
	default:
		break;
	}
}

/* Names that stand for words must be UTF-8. */
static void
audit_name_text(struct kx_audit *audit, qpdf_oh dict, const char *key, int object)
{
	const char *name = kx_ask_name(audit, dict, key);
	size_t offset;

	if (!kx_utf8_valid(name, strlen(name), &offset))
		kx_breach(audit, KX_RULE_NAME_UTF8, object, "%s is not valid UTF-8", key + 1);
}

/* ---- embedded files ---- */

bool
kx_is_mime(const char *type)
{
	size_t slashes = 0, part = 0;

	for (; *type != '\0'; type++) {
		if (*type == '/') {
			if (part == 0)
				return false;
			slashes++;
			part = 0;
		} else if (isalnum((unsigned char)*type) || strchr("-+._", *type) != NULL) {
			part++;
		} else {
			return false;
		}
	}
	return slashes == 1 && part > 0;
}

static void
audit_embedded(struct kx_audit *audit, qpdf_oh stream, int object)
{
	qpdf_oh parameters = kx_ask(audit, stream, "/Params");
	unsigned char *bytes;
	size_t length;

	if (!kx_is_mime(kx_ask_name(audit, stream, "/Subtype")))
		kx_breach(audit, KX_RULE_FILE_TYPE, object, "its Subtype is \"%s\"", kx_ask_name(audit, stream, "/Subtype"));
	bytes = kx_ask_stream(audit, stream, &length);
	if (bytes != NULL && kx_has(audit, parameters, "/Size") && kx_ask_int(audit, parameters, "/Size", -1) != (long long)length)
		kx_breach(audit, KX_RULE_FILE_SIZE, object, "its Size is %lld, its data have %zu bytes",
		    kx_ask_int(audit, parameters, "/Size", -1), length);
	free(bytes);
}

static bool
is_associated(const struct kx_audit *audit, int object)
{
	size_t i;

	for (i = 0; i < audit->associated_count; i++)
		if (audit->associated[i] == object)
			return true;
	return false;
}

static void
audit_specification(struct kx_audit *audit, qpdf_oh file, int object)
{
	qpdf_oh files = kx_ask(audit, file, "/EF");
	const char *f = kx_ask_text(audit, file, "/F"), *uf = kx_ask_text(audit, file, "/UF");

	if (!qpdf_oh_is_dictionary(audit->qpdf, files))
		return;
	if (f == NULL || uf == NULL || f[0] == '\0' || uf[0] == '\0')
		kx_breach(audit, KX_RULE_FILE_NAMES, object, "%s is missing or empty", f == NULL || f[0] == '\0' ? "F" : "UF");
	if (kx_ask_name(audit, file, "/AFRelationship")[0] == '\0')
		kx_breach(audit, KX_RULE_FILE_RELATION, object, "it has no AFRelationship");
	if (object == 0 || !is_associated(audit, object))
		kx_breach(audit, KX_RULE_FILE_ASSOCIATED, object, "no AF array lists it");
	if (!kx_has(audit, files, "/F"))
		kx_breach(audit, KX_RULE_FILE_NAMES, object, "its data are not under F");
	else
		audit_embedded(audit, kx_ask(audit, files, "/F"), kx_number_of(audit, kx_ask(audit, files, "/F")));
}

/* ---- streams ---- */

static void
audit_filter(struct kx_audit *audit, qpdf_oh filter, int object)
{
	static const char good[] = "ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode JBIG2Decode DCTDecode JPXDecode";
	const char *name = qpdf_oh_is_name(audit->qpdf, filter) ? qpdf_oh_get_name(audit->qpdf, filter) + 1 : "";

	if (!kx_one_of(name, good))
		kx_breach(audit, KX_RULE_FILTER, object, "it is packed by \"%s\"", name);
}

static void
audit_stream(struct kx_audit *audit, qpdf_oh stream, int object)
{
	qpdf_oh filter = kx_ask(audit, stream, "/Filter");
	int i, count = kx_array_length(audit, filter);

	if (kx_has(audit, stream, "/F") || kx_has(audit, stream, "/FFilter") || kx_has(audit, stream, "/FDecodeParms"))
		kx_breach(audit, KX_RULE_STREAM_OUTSIDE, object, "its dictionary has F, FFilter or FDecodeParms");
	for (i = 0; i < count; i++)
		audit_filter(audit, kx_array_at(audit, filter, i), object);
	if (count == 0 && !qpdf_oh_is_null(audit->qpdf, filter))
		audit_filter(audit, filter, object);
	if (kx_name_is(audit, stream, "/Subtype", "PS"))
		kx_breach(audit, KX_RULE_POSTSCRIPT, object, "it is a PostScript XObject");
	if (kx_name_is(audit, stream, "/Subtype", "Form"))
		kx_breach(audit, KX_RULE_UNKNOWN, object, "it is a form XObject");
	if (kx_name_is(audit, stream, "/Type", "ObjStm")) {
		/* Strings in an object stream are written there, not on the file's surface. */
		struct kx_lexer lexer = { NULL, 0, 0 };
		struct kx_lexed word;
		unsigned char *bytes = kx_ask_stream(audit, stream, &lexer.length);

		lexer.bytes = (const char *)bytes;
		while (bytes != NULL && (word = kx_lexer_next(&lexer)).kind != KX_LEX_END)
			if (word.kind == KX_LEX_HEX)
				kx_audit_hex(audit, lexer.bytes, word.start, word.end, object);
		free(bytes);
	}
}

/* ---- values within values ---- */

static void
note_associated(struct kx_audit *audit, qpdf_oh array)
{
	int count = kx_array_length(audit, array), i, *slot;

	for (i = 0; i < count; i++) {
		slot = kx_arena_push(audit->arena, &audit->associated, &audit->associated_count, &audit->associated_room, sizeof(int));
		if (slot != NULL)
			*slot = kx_number_of(audit, kx_array_at(audit, array, i));
	}
}

static void
audit_dictionary(struct kx_audit *audit, qpdf_oh dict, int object, int depth)
{
	size_t count, i;
	char **keys = kx_ask_keys(audit, dict, &count);

	for (i = 0; i < count; i++) {
		if (keys[i] == NULL)
			continue;
		if (strlen(keys[i]) > 128)
			kx_breach(audit, KX_RULE_NAME_LENGTH, object, "a name has %zu bytes", strlen(keys[i]) - 1);
		if (strcmp(keys[i], "/AF") == 0)
			note_associated(audit, kx_ask(audit, dict, keys[i]));
		audit_value(audit, kx_ask(audit, dict, keys[i]), object, depth + 1);
	}
	if (depth > 0 && kx_has(audit, dict, "/EF"))
		audit_specification(audit, dict, 0);   /* a direct one, which no AF array can share */
	if (kx_name_is(audit, dict, "/Type", "Action"))
		kx_audit_action(audit, dict, object);
	if (kx_name_is(audit, dict, "/Type", "Font"))
		audit_name_text(audit, dict, "/BaseFont", object);
	if (kx_name_is(audit, dict, "/Type", "StructElem"))
		audit_name_text(audit, dict, "/S", object);
}

static void
audit_value(struct kx_audit *audit, qpdf_oh value, int object, int depth)
{
	int count, i;

	/* An object of its own is met by its own number. */
	if (depth > 0 && qpdf_oh_is_indirect(audit->qpdf, value))
		return;
	if (depth > KX_AUDIT_DEPTH) {
		kx_breach(audit, KX_RULE_UNKNOWN, object, "it is nested too deeply");
	} else if (qpdf_oh_is_dictionary(audit->qpdf, value)) {
		audit_dictionary(audit, value, object, depth);
	} else if (qpdf_oh_is_array(audit->qpdf, value)) {
		count = kx_array_length(audit, value);
		for (i = 0; i < count; i++)
			audit_value(audit, kx_array_at(audit, value, i), object, depth + 1);
	} else {
		audit_scalar(audit, value, object);
	}
	qpdf_oh_release(audit->qpdf, value);
}

/* By its length: an identifier is any bytes, and one in 256 begins with a zero. */
static bool
is_empty(struct kx_audit *audit, qpdf_oh string)
{
	size_t length = 0;

	qpdf_oh_get_binary_string_value(audit->qpdf, string, &length);
	return length == 0;
}

void
kx_audit_objects(struct kx_audit *audit)
{
	qpdf_oh id = kx_ask(audit, audit->trailer, "/ID"), object;
	int i;

	if (kx_array_length(audit, id) != 2 || !qpdf_oh_is_string(audit->qpdf, kx_array_at(audit, id, 0)) ||
	    is_empty(audit, kx_array_at(audit, id, 0)))
		kx_breach(audit, KX_RULE_FILE_ID, 0, "the trailer has no ID of two strings");
	if (kx_has(audit, audit->trailer, "/Encrypt"))
		kx_breach(audit, KX_RULE_ENCRYPTED, 0, "the trailer has an Encrypt");
	if (audit->object_count - 1 > 8388607)
		kx_breach(audit, KX_RULE_OBJECT_COUNT, 0, "there are %d objects", audit->object_count - 1);
	if (audit->object_count > MOST_OBJECTS) {
		kx_breach(audit, KX_RULE_UNKNOWN, 0, "there are %d objects", audit->object_count - 1);
		audit->object_count = MOST_OBJECTS;
	}
	for (i = 1; i < audit->object_count; i++) {
		object = qpdf_get_object_by_id(audit->qpdf, i, 0);
		if (qpdf_oh_is_stream(audit->qpdf, object)) {
			audit_stream(audit, object, i);
			audit_value(audit, qpdf_oh_get_dict(audit->qpdf, object), i, 1);
		} else {
			audit_value(audit, object, i, 0);
		}
		qpdf_oh_release(audit->qpdf, object);
	}
	for (i = 1; i < audit->object_count; i++) {
		object = qpdf_get_object_by_id(audit->qpdf, i, 0);
		if (qpdf_oh_is_dictionary(audit->qpdf, object))
			audit_specification(audit, object, i);
		qpdf_oh_release(audit->qpdf, object);
	}
	if (qpdf_has_error(audit->qpdf)) {
		qpdf_get_error(audit->qpdf);
		kx_breach(audit, KX_RULE_READABLE, 0, "an object cannot be read");
	}
}
