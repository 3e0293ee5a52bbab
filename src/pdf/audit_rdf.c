/*
 * The grammar of RDF that an XMP packet keeps to (ISO 16684-1, 7.2 to 7.9;
 * Annex C of the XMP specification, part 1): nodes hold properties, a property
 * holds words, one node, or (parseType Resource) properties; a container holds
 * items, which are properties.  What an attribute may be depends on which of
 * these its element is.
 *
 * A reader that meets anything else gives up on the whole packet, identifiers
 * of the standards and all.
 */
#include "pdf/audit.h"
#include "pdf/xml.h"

#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XML "http://www.w3.org/XML/1998/namespace"

struct grammar { struct kx_audit *audit; int object; };

static bool
is_rdf(const struct kx_xml *xml, const char *names)
{
	return strcmp(xml->space, RDF) == 0 && kx_one_of(xml->name, names);
}

static bool
has_words(const struct kx_xml *xml)
{
	return xml->text[strspn(xml->text, " \t\r\n")] != '\0';
}

/* `names` are those of RDF that the element may have; xml:lang and those of other schemas when it may. */
static void
check_attributes(const struct grammar *grammar, const struct kx_xml *xml, const char *names, bool may_lang, bool may_other)
{
	size_t i;

	for (i = 0; i < xml->attribute_count; i++) {
		const struct kx_xml_attribute *attribute = &xml->attributes[i];
		bool good = strcmp(attribute->space, RDF) == 0 ? kx_one_of(attribute->name, names) :
		    strcmp(attribute->space, XML) == 0 ? may_lang && strcmp(attribute->name, "lang") == 0 :
		    attribute->space[0] != '\0' && may_other;

		if (!good)
			kx_breach(grammar->audit, KX_RULE_PACKET_XML, grammar->object, "%.40s has an attribute \"%.40s\"", xml->name, attribute->name);
	}
}

static void check_property(const struct grammar *grammar, const struct kx_xml *xml);

static void
check_node(const struct grammar *grammar, const struct kx_xml *xml)
{
	const char *items = is_rdf(xml, "Description") ? NULL : "li";
	const struct kx_xml *each;

	if (items == NULL)
		check_attributes(grammar, xml, "about ID nodeID", false, true);
	else
		check_attributes(grammar, xml, "", false, false);
	if (has_words(xml))
		kx_breach(grammar->audit, KX_RULE_PACKET_XML, grammar->object, "%.40s has words of its own", xml->name);
	for (each = xml->first; each != NULL; each = each->next) {
		if (items != NULL && !is_rdf(each, items))
			kx_breach(grammar->audit, KX_RULE_PACKET_XML, grammar->object, "%.40s holds %.40s", xml->name, each->name);
		else
			check_property(grammar, each);
	}
}

static void
check_property(const struct grammar *grammar, const struct kx_xml *xml)
{
	const char *parse = kx_xml_attribute(xml, RDF, "parseType");
	const struct kx_xml *each;

	if (is_rdf(xml, "RDF Description Bag Seq Alt ID about parseType resource nodeID datatype")) {
		kx_breach(grammar->audit, KX_RULE_PACKET_XML, grammar->object, "%.40s stands in the place of a property", xml->name);
		return;
	}
	if (parse != NULL && strcmp(parse, "Resource") != 0) {
		kx_breach(grammar->audit, KX_RULE_PACKET_XML, grammar->object, "%.40s has the parseType \"%.40s\"", xml->name, parse);
	} else if (parse != NULL) {
		check_attributes(grammar, xml, "parseType ID", true, false);
		for (each = xml->first; each != NULL; each = each->next)
			check_property(grammar, each);
	} else if (xml->first == NULL) {
		check_attributes(grammar, xml, "ID datatype resource nodeID", true, !has_words(xml));
		return;
	} else if (xml->first->next != NULL || !is_rdf(xml->first, "Description Bag Seq Alt")) {
		kx_breach(grammar->audit, KX_RULE_PACKET_XML, grammar->object, "%.40s holds %s", xml->name,
		    xml->first->next != NULL ? "more than one thing" : xml->first->name);
	} else {
		check_attributes(grammar, xml, "ID", true, false);
		check_node(grammar, xml->first);
	}
	if (has_words(xml))
		kx_breach(grammar->audit, KX_RULE_PACKET_XML, grammar->object, "%.40s has words beside elements", xml->name);
}

void
kx_audit_rdf(struct kx_audit *audit, const struct kx_xml *rdf, int object)
{
	struct grammar grammar = { audit, object };
	const struct kx_xml *each;

	check_attributes(&grammar, rdf, "", false, false);
	for (each = rdf->first; each != NULL; each = each->next)
		if (is_rdf(each, "Description"))
			check_node(&grammar, each);
}
