/*
 * HTML's character references
 * (https://html.spec.whatwg.org/#character-references).
 */
#include "listing/entity.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Names that are the same in every version of HTML, with &quot;. */
static const struct {
	const char *name;
	size_t length;
	char character;
} names[] = {
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

	/* In JSON nearly all references are this one. */
	if (n >= 6 && memcmp(s, "&quot;", 6) == 0) {
		*(*out)++ = '"';
		return 6;
	}
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

/* Is one of eight bytes a control character, below a blank, or the other byte? */
static bool
has_control_or(uint64_t word, char other)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t same = word ^ (ones * (unsigned char)other);

	return ((((word - ones * 0x20) & ~word) | ((same - ones) & ~same)) &
		   ones * 0x80) != 0;
}

/*
 * Copy bytes to a place before them, up to an ampersand or a control character;
 * there is a NUL behind their end.  Return their count.
 */
static size_t
copy_plain(char *out, const char *in, const char *end)
{
	uint64_t word;
	size_t i = 0;

	for (; (size_t)(end - in) - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, in + i, sizeof(word));
		if (has_control_or(word, '&'))
			break;
		memcpy(out + i, &word, sizeof(word));
	}
	for (; in[i] != '&' && (unsigned char)in[i] >= 0x20; i++)
		out[i] = in[i];
	return i;
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
	char *end = text->data + text->length;
	size_t n;

	for (;;) {
		n = copy_plain(out, in, end);
		out += n;
		in += n;
		if (in == end)
			break;
		if (*in != '&' ||
		    (n = decode(in, (size_t)(end - in), &out)) == 0)
			return false;
		in += n;
	}
	text->length = (size_t)(out - text->data);
	*out = '\0';
	return true;
}
