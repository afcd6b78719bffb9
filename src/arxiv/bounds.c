/*
 * What XML of arXiv never has, and would cost an XML parser very much.  It is
 * looked for in one pass over the bytes, before libxml2 sees any of them: its
 * 2.9.14 compares each attribute of a tag with all before it (tried: 700 kB of
 * them take ten seconds), and reads a document type before it tells of it.
 */
#include "arxiv/bounds.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

#define BYTES_MAX ((size_t)16 * 1024 * 1024)
#define TAG_MAX	  ((size_t)4 * 1024) /* bytes; arXiv's have some hundred */

/* What may stand in angle brackets beside tags, and how it ends. */
static const struct {
	const char *begin;
	const char *end;
} spans[] = {
	{ "<!--", "-->" },
	{ "<![CDATA[", "]]>" },
	{ "<?", "?>" },
};

/*
 * Return the place behind a tag's closing bracket, which counts for nothing in a
 * quoted value (XML 1.0, section 3.1), or NULL if the tag is too long or cut.
 */
static const char *
skip_tag(const char *s)
{
	const char *end = s + strnlen(s, TAG_MAX);
	char quote = '\0';

	for (; s < end; s++) {
		if (quote != '\0')
			quote = *s == quote ? '\0' : quote;
		else if (*s == '"' || *s == '\'')
			quote = *s;
		else if (*s == '>')
			return s + 1;
	}
	return NULL;
}

/*
 * Return the place behind the first `end` from s on, or NULL.  Not by strstr(),
 * because AddressSanitizer's measures all that follows, at each call.
 */
static const char *
skip_to(const char *s, const char *end)
{
	const size_t before = strlen(end) - 1;
	const char *p = s;

	while ((p = strchr(p, end[before])) != NULL) {
		p++;
		if ((size_t)(p - s) > before &&
		    memcmp(p - before - 1, end, before) == 0)
			return p;
	}
	return NULL;
}

/*
 * Return the place behind what begins at an angle bracket, or NULL with why it
 * is refused.
 */
static const char *
skip_markup(const char *s, const char **why)
{
	size_t i;

	*why = "it is cut";
	for (i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		if (strncmp(s, spans[i].begin, strlen(spans[i].begin)) != 0)
			continue;
		return skip_to(s, spans[i].end);
	}
	if (s[1] == '!') {
		*why = "it declares a document type, or the like";
		return NULL;
	}
	if (strnlen(s, TAG_MAX) == TAG_MAX)
		*why = "it has a tag of more than 4 KiB";
	return skip_tag(s);
}

/* Are n bytes UTF-8? */
static bool
is_utf8(const char *s, size_t n)
{
	uint32_t c;
	size_t used;

	for (; n > 0; s += used, n -= used) {
		if ((used = utf8_decode(s, n, &c)) == 0)
			return false;
	}
	return true;
}

/*
 * Return why n bytes, with a NUL behind them, are not given to an XML parser, as
 * a constant string, or NULL if they may be.  Of bytes that are no UTF-8 libxml2
 * 2.9.14 writes to standard error before anybody can set a handler for that.
 */
const char *
bounds_refuse(const char *s, size_t n)
{
	const char *why = NULL;

	if (n > BYTES_MAX)
		return "it is larger than 16 MiB";
	if (memchr(s, '\0', n) != NULL || !is_utf8(s, n))
		return "it is a binary file, or not UTF-8";
	while ((s = strchr(s, '<')) != NULL) {
		if ((s = skip_markup(s, &why)) == NULL)
			return why;
	}
	return NULL;
}
