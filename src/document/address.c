#include "document/address.h"

#include "base/arena.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* An address taken apart; none of it ends in NUL. */
struct parts {
	const char *scheme;   size_t scheme_length;      /* without "://"; 0 when it has none */
	const char *host;     size_t host_length;
	const char *port;     size_t port_length;
	const char *rest;                                 /* path, query and fragment */
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* RFC 3986, 2.2 and 2.3: the signs an address is made of; '%' only before two digits of base 16. */
static bool
signs_are_good(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '%' && isxdigit((unsigned char)text[1]) && isxdigit((unsigned char)text[2]))
			continue;
		if (!is_letter(*text) && !is_digit(*text) && strchr("-._~:/?#[]@!$&'()*+,;=", *text) == NULL)
			return false;
	}
	return true;
}

static struct parts
take_apart(const char *text)
{
	const char *scheme_end = strstr(text, "://");
	struct parts parts = { .scheme = text };
	size_t authority;
	const char *colon;

	/* "://" in a query belongs to another address. */
	if (scheme_end != NULL && strcspn(text, "/?#") >= (size_t)(scheme_end - text))
		parts.scheme_length = (size_t)(scheme_end - text);
	parts.host = parts.scheme_length > 0 ? scheme_end + 3 : text;
	authority = strcspn(parts.host, "/?#");
	parts.rest = parts.host + authority;
	colon = memchr(parts.host, ':', authority);
	parts.host_length = colon != NULL ? (size_t)(colon - parts.host) : authority;
	if (colon != NULL) {
		parts.port = colon + 1;
		parts.port_length = authority - parts.host_length - 1;
	}
	return parts;
}

/* Labels of letters, digits and inner hyphens, dots between, the last not of digits alone. */
static bool
host_is_good(const char *host, size_t length)
{
	size_t i, label = 0, dots = 0;
	bool letters = false;

	if (length == 0 || length > 253)
		return false;
	for (i = 0; i <= length; i++) {
		if (i == length || host[i] == '.') {
			if (label == 0 || label > 63 || host[i - 1] == '-')
				return false;
			dots += i < length;
			letters = letters && i == length;
			label = 0;
			continue;
		}
		if (!is_letter(host[i]) && !is_digit(host[i]) && (host[i] != '-' || label == 0))
			return false;
		letters = letters || is_letter(host[i]);
		label++;
	}
	return dots > 0 && letters;
}

static bool
port_is_good(const struct parts *parts)
{
	size_t i;

	if (parts->port == NULL)
		return true;
	for (i = 0; i < parts->port_length; i++)
		if (!is_digit(parts->port[i]))
			return false;
	return parts->port_length >= 1 && parts->port_length <= 5;
}

static bool
is_scheme(const struct parts *parts, const char *scheme)
{
	return parts->scheme_length == strlen(scheme) && strncasecmp(parts->scheme, scheme, parts->scheme_length) == 0;
}

static const char *
fault_of(const char *text, const struct parts *parts, const char **ret_hint)
{
	*ret_hint = "Write the whole address, like \"https://www.example.org/handout\".";
	if (!signs_are_good(text)) {
		*ret_hint = "Copy the address from the browser's address line; it has no spaces and no letters but a to z.";
		return "has a sign in it that no web address holds";
	}
	if (text[0] == '/' || text[0] == '.' || text[0] == '?' || text[0] == '#')
		return "is relative: paper has no page it could start from";
	if (memchr(parts->host, '@', strcspn(parts->host, "/?#")) != NULL) {
		*ret_hint = "Leave out what stands before the \"@\", and the \"@\".";
		return "has a name before its host, and leads elsewhere than it seems to";
	}
	if (parts->scheme_length > 0 && !is_scheme(parts, "https") && !is_scheme(parts, "http"))
		return "is not of the web: it begins with neither https:// nor http://";
	if (!host_is_good(parts->host, parts->host_length))
		return "has no host name that the web knows";
	if (!port_is_good(parts))
		return "has a port that is not a number";
	return NULL;
}

const char *
kx_address_read(struct kx_arena *arena, const char *text, struct kx_address *ret_address, const char **ret_hint)
{
	struct parts parts = take_apart(text);
	const char *fault = fault_of(text, &parts, ret_hint);
	bool secure = parts.scheme_length == 0 || is_scheme(&parts, "https");
	size_t length;

	if (fault != NULL)
		return fault;
	length = strlen(parts.host);
	/* A browser opens https by itself; a last slash after the host says nothing. */
	if (length > 0 && parts.rest == parts.host + length - 1 && *parts.rest == '/')
		length--;
	ret_address->uri = kx_arena_print(arena, "%s%s", secure ? "https://" : "http://", parts.host);
	ret_address->words = kx_arena_print(arena, "%s%.*s", secure ? "" : "http://", (int)length, parts.host);
	return NULL;
}
