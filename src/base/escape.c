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
#include "base/plain.h"
#include "base/utf8.h"

/* A string is escaped for the place where it is put.  Each place is a bit. */
enum place { IN_TEXT = 1, IN_ATTRIBUTE = 2, IN_PLAIN_TEXT = 4 };

/*
 * Is it, beyond ASCII, a character of XML 1.0 (section 2.2, Char), and neither a
 * control nor a replacement character, which the W3C validator calls
 * BadCharacters?
 */
static bool
is_allowed(uint32_t c)
{
	return c > 0x9f && (c < 0xfffd || c > 0xffff);
}

/* Add what replaces an ASCII character where it is not plain, or nothing. */
static void
add_reference(struct buf *out, char c, enum place place)
{
	switch (c) {
	case '&':
		if (place == IN_PLAIN_TEXT)
			buf_puts(out, "&#x26;");
		else
			buf_puts(out, "&amp;");
		break;
	case '<':
		if (place == IN_PLAIN_TEXT)
			buf_puts(out, "&#x3C;");
		else
			buf_puts(out, "&lt;");
		break;
	case '>':
		buf_puts(out, "&gt;");
		break;
	case '\r':
		buf_puts(out, "&#13;");
		break;
	case '"':
		buf_puts(out, "&quot;");
		break;
	case '\t':
		buf_puts(out, "&#9;");
		break;
	case '\n':
		buf_puts(out, "&#10;");
		break;
	default:
		break;
	}
}

/*
 * The places where an ASCII character stands as it is: ALL of them, or those
 * that are CONTENT of elements.
 */
#define CONTENT (IN_TEXT | IN_PLAIN_TEXT)
#define ALL	(CONTENT | IN_ATTRIBUTE)

/* clang-format off */
static const unsigned char plain[UCHAR_MAX + 1] = {
	['\t'] = CONTENT, CONTENT,
	[' '] = ALL, ALL, CONTENT, ALL, ALL, ALL, 0, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
	ALL, ALL, ALL, ALL, 0, ALL, 0, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,
	ALL, ALL, ALL, ALL, ALL, ALL, ALL,
};
/* clang-format on */

/* Return how many of n bytes need no escape, up to the first one that may. */
static size_t
count_plain(const char *s, size_t n, enum place place)
{
	size_t i = plain_length(s, n, true);

	while (i < n && (plain[(unsigned char)s[i]] & place) != 0)
		i++;
	return i;
}

/* Add n bytes, escaped, without what XML forbids and without broken UTF-8. */
static void
escape(struct buf *out, const char *s, size_t length, enum place place)
{
	const char *end = s + length, *from = s;
	uint32_t c;
	size_t n;

	while ((s += count_plain(s, (size_t)(end - s), place)) < end) {
		n = utf8_decode(s, (size_t)(end - s), &c);
		if (n > 1 && is_allowed(c)) {
			s += n;
			continue;
		}
		buf_add(out, from, (size_t)(s - from));
		if (n == 1)
			add_reference(out, *s, place);
		s += n == 0 ? 1 : n;
		from = s;
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
