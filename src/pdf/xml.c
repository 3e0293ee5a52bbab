#include "pdf/xml.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/library.h"

#include <string.h>

#define DEEPEST 60
#define BETWEEN '\n'               /* of URI, name and prefix; none of them can hold it */
#define TEXT_CEILING ((size_t)1024 * 1024)

#define EXPAT_FILE "libexpat.so.1"

static const char *const names[] = { KX_EXPAT_FUNCTIONS(KX_LIBRARY_NAME) };

bool
kx_expat_load(struct kx_expat *expat, struct kx_diagnostics *diags)
{
	static const struct kx_library library = { EXPAT_FILE, "expat, which reads what a PDF says of itself,", "libexpat1", KX890,
	    KX_LIBRARY_NAMES(names) };

	return kx_library_need(&library, expat, diags);
}

const char *
kx_expat_version(void)
{
	return kx_library_says(EXPAT_FILE, "XML_ExpatVersion");
}

struct parsing {
	const struct kx_expat *expat;
	struct kx_arena *arena;
	XML_Parser parser;
	struct kx_xml *root, *open;
	struct kx_buffer text;         /* since the last tag */
	int depth;
	const char *packet, *reason;
};

/* "URI\nname\nprefix" in three; both line ends may be missing. */
static void
split(struct kx_arena *arena, const char *whole, const char **ret_space, const char **ret_name, const char **ret_prefix)
{
	char *copy = kx_arena_string(arena, whole), *mark, *second;

	*ret_space = *ret_prefix = "";
	*ret_name = copy != NULL ? copy : "";
	mark = copy != NULL ? strchr(copy, BETWEEN) : NULL;
	if (mark == NULL)
		return;
	*mark = '\0';
	*ret_space = copy;
	*ret_name = mark + 1;
	second = strchr(mark + 1, BETWEEN);
	if (second == NULL)
		return;
	*second = '\0';
	*ret_prefix = second + 1;
}

/* What was read since the last tag belongs to the element that is open. */
static void
keep_text(struct parsing *parsing)
{
	if (parsing->open != NULL && parsing->text.length > 0)
		parsing->open->text = kx_arena_print(parsing->arena, "%s%s", parsing->open->text, kx_buffer_bytes(&parsing->text));
	kx_buffer_clear(&parsing->text);
}

static void
stop(struct parsing *parsing, const char *reason)
{
	if (parsing->reason == NULL)
		parsing->reason = reason;
	parsing->expat->XML_StopParser(parsing->parser, XML_FALSE);
}

static void
add_attributes(struct parsing *parsing, struct kx_xml *xml, const XML_Char **list)
{
	size_t count = 0, i;

	while (list[2 * count] != NULL)
		count++;
	xml->attributes = kx_arena_array(parsing->arena, count + 1, sizeof(*xml->attributes));
	for (i = 0; xml->attributes != NULL && i < count; i++) {
		struct kx_xml_attribute *attribute = &xml->attributes[xml->attribute_count++];

		split(parsing->arena, list[2 * i], &attribute->space, &attribute->name, &attribute->prefix);
		attribute->value = kx_arena_string(parsing->arena, list[2 * i + 1]);
	}
}

static void XMLCALL
start_element(void *user, const XML_Char *name, const XML_Char **attributes)
{
	struct parsing *parsing = user;
	struct kx_xml *xml = kx_arena_alloc(parsing->arena, sizeof(*xml));

	keep_text(parsing);
	if (xml == NULL || ++parsing->depth > DEEPEST) {
		stop(parsing, "it is nested too deeply or too large");
		return;
	}
	split(parsing->arena, name, &xml->space, &xml->name, &xml->prefix);
	xml->text = "";
	add_attributes(parsing, xml, attributes);
	xml->parent = parsing->open;
	if (parsing->open == NULL)
		parsing->root = xml;
	else if (parsing->open->last == NULL)
		parsing->open->first = parsing->open->last = xml;
	else
		parsing->open->last = parsing->open->last->next = xml;
	parsing->open = xml;
}

static void XMLCALL
end_element(void *user, const XML_Char *name)
{
	struct parsing *parsing = user;

	(void)name;
	keep_text(parsing);
	parsing->open = parsing->open->parent;
	parsing->depth--;
}

static void XMLCALL
characters(void *user, const XML_Char *text, int length)
{
	struct parsing *parsing = user;

	kx_buffer_add(&parsing->text, text, (size_t)length);
}

static void XMLCALL
instruction(void *user, const XML_Char *target, const XML_Char *data)
{
	struct parsing *parsing = user;

	if (strcmp(target, "xpacket") == 0 && parsing->packet == NULL)
		parsing->packet = kx_arena_string(parsing->arena, data);
}

static void XMLCALL
document_type(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	stop(user, "it has a document type");
}

struct kx_xml *
kx_xml_parse(const struct kx_expat *expat, struct kx_arena *arena, const char *bytes, size_t length,
    const char **ret_packet, const char **ret_reason)
{
	struct parsing parsing = { .expat = expat, .arena = arena, .parser = expat->XML_ParserCreateNS("UTF-8", BETWEEN) };
	bool whole = false;

	*ret_reason = "there is no memory";
	*ret_packet = NULL;
	if (parsing.parser == NULL || length > TEXT_CEILING) {
		expat->XML_ParserFree(parsing.parser);
		return NULL;
	}
	/* A salt of our own: without one expat asks the clock and the system for chance. */
	expat->XML_SetHashSalt(parsing.parser, 1);
	kx_buffer_init(&parsing.text, TEXT_CEILING);
	expat->XML_SetReturnNSTriplet(parsing.parser, 1);
	expat->XML_SetUserData(parsing.parser, &parsing);
	expat->XML_SetElementHandler(parsing.parser, start_element, end_element);
	expat->XML_SetCharacterDataHandler(parsing.parser, characters);
	expat->XML_SetProcessingInstructionHandler(parsing.parser, instruction);
	expat->XML_SetStartDoctypeDeclHandler(parsing.parser, document_type);
	whole = expat->XML_Parse(parsing.parser, bytes, (int)length, XML_TRUE) == XML_STATUS_OK;
	*ret_packet = parsing.packet;
	*ret_reason = parsing.reason != NULL ? parsing.reason :
	    kx_arena_print(arena, "%s in line %lu", expat->XML_ErrorString(expat->XML_GetErrorCode(parsing.parser)),
	    (unsigned long)expat->XML_GetCurrentLineNumber(parsing.parser));
	kx_buffer_done(&parsing.text);
	expat->XML_ParserFree(parsing.parser);
	return whole && !kx_arena_spent(arena) ? parsing.root : NULL;
}

struct kx_xml *
kx_xml_child(const struct kx_xml *xml, const char *space, const char *name)
{
	struct kx_xml *child = xml != NULL ? xml->first : NULL;

	while (child != NULL && (strcmp(child->space, space) != 0 || strcmp(child->name, name) != 0))
		child = child->next;
	return child;
}

const char *
kx_xml_attribute(const struct kx_xml *xml, const char *space, const char *name)
{
	size_t i;

	for (i = 0; xml != NULL && i < xml->attribute_count; i++)
		if (strcmp(xml->attributes[i].space, space) == 0 && strcmp(xml->attributes[i].name, name) == 0)
			return xml->attributes[i].value;
	return NULL;
}
