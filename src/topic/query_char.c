/* Classes of characters in queries, the same in every locale. */
#include "topic/query_char.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

/* White space beyond ASCII, which pasted text may have. */
static const uint32_t spaces[][2] = { { 0x00a0, 0x00a0 }, { 0x2000, 0x200a },
	{ 0x2028, 0x2029 }, { 0x202f, 0x202f }, { 0x205f, 0x205f },
	{ 0x3000, 0x3000 } };

/*
 * Characters beyond ASCII that are neither letter nor digit, by Unicode's
 * blocks.  unicode61 finds no word in them either: a term of these alone would
 * match nothing in FTS5, or vanish from the query.
 */
static const uint32_t symbols[][2] = { { 0x0080, 0x00a9 }, { 0x00ab, 0x00b1 },
	{ 0x00b4, 0x00b4 }, { 0x00b6, 0x00b8 }, { 0x00bb, 0x00bb },
	{ 0x00bf, 0x00bf }, { 0x00d7, 0x00d7 }, { 0x00f7, 0x00f7 },
	{ 0x02c2, 0x02c5 }, { 0x02d2, 0x02df }, { 0x0300, 0x036f },
	{ 0x0387, 0x0387 }, { 0x055a, 0x055f }, { 0x0589, 0x058a },
	{ 0x061e, 0x061f }, { 0x066a, 0x066d }, { 0x0964, 0x0965 },
	{ 0x2000, 0x206f }, { 0x207a, 0x207e }, { 0x208a, 0x208e },
	{ 0x20a0, 0x20ff }, { 0x2116, 0x2118 }, { 0x2120, 0x2123 },
	{ 0x2190, 0x244f }, { 0x249c, 0x24e9 }, { 0x2500, 0x2775 },
	{ 0x2794, 0x2bff }, { 0x2e00, 0x2e2e }, { 0x2e30, 0x2e7f },
	{ 0x3000, 0x3004 }, { 0x3008, 0x3020 }, { 0x3030, 0x3030 },
	{ 0x303d, 0x303f }, { 0x309b, 0x309c }, { 0x30a0, 0x30a0 },
	{ 0x30fb, 0x30fb }, { 0x4dc0, 0x4dff }, { 0xfd3e, 0xfd3f },
	{ 0xfe00, 0xfe6f }, { 0xfeff, 0xff0f }, { 0xff1a, 0xff20 },
	{ 0xff3b, 0xff40 }, { 0xff5b, 0xff65 }, { 0xffe0, 0xffff },
	{ 0x1f000, 0x1f0ff }, { 0x1f10d, 0x1faff }, { 0xe0000, 0xe01ff } };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Is it white space, in ASCII or beyond? */
bool
query_char_is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') ||
	    utf8_is_in(c, spaces, COUNT(spaces));
}

/* Is it a control character other than white space? */
bool
query_char_is_control(uint32_t c)
{
	return (c < ' ' && strchr("\t\n\r", (int)c) == NULL) ||
	    (c >= 0x7f && c < 0xa0);
}

/* Is it neither a letter nor a digit? */
bool
query_char_is_symbol(uint32_t c)
{
	if (c < 0x80)
		return !isalnum((int)c);
	return utf8_is_in(c, symbols, COUNT(symbols));
}

/* Is it a typographic double quote, as word processors insert them? */
bool
query_char_is_curly(uint32_t c)
{
	return (c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb;
}
