#include "pdf/audit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

qpdf_oh
kx_ask(struct kx_audit *audit, qpdf_oh object, const char *key)
{
	if (qpdf_oh_is_stream(audit->qpdf, object))
		object = qpdf_oh_get_dict(audit->qpdf, object);
	return qpdf_oh_get_key_if_dict(audit->qpdf, object, key);
}

bool
kx_has(struct kx_audit *audit, qpdf_oh object, const char *key)
{
	return !qpdf_oh_is_null(audit->qpdf, kx_ask(audit, object, key));
}

const char *
kx_ask_name(struct kx_audit *audit, qpdf_oh object, const char *key)
{
	qpdf_oh value = kx_ask(audit, object, key);
	const char *name = qpdf_oh_is_name(audit->qpdf, value) ? kx_arena_string(audit->arena, qpdf_oh_get_name(audit->qpdf, value)) : NULL;

	return name != NULL && name[0] == '/' ? name + 1 : "";
}

bool
kx_name_is(struct kx_audit *audit, qpdf_oh object, const char *key, const char *name)
{
	return strcmp(kx_ask_name(audit, object, key), name) == 0;
}

const char *
kx_ask_text(struct kx_audit *audit, qpdf_oh object, const char *key)
{
	qpdf_oh value = kx_ask(audit, object, key);

	if (!qpdf_oh_is_string(audit->qpdf, value))
		return NULL;
	return kx_arena_string(audit->arena, qpdf_oh_get_utf8_value(audit->qpdf, value));
}

bool
kx_ask_true(struct kx_audit *audit, qpdf_oh object, const char *key)
{
	qpdf_oh value = kx_ask(audit, object, key);

	return qpdf_oh_is_bool(audit->qpdf, value) && qpdf_oh_get_bool_value(audit->qpdf, value);
}

long long
kx_ask_int(struct kx_audit *audit, qpdf_oh object, const char *key, long long otherwise)
{
	qpdf_oh value = kx_ask(audit, object, key);

	return qpdf_oh_is_integer(audit->qpdf, value) ? qpdf_oh_get_int_value(audit->qpdf, value) : otherwise;
}

int
kx_array_length(struct kx_audit *audit, qpdf_oh array)
{
	return qpdf_oh_is_array(audit->qpdf, array) ? qpdf_oh_get_array_n_items(audit->qpdf, array) : 0;
}

qpdf_oh
kx_array_at(struct kx_audit *audit, qpdf_oh array, int index)
{
	if (index >= kx_array_length(audit, array))
		return qpdf_oh_new_null(audit->qpdf);
	return qpdf_oh_get_array_item(audit->qpdf, array, index);
}

double
kx_array_number(struct kx_audit *audit, qpdf_oh array, int index)
{
	qpdf_oh value = kx_array_at(audit, array, index);

	return qpdf_oh_is_number(audit->qpdf, value) ? qpdf_oh_get_numeric_value(audit->qpdf, value) : 0;
}

char **
kx_ask_keys(struct kx_audit *audit, qpdf_oh dict, size_t *ret_count)
{
	char **keys = NULL, **slot;
	size_t room = 0;

	*ret_count = 0;
	if (qpdf_oh_is_stream(audit->qpdf, dict))
		dict = qpdf_oh_get_dict(audit->qpdf, dict);
	if (!qpdf_oh_is_dictionary(audit->qpdf, dict))
		return NULL;
	qpdf_oh_begin_dict_key_iter(audit->qpdf, dict);
	while (qpdf_oh_dict_more_keys(audit->qpdf)) {
		const char *key = qpdf_oh_dict_next_key(audit->qpdf);

		slot = kx_arena_push(audit->arena, &keys, ret_count, &room, sizeof(*keys));
		if (slot == NULL)
			return NULL;
		*slot = kx_arena_string(audit->arena, key);
	}
	return keys;
}

int
kx_number_of(struct kx_audit *audit, qpdf_oh object)
{
	return qpdf_oh_is_indirect(audit->qpdf, object) ? qpdf_oh_get_object_id(audit->qpdf, object) : 0;
}

unsigned char *
kx_ask_stream(struct kx_audit *audit, qpdf_oh stream, size_t *ret_length)
{
	unsigned char *bytes = NULL;
	QPDF_BOOL unpacked = QPDF_FALSE;
	QPDF_ERROR_CODE code;

	*ret_length = 0;
	if (!qpdf_oh_is_stream(audit->qpdf, stream))
		return NULL;
	code = qpdf_oh_get_stream_data(audit->qpdf, stream, qpdf_dl_generalized, &unpacked, &bytes, ret_length);
	if (!(code & (QPDF_ERRORS)) && unpacked)
		return bytes;
	free(bytes);
	kx_breach(audit, KX_RULE_READABLE, kx_number_of(audit, stream), "its data cannot be unpacked");
	return NULL;
}

bool
kx_one_of(const char *word, const char *list)
{
	size_t length = strlen(word);
	const char *at = list;

	while (length > 0 && (at = strstr(at, word)) != NULL) {
		if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
			return true;
		at++;
	}
	return false;
}

/* RFC 3066: letters, then letters or digits, parts of 1 to 8 joined by hyphens. */
static bool
is_language(const char *tag)
{
	size_t part = 0;
	bool first = true;

	for (; *tag != '\0'; tag++) {
		if (*tag == '-') {
			if (part == 0)
				return false;
			part = 0;
			first = false;
		} else if (!(first ? isalpha((unsigned char)*tag) : isalnum((unsigned char)*tag)) || ++part > 8) {
			return false;
		}
	}
	return part > 0;
}

void
kx_audit_language(struct kx_audit *audit, qpdf_oh value, int object)
{
	const char *tag = "";

	if (qpdf_oh_is_null(audit->qpdf, value))
		return;
	if (qpdf_oh_is_string(audit->qpdf, value))
		tag = qpdf_oh_get_utf8_value(audit->qpdf, value);
	if (!is_language(tag))
		kx_breach(audit, KX_RULE_LANGUAGE_TAG, object, "Lang is \"%.40s\"", tag);
}
