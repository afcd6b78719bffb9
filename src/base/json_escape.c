/*
 * Replaces escapes in JSON strings that stand for no character (RFC 8259
 * section 8.2 does not define them), before a parser fails on them.
 */
#include "base/json_escape.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* The code unit of an escape \uXXXX at s, or -1. */
static int
code_unit(const char *s)
{
	char digits[5] = "";
	int i;

	if (s[0] != '\\' || s[1] != 'u')
		return -1;
	for (i = 0; i < 4; i++) {
		if (!isxdigit((unsigned char)s[2 + i]))
			return -1;
		digits[i] = s[2 + i];
	}
	return (int)strtol(digits, NULL, 16);
}

/*
 * Return the length of the escape at s if it stands for no character, or 0.
 * cJSON ends a string at \u0000, and refuses the whole text for half of a
 * surrogate pair.
 */
static size_t
bad_escape(const char *s)
{
	int unit = code_unit(s), low;

	if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
		return 6;
	if (unit < 0xd800 || unit > 0xdbff)
		return 0;
	low = code_unit(s + 6);
	return low >= 0xdc00 && low <= 0xdfff ? 0 : 6;
}

/* Return the length of the escape that the backslash at s begins. */
static size_t
escape_length(const char *s)
{
	int unit = code_unit(s);

	if (unit == -1)
		return s[1] == '\0' ? 1 : 2;
	return unit >= 0xd800 && unit <= 0xdbff ? 12 : 6;
}

/*
 * Return n bytes of JSON, with a NUL behind them, in which blanks replace
 * escapes that stand for no character.  They are the given bytes or, if any was
 * replaced, a copy of the same length in the buffer.
 */
const char *
json_escape_repair(struct buf *copy, const char *s, size_t n)
{
	const char *from = s, *p = s;
	size_t length;

	while ((p = memchr(p, '\\', n - (size_t)(p - s))) != NULL) {
		if ((length = bad_escape(p)) == 0) {
			p += escape_length(p);
			continue;
		}
		buf_add(copy, from, (size_t)(p - from));
		buf_add(copy, "      ", length);
		from = p += length;
	}
	if (from == s)
		return s;
	buf_add(copy, from, n - (size_t)(from - s));
	return copy->data;
}
