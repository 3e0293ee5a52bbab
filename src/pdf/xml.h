/*
 * xml: a small XML document as a tree, with its namespaces.  The only door of
 * src/pdf to expat, which is loaded when a PDF is audited; src/read has its own, for drawings.
 */
#ifndef KX_PDF_XML_H
#define KX_PDF_XML_H

#include "base/library.h"

#include <expat.h>
#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;

#define KX_EXPAT_FUNCTIONS(F) \
	F(XML_ErrorString) F(XML_GetCurrentLineNumber) F(XML_GetErrorCode) F(XML_Parse) F(XML_ParserCreateNS) F(XML_ParserFree) \
	F(XML_SetCharacterDataHandler) F(XML_SetElementHandler) F(XML_SetHashSalt) F(XML_SetProcessingInstructionHandler) \
	F(XML_SetReturnNSTriplet) F(XML_SetStartDoctypeDeclHandler) F(XML_SetUserData) F(XML_StopParser)

struct kx_expat { KX_EXPAT_FUNCTIONS(KX_LIBRARY_MEMBER) };

bool kx_expat_load(struct kx_expat *expat, struct kx_diagnostics *diags);   /* KX890 when it is not on this machine */

/* What it says of itself, for the life of the process; NULL when it is not there. */
const char *kx_expat_version(void);

struct kx_xml_attribute { const char *space, *name, *prefix, *value; };

struct kx_xml {
	const char *space, *name, *prefix;   /* namespace URI, local name, prefix; "" for none */
	struct kx_xml_attribute *attributes; size_t attribute_count;
	const char *text;                    /* all characters straight inside it, "" for none */
	struct kx_xml *first, *last, *next, *parent;
};

/*
 * Parse `length` bytes of UTF-8.  Null, with a reason, when they are not
 * well-formed, nested more than 60 deep, or have a document type (which a
 * packet of metadata has no use for).  `*ret_packet` is what stands in the
 * first <?xpacket ...?>, NULL without one.
 */
struct kx_xml *kx_xml_parse(const struct kx_expat *expat, struct kx_arena *arena, const char *bytes, size_t length,
    const char **ret_packet, const char **ret_reason);

/* The first element of that name inside; NULL when there is none or `xml` is NULL. */
struct kx_xml *kx_xml_child(const struct kx_xml *xml, const char *space, const char *name);

/* An attribute's value, or NULL. */
const char *kx_xml_attribute(const struct kx_xml *xml, const char *space, const char *name);

#endif
