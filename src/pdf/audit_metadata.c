/*
 * The XMP packet (ISO 16684-1; ISO 19005-3, 6.6.2; ISO 14289-1, 5).
 *
 * A property is an element or an attribute of an rdf:Description; what it may
 * hold is in a table of the predefined schemas, or in an extension schema of
 * the packet itself.
 */
#include "pdf/audit.h"
#include "pdf/xml.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XML "http://www.w3.org/XML/1998/namespace"
#define DC "http://purl.org/dc/elements/1.1/"
#define XMP "http://ns.adobe.com/xap/1.0/"
#define XMP_MM "http://ns.adobe.com/xap/1.0/mm/"
#define XMP_RIGHTS "http://ns.adobe.com/xap/1.0/rights/"
#define PDF "http://ns.adobe.com/pdf/1.3/"
#define ARCHIVAL "http://www.aiim.org/pdfa/ns/id/"
#define ACCESSIBLE "http://www.aiim.org/pdfua/ns/id/"
#define EXTENSION "http://www.aiim.org/pdfa/ns/extension/"
#define SCHEMA "http://www.aiim.org/pdfa/ns/schema#"
#define PROPERTY "http://www.aiim.org/pdfa/ns/property#"
#define TYPE "http://www.aiim.org/pdfa/ns/type#"

/* What a property holds: words, a date, a whole number, one of RDF's containers, or a structure, which is left alone. */
static const struct { const char *space, *text, *date, *integer, *alt, *bag, *seq, *other; } schemas[] = {
	{ DC, "coverage format identifier source", "", "", "description rights title",
	    "contributor language publisher relation subject type", "creator date", "" },
	{ XMP, "BaseURL CreatorTool Label Nickname", "CreateDate MetadataDate ModifyDate", "Rating", "", "Advisory Identifier", "", "Thumbnails" },
	{ XMP_MM, "DocumentID InstanceID OriginalDocumentID RenditionClass VersionID ManageTo ManageUI Manager ManagerVariant RenditionParams",
	    "", "", "", "", "", "DerivedFrom History ManagedFrom Versions RenditionOf SaveID LastURL" },
	{ XMP_RIGHTS, "Certificate WebStatement Marked", "", "", "UsageTerms", "Owner", "", "" },
	{ PDF, "Keywords PDFVersion Producer Trapped", "", "", "", "", "", "" },
	{ ARCHIVAL, "conformance amd corr", "", "part rev", "", "", "", "" },
	{ EXTENSION, "", "", "", "", "schemas", "", "" },
};

struct packet {
	struct kx_audit *audit;
	struct kx_xml *rdf;
	int object;
};

/* ---- finding things ---- */

/* A property as element; the prefix and value of one as attribute through the pointers. */
static struct kx_xml *
find_property(const struct packet *packet, const char *space, const char *name, const char **ret_value, const char **ret_prefix)
{
	struct kx_xml *description, *found;
	size_t i;

	*ret_value = *ret_prefix = NULL;
	for (description = packet->rdf->first; description != NULL; description = description->next) {
		found = kx_xml_child(description, space, name);
		if (found != NULL) {
			*ret_value = found->text;
			*ret_prefix = found->prefix;
			return found;
		}
		for (i = 0; i < description->attribute_count; i++) {
			const struct kx_xml_attribute *attribute = &description->attributes[i];

			if (strcmp(attribute->space, space) == 0 && strcmp(attribute->name, name) == 0) {
				*ret_value = attribute->value;
				*ret_prefix = attribute->prefix;
			}
		}
	}
	return NULL;
}

/* A property's words; of a container its first item's. */
static const char *
words_of(const struct packet *packet, const char *space, const char *name)
{
	const char *value, *prefix;
	struct kx_xml *found = find_property(packet, space, name, &value, &prefix);

	if (found != NULL && found->first != NULL && found->first->first != NULL)
		return found->first->first->text;
	return value;
}

/* ---- types ---- */

/* 2026, 2026-01-31 or 2026-01-31T12:00:00Z, and what stands between. */
static bool
is_date(const char *text)
{
	static const char *const shapes[] = { "dddd", "dddd-dd", "dddd-dd-dd", "dddd-dd-ddTdd:ddz", "dddd-dd-ddTdd:dd:ddz", NULL };
	size_t i, at;

	for (i = 0; shapes[i] != NULL; i++) {
		for (at = 0; shapes[i][at] != '\0' && shapes[i][at] != 'z'; at++)
			if (shapes[i][at] == 'd' ? !isdigit((unsigned char)text[at]) : shapes[i][at] != text[at])
				break;
		if (shapes[i][at] == '\0' && text[at] == '\0')
			return true;
		if (shapes[i][at] != 'z')
			continue;
		if (text[at] == '.')
			at += 1 + strspn(text + at + 1, "0123456789");
		if (strcmp(text + at, "Z") == 0 || (strlen(text + at) == 6 && strchr("+-", text[at]) != NULL && text[at + 3] == ':'))
			return true;
	}
	return false;
}

static bool
is_integer(const char *text)
{
	text += *text == '-' || *text == '+';
	return *text != '\0' && strspn(text, "0123456789") == strlen(text);
}

static bool
is_container(const struct kx_xml *xml, const char *kind)
{
	const struct kx_xml *item;

	if (xml == NULL || xml->first == NULL || xml->first->next != NULL || strcmp(xml->first->space, RDF) != 0 ||
	    strcmp(xml->first->name, kind) != 0)
		return false;
	for (item = xml->first->first; item != NULL; item = item->next)
		if (strcmp(item->space, RDF) != 0 || strcmp(item->name, "li") != 0)
			return false;
	return true;
}

/* Each item in a language, none twice. */
static bool
is_language_alternative(const struct kx_xml *xml)
{
	const struct kx_xml *item;

	if (!is_container(xml, "Alt"))
		return false;
	for (item = xml->first->first; item != NULL; item = item->next)
		if (kx_xml_attribute(item, XML, "lang") == NULL)
			return false;
	return true;
}

static bool
fits(const struct kx_xml *xml, const char *value, size_t schema, const char *name)
{
	if (strcmp(schemas[schema].space, DC) == 0 && strcmp(name, "format") == 0 && !kx_is_mime(value))
		return false;
	if (kx_one_of(name, schemas[schema].text))
		return xml == NULL || xml->first == NULL;
	if (kx_one_of(name, schemas[schema].date))
		return (xml == NULL || xml->first == NULL) && is_date(value);
	if (kx_one_of(name, schemas[schema].integer))
		return (xml == NULL || xml->first == NULL) && is_integer(value);
	if (kx_one_of(name, schemas[schema].alt))
		return is_language_alternative(xml);
	if (kx_one_of(name, schemas[schema].bag))
		return is_container(xml, "Bag");
	return !kx_one_of(name, schemas[schema].seq) || is_container(xml, "Seq");
}

static bool
in_schema(size_t schema, const char *name)
{
	return kx_one_of(name, schemas[schema].text) || kx_one_of(name, schemas[schema].date) ||
	    kx_one_of(name, schemas[schema].integer) || kx_one_of(name, schemas[schema].alt) ||
	    kx_one_of(name, schemas[schema].bag) || kx_one_of(name, schemas[schema].seq) || kx_one_of(name, schemas[schema].other);
}

/* ---- extension schemas ---- */

/* The resource of a list item: itself, or the rdf:Description in it. */
static const struct kx_xml *
resource(const struct kx_xml *item)
{
	struct kx_xml *description = kx_xml_child(item, RDF, "Description");

	return description != NULL ? description : item;
}

/* The property that an extension schema describes, or NULL. */
static const struct kx_xml *
described(const struct packet *packet, const char *space, const char *name)
{
	const char *value, *prefix;
	const struct kx_xml *all = find_property(packet, EXTENSION, "schemas", &value, &prefix), *schema, *item, *uri, *found;

	if (all == NULL || all->first == NULL)
		return NULL;
	for (item = all->first->first; item != NULL; item = item->next) {
		schema = resource(item);
		uri = kx_xml_child(schema, SCHEMA, "namespaceURI");
		found = kx_xml_child(schema, SCHEMA, "property");
		if (uri == NULL || strcmp(uri->text, space) != 0 || found == NULL || found->first == NULL)
			continue;
		for (found = found->first->first; found != NULL; found = found->next) {
			const struct kx_xml *its = kx_xml_child(resource(found), PROPERTY, "name");

			if (its != NULL && strcmp(its->text, name) == 0)
				return resource(found);
		}
	}
	return NULL;
}

static bool
has_field(const struct kx_xml *xml, const char *space, const char *name, const char *prefix)
{
	const struct kx_xml *field = kx_xml_child(xml, space, name);

	return field != NULL && field->first == NULL && field->text[0] != '\0' && strcmp(field->prefix, prefix) == 0;
}

static void
audit_described(const struct packet *packet, const struct kx_xml *property)
{
	static const char types[] = "Text Integer Boolean Real Date URI URL ProperName MIMEType AgentName RenditionClass GUID Locale XPath";
	const struct kx_xml *field = kx_xml_child(property, PROPERTY, "valueType"), *each;
	struct kx_audit *audit = packet->audit;
	const char *type;

	if (!has_field(property, PROPERTY, "name", "pdfaProperty"))
		kx_breach(audit, KX_RULE_SCHEMA_PROPERTY_NAME, packet->object, "a described property has no name");
	type = field != NULL ? field->text : "";
	if (strncmp(type, "seq ", 4) == 0 || strncmp(type, "bag ", 4) == 0 || strncmp(type, "alt ", 4) == 0)
		type += 4;
	if (!has_field(property, PROPERTY, "valueType", "pdfaProperty") || !(kx_one_of(type, types) || strcmp(type, "Lang Alt") == 0))
		kx_breach(audit, KX_RULE_SCHEMA_PROPERTY_TYPE, packet->object, "a described property is of type \"%.40s\"", type);
	field = kx_xml_child(property, PROPERTY, "category");
	if (!has_field(property, PROPERTY, "category", "pdfaProperty") || !kx_one_of(field->text, "internal external"))
		kx_breach(audit, KX_RULE_SCHEMA_PROPERTY_CATEGORY, packet->object, "a described property is neither internal nor external");
	if (!has_field(property, PROPERTY, "description", "pdfaProperty"))
		kx_breach(audit, KX_RULE_SCHEMA_PROPERTY_TEXT, packet->object, "a property has no description");
	for (each = property->first; each != NULL; each = each->next)
		if (strcmp(each->space, PROPERTY) != 0 || !kx_one_of(each->name, "name valueType category description"))
			kx_breach(audit, KX_RULE_SCHEMA_FIELDS, packet->object, "a described property has a field \"%.40s\"", each->name);
}

static void
audit_schema(const struct packet *packet, const struct kx_xml *schema)
{
	struct kx_audit *audit = packet->audit;
	const struct kx_xml *properties = kx_xml_child(schema, SCHEMA, "property"), *each;

	if (!has_field(schema, SCHEMA, "schema", "pdfaSchema"))
		kx_breach(audit, KX_RULE_SCHEMA_NAME, packet->object, "an extension schema has no pdfaSchema:schema");
	if (!has_field(schema, SCHEMA, "namespaceURI", "pdfaSchema"))
		kx_breach(audit, KX_RULE_SCHEMA_URI, packet->object, "an extension schema has no pdfaSchema:namespaceURI");
	if (!has_field(schema, SCHEMA, "prefix", "pdfaSchema"))
		kx_breach(audit, KX_RULE_SCHEMA_PREFIX, packet->object, "an extension schema has no pdfaSchema:prefix");
	for (each = schema->first; each != NULL; each = each->next)
		if (strcmp(each->space, SCHEMA) != 0 || !kx_one_of(each->name, "schema namespaceURI prefix property valueType"))
			kx_breach(audit, KX_RULE_SCHEMA_FIELDS, packet->object, "an extension schema has a field \"%.40s\"", each->name);
	if (kx_xml_child(schema, SCHEMA, "valueType") != NULL)
		kx_breach(audit, KX_RULE_UNKNOWN, packet->object, "an extension schema defines types");
	if (properties == NULL)
		return;
	if (!is_container(properties, "Seq") || strcmp(properties->prefix, "pdfaSchema") != 0) {
		kx_breach(audit, KX_RULE_SCHEMA_PROPERTIES, packet->object, "pdfaSchema:property is no rdf:Seq");
		return;
	}
	for (each = properties->first->first; each != NULL; each = each->next)
		audit_described(packet, resource(each));
}

static void
audit_schemas(const struct packet *packet)
{
	const char *value, *prefix;
	const struct kx_xml *all = find_property(packet, EXTENSION, "schemas", &value, &prefix), *item;

	if (all == NULL)
		return;
	if (!is_container(all, "Bag") || strcmp(all->prefix, "pdfaExtension") != 0) {
		kx_breach(packet->audit, KX_RULE_SCHEMA_BAG, packet->object, "pdfaExtension:schemas is no rdf:Bag");
		return;
	}
	for (item = all->first->first; item != NULL; item = item->next)
		audit_schema(packet, resource(item));
}

/* ---- properties ---- */

static void
audit_property(const struct packet *packet, const struct kx_xml *xml, const char *space, const char *name, const char *value)
{
	const struct kx_xml *description, *type;
	size_t i;

	for (i = 0; i < sizeof(schemas) / sizeof(schemas[0]); i++) {
		if (strcmp(schemas[i].space, space) != 0 || !in_schema(i, name))
			continue;
		if (!fits(xml, value, i, name))
			kx_breach(packet->audit, KX_RULE_PROPERTY_TYPE, packet->object, "%.40s is not of its type", name);
		return;
	}
	description = described(packet, space, name);
	if (description == NULL) {
		kx_breach(packet->audit, KX_RULE_PROPERTY_KNOWN, packet->object, "%.40s of \"%.60s\" is not described", name, space);
		return;
	}
	type = kx_xml_child(description, PROPERTY, "valueType");
	if (type != NULL && strcmp(type->text, "Integer") == 0 && !is_integer(value))
		kx_breach(packet->audit, KX_RULE_PROPERTY_TYPE, packet->object, "%.40s is no integer", name);
}

static void
audit_properties(const struct packet *packet)
{
	struct kx_xml *description, *each;
	size_t i;

	for (description = packet->rdf->first; description != NULL; description = description->next) {
		if (strcmp(description->space, RDF) != 0 || strcmp(description->name, "Description") != 0) {
			kx_breach(packet->audit, KX_RULE_PACKET_XML, packet->object, "rdf:RDF holds %.40s", description->name);
			continue;
		}
		for (i = 0; i < description->attribute_count; i++)
			if (strcmp(description->attributes[i].space, RDF) != 0 && strcmp(description->attributes[i].space, XML) != 0)
				audit_property(packet, NULL, description->attributes[i].space, description->attributes[i].name,
				    description->attributes[i].value);
		for (each = description->first; each != NULL; each = each->next)
			audit_property(packet, each, each->space, each->name, each->text);
	}
}

static void
audit_identity(const struct packet *packet)
{
	struct kx_audit *audit = packet->audit;
	const char *value, *prefix, *amended, *corrected;

	find_property(packet, ACCESSIBLE, "part", &value, &prefix);
	if (value == NULL)
		kx_breach(audit, KX_RULE_ACCESSIBLE_ID, packet->object, "there is no pdfuaid:part");
	else if (strcmp(value, "1") != 0)
		kx_breach(audit, KX_RULE_ACCESSIBLE_PART, packet->object, "pdfuaid:part is \"%.20s\"", value);
	if (prefix != NULL && strcmp(prefix, "pdfuaid") != 0)
		kx_breach(audit, KX_RULE_ACCESSIBLE_PREFIX, packet->object, "part has the prefix \"%.20s\"", prefix);
	find_property(packet, ARCHIVAL, "part", &value, &prefix);
	if (value == NULL)
		kx_breach(audit, KX_RULE_ARCHIVAL_ID, packet->object, "there is no pdfaid:part");
	else if (strcmp(value, "3") != 0)
		kx_breach(audit, KX_RULE_ARCHIVAL_PART, packet->object, "pdfaid:part is \"%.20s\"", value);
	if (prefix != NULL && strcmp(prefix, "pdfaid") != 0)
		kx_breach(audit, KX_RULE_ARCHIVAL_PART_PREFIX, packet->object, "part has the prefix \"%.20s\"", prefix);
	find_property(packet, ARCHIVAL, "amd", &amended, &prefix);
	find_property(packet, ARCHIVAL, "corr", &corrected, &prefix);
	if (amended != NULL || corrected != NULL)
		kx_breach(audit, KX_RULE_UNKNOWN, packet->object, "an amendment or corrigendum of PDF/A is named");
	find_property(packet, ARCHIVAL, "conformance", &value, &prefix);
	if (value == NULL || strcmp(value, "A") != 0)
		kx_breach(audit, KX_RULE_ARCHIVAL_LEVEL, packet->object, "pdfaid:conformance is \"%.20s\"", value != NULL ? value : "");
	if (prefix != NULL && strcmp(prefix, "pdfaid") != 0)
		kx_breach(audit, KX_RULE_ARCHIVAL_LEVEL_PREFIX, packet->object, "conformance has the prefix \"%.20s\"", prefix);
}

/* ---- the information dictionary ---- */

/* "D:20260131120000Z" and "2026-01-31T12:00:00Z" without their marks: digits, sign, digits. */
static void
bare_date(const char *text, char ret_bare[40])
{
	size_t used = 0;

	for (; *text != '\0' && used < 39; text++)
		if (isdigit((unsigned char)*text) || strchr("+-Z", *text) != NULL)
			ret_bare[used++] = *text;
	ret_bare[used] = '\0';
}

static bool
same_date(const char *info, const char *packet)
{
	char a[40], b[40];
	size_t i, used = 0;

	bare_date(strncmp(info, "D:", 2) == 0 ? info + 2 : info, a);
	bare_date(packet, b);
	/* The hyphens between year, month and day. */
	for (i = 0; b[i] != '\0'; i++)
		if (b[i] != '-' || i > 8)
			b[used++] = b[i];
	b[used] = '\0';
	return strcmp(a, b) == 0;
}

static void
audit_info(const struct packet *packet)
{
	static const struct { const char *key, *space, *name; bool date; } pairs[] = {
		{ "/Title", DC, "title", false }, { "/Author", DC, "creator", false }, { "/Subject", DC, "description", false },
		{ "/Keywords", PDF, "Keywords", false }, { "/Creator", XMP, "CreatorTool", false }, { "/Producer", PDF, "Producer", false },
		{ "/CreationDate", XMP, "CreateDate", true }, { "/ModDate", XMP, "ModifyDate", true },
	};
	struct kx_audit *audit = packet->audit;
	qpdf_oh info = kx_ask(audit, audit->trailer, "/Info");
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		const char *a = kx_ask_text(audit, info, pairs[i].key), *b = words_of(packet, pairs[i].space, pairs[i].name);

		if (a == NULL)
			continue;
		if (b == NULL || (pairs[i].date ? !same_date(a, b) : strcmp(a, b) != 0))
			kx_breach(audit, KX_RULE_INFO_AGREES, kx_number_of(audit, info), "%s is \"%.60s\", in the packet \"%.60s\"",
			    pairs[i].key + 1, a, b != NULL ? b : "");
	}
}

/* ---- the packet ---- */

/* The standard asks for the property by its name, prefix and all. */
static void
audit_title(const struct packet *packet)
{
	const char *value, *prefix, *words = words_of(packet, DC, "title");

	find_property(packet, DC, "title", &value, &prefix);
	if (words == NULL || words[0] == '\0')
		kx_breach(packet->audit, KX_RULE_TITLE, packet->object, "there is no dc:title");
	else if (strcmp(prefix, "dc") != 0)
		kx_breach(packet->audit, KX_RULE_TITLE, packet->object, "the title has the prefix \"%.20s\"", prefix);
	else if (!packet->audit->has_language)
		kx_breach(packet->audit, KX_RULE_METADATA_LANGUAGE, packet->object, "neither the title nor the catalog has a language");
}

static void
audit_packet(struct packet *packet, const char *bytes, size_t length)
{
	struct kx_audit *audit = packet->audit;
	const char *instruction, *reason;
	struct kx_xml *root;
	size_t offset;

	if (!kx_utf8_valid(bytes, length, &offset)) {
		kx_breach(audit, KX_RULE_PACKET_UTF8, packet->object, "byte %zu is not UTF-8", offset);
		return;
	}
	root = kx_xml_parse(audit->expat, audit->arena, bytes, length, &instruction, &reason);
	if (root == NULL) {
		kx_breach(audit, KX_RULE_PACKET_XML, packet->object, "%s", reason);
		return;
	}
	if (instruction == NULL || strstr(instruction, "id=") == NULL)
		kx_breach(audit, KX_RULE_PACKET_XML, packet->object, "there is no packet header");
	if (instruction != NULL && strstr(instruction, "bytes=") != NULL)
		kx_breach(audit, KX_RULE_PACKET_BYTES, packet->object, "the packet's header has it");
	if (instruction != NULL && strstr(instruction, "encoding=") != NULL)
		kx_breach(audit, KX_RULE_PACKET_ENCODING, packet->object, "the packet's header has it");
	packet->rdf = strcmp(root->name, "RDF") == 0 ? root : kx_xml_child(root, RDF, "RDF");
	if (packet->rdf == NULL) {
		kx_breach(audit, KX_RULE_PACKET_XML, packet->object, "there is no rdf:RDF");
		return;
	}
	kx_audit_rdf(audit, packet->rdf, packet->object);
	audit_properties(packet);
	audit_schemas(packet);
	audit_identity(packet);
	audit_title(packet);
	audit_info(packet);
}

void
kx_audit_metadata(struct kx_audit *audit)
{
	qpdf_oh stream = kx_ask(audit, audit->root, "/Metadata");
	struct packet packet = { audit, NULL, kx_number_of(audit, stream) };
	unsigned char *bytes;
	size_t length;

	if (!qpdf_oh_is_stream(audit->qpdf, stream) || !kx_name_is(audit, stream, "/Type", "Metadata") ||
	    !kx_name_is(audit, stream, "/Subtype", "XML")) {
		kx_breach(audit, KX_RULE_NO_METADATA, kx_number_of(audit, audit->root), "Metadata is no such stream");
		return;
	}
	bytes = kx_ask_stream(audit, stream, &length);
	if (bytes != NULL)
		audit_packet(&packet, (const char *)bytes, length);
	free(bytes);
}
