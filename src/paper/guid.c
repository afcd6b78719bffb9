/*
 * The permanent id of an entry.  Nothing here may ever change: the same paper
 * must get the same guid from any version of this program, so even the
 * folding of titles is spelt out and not left to a library that learns.
 */
#include "paper/guid.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <uuid.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "paper/paper.h"

/* Capitals beyond ASCII whose small letter is a fixed step away. */
static const struct {
	uint32_t first, last;
	int32_t step;
} capitals[] = {
	{ 0xc0, 0xd6, 32 },	/* À to Ö */
	{ 0xd8, 0xde, 32 },	/* Ø to Þ */
	{ 0x178, 0x178, -121 }, /* Ÿ */
	{ 0x386, 0x386, 38 },	/* Greek */
	{ 0x388, 0x38a, 37 },
	{ 0x38c, 0x38c, 64 },
	{ 0x38e, 0x38f, 63 },
	{ 0x391, 0x3ab, 32 },
	{ 0x400, 0x40f, 80 }, /* Cyrillic */
	{ 0x410, 0x42f, 32 },
};

/* Capitals with their small letter behind them: even ones, then odd ones. */
static const struct {
	uint32_t first, last;
} pairs[] = {
	{ 0x100, 0x137 },
	{ 0x14a, 0x177 },
	{ 0x1e00, 0x1e95 },
	{ 0x1ea0, 0x1eff },
	{ 0x139, 0x148 },
	{ 0x179, 0x17e },
};

static uint32_t
small(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(capitals) / sizeof(capitals[0]); i++) {
		if (c >= capitals[i].first && c <= capitals[i].last)
			return (uint32_t)((int32_t)c + capitals[i].step);
	}
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (c >= pairs[i].first && c <= pairs[i].last)
			return c + ((c - pairs[i].first) % 2 == 0);
	}
	return c;
}

/*
 * Return the digit of a superscript or subscript, which may have been TeX, or
 * c.
 */
static uint32_t
plain_digit(uint32_t c)
{
	if (c == 0xb2 || c == 0xb3)
		return c - 0xb2 + '2';
	if (c == 0xb9)
		return '1';
	if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
		return c - 0x2070 + '0';
	if (c >= 0x2080 && c <= 0x2089)
		return c - 0x2080 + '0';
	return c;
}

/* Letters and digits among the signs of Latin-1: ª µ º ¼ ½ ¾. */
static bool
is_latin_sign(uint32_t c)
{
	return c == 0xaa || c == 0xb5 || c == 0xba || (c >= 0xbc && c <= 0xbe);
}

/*
 * Fold an ASCII character; NUL for space and punctuation, in which two spellings
 * of one title may differ.  Signs that make another word stay, as in C, C++ and
 * C#.
 */
static char
fold_ascii(char c)
{
	static const bool signs[128] = {
		['#'] = true,
		['%'] = true,
		['&'] = true,
		['*'] = true,
		['+'] = true,
		['/'] = true,
		['<'] = true,
		['='] = true,
		['>'] = true,
		['@'] = true,
		['|'] = true,
		['~'] = true,
	};

	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    signs[(unsigned char)c])
		return c;
	return '\0';
}

/* Is it space or punctuation beyond ASCII? */
static bool
is_punctuation(uint32_t c)
{
	return (c <= 0xbf && !is_latin_sign(c)) ||
	    (c >= 0x2000 && c <= 0x206f) || /* general punctuation */
	    (c >= 0x3000 && c <= 0x303f) || /* the same of CJK */
	    (c >= 0xfe00 && c <= 0xfe0f);   /* variation selectors */
}

/* A point between digits is part of a number. */
static bool
is_in_number(const char *title, const char *s)
{
	return *s == '.' && s > title && isdigit((unsigned char)s[-1]) &&
	    isdigit((unsigned char)s[1]);
}

/*
 * Fold a character beyond ASCII of n bytes at s to *out, which never takes more
 * bytes than it did.  Return the bytes it took.
 */
static size_t
fold_character(const char *s, size_t n, char **out)
{
	char encoded[UTF8_MAX];
	size_t used, length;
	uint32_t c;

	if ((used = utf8_decode(s, n, &c)) == 0)
		return 1;
	c = plain_digit(c);
	if (c >= 0x80 && is_punctuation(c))
		return used;
	length = utf8_encode(small(c), encoded);
	memcpy(*out, encoded, length);
	*out += length;
	return used;
}

/*
 * Fold a title to the part that identifies it, without case, punctuation, space
 * or raised digits.  A title that has nothing else stays as it is.  Return it,
 * owned by the arena.
 */
const char *
guid_fold(struct arena *a, const char *title)
{
	size_t n = strlen(title), i = 0;
	char *folded = arena_copy(a, title, n), *out = folded, c;

	while (i < n) {
		if ((unsigned char)title[i] >= 0x80) {
			i += fold_character(title + i, n - i, &out);
			continue;
		}
		c = is_in_number(title, title + i) ? '.' : fold_ascii(title[i]);
		if (c != '\0')
			*out++ = c;
		i++;
	}
	*out = '\0';
	return out > folded ? folded : arena_string(a, title);
}

/*
 * Choose the guid of a paper that is new to the store: arXiv's permanent
 * address, else a UUID of version 5 (RFC 4122 section 4.3), in the name space
 * of URLs, of the listing's address or of the folded title.  Return it, owned
 * by the arena.
 */
const char *
guid_choose(struct arena *a, const struct paper *p)
{
	const uuid_t *urls = uuid_get_template("url");
	const char *name;
	char text[UUID_STR_LEN];
	uuid_t uuid;

	if (paper_is_on_arxiv(p))
		return arena_printf(a, "https://arxiv.org/abs/%s", p->id);
	if (p->id != NULL)
		name =
		    arena_printf(a, "https://huggingface.co/papers/%s", p->id);
	else
		name = arena_printf(a, "https://huggingface.co/papers#%s",
		    guid_fold(a, p->title));
	uuid_generate_sha1(uuid, *urls, name, strlen(name));
	uuid_unparse_lower(uuid, text);
	return arena_printf(a, "urn:uuid:%s", text);
}
