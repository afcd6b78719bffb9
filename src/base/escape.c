/*
 * Escapes text for XML 1.0 and HTML, which escape alike: whatever a string
 * holds, it is text there and never markup.
 */
#include "base/escape.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* A string is escaped for the place where it is put. */
enum place { IN_TEXT, IN_ATTRIBUTE, IN_PLAIN_TEXT };

/*
 * Is it a character of XML 1.0 (section 2.2, Char), and neither a control nor
 * a replacement character, which the W3C validator calls BadCharacters?
 */
static bool
is_allowed(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return (c < 0x7f || c > 0x9f) && (c < 0xfffd || c > 0xffff);
}

static const char *
reference(char c, enum place place)
{
	switch (c) {
	case '&':
		return place == IN_PLAIN_TEXT ? "&#x26;" : "&amp;";
	case '<':
		return place == IN_PLAIN_TEXT ? "&#x3C;" : "&lt;";
	case '>':
		return "&gt;";
	case '\r':
		return "&#13;";
	case '"':
		return place == IN_ATTRIBUTE ? "&quot;" : NULL;
	case '\t':
		return place == IN_ATTRIBUTE ? "&#9;" : NULL;
	case '\n':
		return place == IN_ATTRIBUTE ? "&#10;" : NULL;
	default:
		return NULL;
	}
}

/* ASCII that needs no escape anywhere: from blank to tilde, except "&<>. */
/* clang-format off */
static const bool plain[UCHAR_MAX + 1] = {
	[' '] = 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};
/* clang-format on */

/*
 * Find how many bytes the character at s has, and what replaces it: NULL for
 * the character itself, a reference, or "" for nothing.
 */
static size_t
look(const char *s, size_t length, enum place place, const char **instead)
{
	uint32_t c;
	size_t n = utf8_decode(s, length, &c);

	*instead = n == 1 ? reference(*s, place) : NULL;
	if (n == 0 || (*instead == NULL && !is_allowed(c)))
		*instead = "";
	return n == 0 ? 1 : n;
}

/* Add n bytes, escaped, without what XML forbids and without broken UTF-8. */
static void
escape(struct buf *out, const char *s, size_t length, enum place place)
{
	const char *end = s + length, *from = s, *instead;
	size_t n;

	while (s < end) {
		if (plain[(unsigned char)*s]) {
			s++;
			continue;
		}
		n = look(s, (size_t)(end - s), place, &instead);
		if (instead != NULL) {
			buf_add(out, from, (size_t)(s - from));
			buf_puts(out, instead);
			from = s + n;
		}
		s += n;
	}
	buf_add(out, from, (size_t)(end - from));
}

/* Add a text for an element's content (XML 1.0 section 2.4). */
void
escape_text(struct buf *out, const char *s)
{
	escape(out, s, strlen(s), IN_TEXT);
}

/* The same for n bytes. */
void
escape_text_n(struct buf *out, const char *s, size_t n)
{
	escape(out, s, n, IN_TEXT);
}

/*
 * Add a text of RSS that is no markup: & and < as numbers, which no reader
 * takes for HTML (RSS Best Practices Profile, "Character Data").
 */
void
escape_plain_text(struct buf *out, const char *s)
{
	escape(out, s, strlen(s), IN_PLAIN_TEXT);
}

/* Add a text for an attribute's value in double quotes. */
void
escape_attribute(struct buf *out, const char *s)
{
	escape(out, s, strlen(s), IN_ATTRIBUTE);
}
