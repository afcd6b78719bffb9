#include "base/utf8.h"

/* What the first byte of a character tells (Unicode 15, table 3-7). */
static const struct lead {
	unsigned char first, last; /* range of the first byte */
	unsigned char low, high;   /* range of the second byte */
	size_t length;
} leads[] = {
	{ 0x00, 0x7f, 0x00, 0x00, 1 },
	{ 0xc2, 0xdf, 0x80, 0xbf, 2 }, /* c0 and c1 would be overlong */
	{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0xed, 0x80, 0x9f, 3 }, /* a0 upwards are surrogates */
	{ 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 4 }, /* U+10FFFF is the last */
};

static const struct lead *
find_lead(unsigned char c)
{
	size_t i;

	for (i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
		if (c >= leads[i].first && c <= leads[i].last)
			return &leads[i];
	}
	return NULL;
}

/*
 * Decode the character at the start of n bytes into *c.  Return the bytes it
 * takes, or 0 when they are not UTF-8: overlong, a surrogate, above U+10FFFF,
 * cut, or no character at all.
 */
size_t
utf8_decode(const char *s, size_t n, uint32_t *c)
{
	const unsigned char *u = (const unsigned char *)s;
	const struct lead *lead;
	size_t i;

	if (n == 0)
		return 0;
	if (u[0] < 0x80) {
		*c = u[0];
		return 1;
	}
	lead = find_lead(u[0]);
	if (lead == NULL || lead->length > n || u[1] < lead->low ||
	    u[1] > lead->high)
		return 0;
	*c = u[0] & (0xffU >> (lead->length + 1));
	for (i = 1; i < lead->length; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | (u[i] & 0x3fU);
	}
	return lead->length;
}

/*
 * Encode a character, not a surrogate and at most U+10FFFF, into s without a
 * NUL.  Return the bytes it takes.
 */
size_t
utf8_encode(uint32_t c, char s[static UTF8_MAX])
{
	if (c < 0x80) {
		s[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		s[0] = (char)(0xc0 | c >> 6);
		s[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		s[0] = (char)(0xe0 | c >> 12);
		s[1] = (char)(0x80 | (c >> 6 & 0x3f));
		s[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	s[0] = (char)(0xf0 | c >> 18);
	s[1] = (char)(0x80 | (c >> 12 & 0x3f));
	s[2] = (char)(0x80 | (c >> 6 & 0x3f));
	s[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* Is a character in one of some ranges, each with its first and last one? */
bool
utf8_is_in(uint32_t c, const uint32_t (*ranges)[2], size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	}
	return false;
}
