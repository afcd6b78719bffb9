/*
 * HTML's character references
 * (https://html.spec.whatwg.org/#character-references).
 */
#include "listing/entity.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Names that are the same in every version of HTML. */
static const struct {
	const char *name;
	size_t length;
	char character;
} names[] = {
	{ "&quot;", 6, '"' },
	{ "&amp;", 5, '&' },
	{ "&lt;", 4, '<' },
	{ "&gt;", 4, '>' },
};

/*
 * Read a numeric reference at the start of n bytes into *c, a number above
 * U+10FFFF if it is no character.  Return the bytes it takes, with its
 * semicolon if it has one, or 0 if there is none.
 */
size_t
entity_number(const char *s, size_t n, uint32_t *c)
{
	static const char digits[] = "0123456789abcdef";
	const char *digit;
	size_t i = 2, start;
	uint32_t base = 10;

	if (n < 3 || s[0] != '&' || s[1] != '#')
		return 0;
	if (s[2] == 'x' || s[2] == 'X') {
		base = 16;
		i++;
	}
	*c = 0;
	for (start = i; i < n; i++) {
		digit = memchr(digits, s[i] >= 'A' ? s[i] | 0x20 : s[i], base);
		if (digit == NULL)
			break;
		if (*c <= 0x10ffff)
			*c = *c * base + (uint32_t)(digit - digits);
	}
	if (i == start)
		return 0;
	return i < n && s[i] == ';' ? i + 1 : i;
}

/* Characters that a number stands for in every HTML parser. */
static bool
is_sure(uint32_t c)
{
	return (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < 0xd800) ||
	    (c >= 0xe000 && c < 0xfdd0) || (c >= 0xfdf0 && c < 0xfffe) ||
	    (c >= 0x10000 && c <= 0x10ffff && (c & 0xfffe) != 0xfffe);
}

/*
 * Decode the reference at s to *out; the result is never longer than the
 * reference.  Return the bytes it takes, or 0 if parsers disagree about it.
 */
static size_t
decode(const char *s, size_t n, char **out)
{
	char encoded[UTF8_MAX];
	uint32_t c;
	size_t i, length;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		length = names[i].length;
		if (n >= length && memcmp(s, names[i].name, length) == 0) {
			*(*out)++ = names[i].character;
			return length;
		}
	}
	length = entity_number(s, n, &c);
	if (length == 0 || s[length - 1] != ';' || !is_sure(c))
		return 0;
	i = utf8_encode(c, encoded);
	memcpy(*out, encoded, i);
	*out += i;
	return length;
}

/* Is one of n bytes a control character, below a blank?  Eight at a time. */
static bool
has_control(const char *s, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;

	for (; n >= sizeof(word); s += sizeof(word), n -= sizeof(word)) {
		memcpy(&word, s, sizeof(word));
		if (((word - ones * 0x20) & ~word & ones * 0x80) != 0)
			return true;
	}
	for (; n > 0; s++, n--) {
		if ((unsigned char)*s < 0x20)
			return true;
	}
	return false;
}

/*
 * Decode a text in place.  Return false, with the text spoilt, when it holds
 * a control character, a reference that parsers read differently, or a bare
 * ampersand.
 */
bool
entity_decode(struct buf *text)
{
	char *in = text->data, *out = text->data;
	char *end = text->data + text->length, *next;
	size_t n;

	while (in < end) {
		next = memchr(in, '&', (size_t)(end - in));
		n = (size_t)((next == NULL ? end : next) - in);
		if (has_control(in, n))
			return false;
		memmove(out, in, n);
		out += n;
		in += n;
		if (in == end)
			break;
		if ((n = decode(in, (size_t)(end - in), &out)) == 0)
			return false;
		in += n;
	}
	text->length = (size_t)(out - text->data);
	*out = '\0';
	return true;
}
