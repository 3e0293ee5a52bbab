/*
 * The QR code: leads from paper to the clinic's page for this handout, or to
 * its web page when it has none.  What the code holds, what its alternative
 * says and what can be read and typed beside it is one address.
 */
#include "document/compose.h"

#include "document/address.h"

static struct kx_qr_code *
code_of(struct kx_composer *composer, const struct kx_address *address, bool handout)
{
	struct kx_qr_code *code = kx_arena_alloc(composer->arena, sizeof(*code));

	if (code == NULL)
		return NULL;
	code->address = address->uri;
	code->alt = KX_FILLED(composer, handout ? KX_WORD_CODE_ALT_HANDOUT : KX_WORD_CODE_ALT_WEB,
	    { "address", address->words }, { "clinic", composer->content->clinic.name });
	return code;
}

void
kx_form_qr_code(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	const struct kx_clinic *clinic = &composer->content->clinic;
	bool handout = clinic->handout_url != NULL;
	const char *text = handout ? clinic->handout_url : clinic->web, *fault, *hint;
	struct kx_origin origin = kx_origin_member(composer, clinic->origin, handout ? "handout_url" : "web");
	struct kx_address address = { NULL, NULL };
	struct kx_block *matter, *block, *caption, *paragraph;

	if (text == NULL)
		return;
	fault = kx_address_read(composer->arena, text, &address, &hint);
	if (fault != NULL) {
		kx_compose_error(composer, KX430, origin, hint, "the address \"%.80s\" %s", text, fault);
		return;
	}
	matter = kx_matter_open(composer, group, plan, NULL);
	block = kx_block_add(composer, matter, KX_BLOCK_QR_CODE, NULL, origin);
	block->code = code_of(composer, &address, handout);
	caption = kx_caption_open(composer, block, plan);
	kx_paragraph_add(composer, caption, "body",
	    kx_word(composer, handout ? KX_WORD_CODE_HANDOUT : KX_WORD_CODE_WEB), origin);
	paragraph = kx_block_add(composer, caption, KX_BLOCK_PARAGRAPH, "body", origin);
	if (address.words != NULL)
		kx_runs_link(composer, &paragraph->runs, address.words, address.uri, KX_STRONG);
	kx_matter_close(composer, matter, plan);
}
