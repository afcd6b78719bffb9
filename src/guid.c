/*
 * The permanent id of an entry.  Nothing here may ever change: the same paper
 * must get the same guid from any version of this program, so even the
 * folding of titles is spelt out and not left to a library that learns.
 */
#include "guid.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <uuid/uuid.h>

#include "arena.h"
#include "buf.h"
#include "paper.h"
#include "utf8.h"

/* Capitals whose small letter is a fixed step away. */
static const struct {
	uint32_t	 first, last;
	int32_t		 step;
} capitals[] = {
	{ 'A', 'Z', 32 },
	{ 0xc0, 0xd6, 32 },		/* À to Ö */
	{ 0xd8, 0xde, 32 },		/* Ø to Þ */
	{ 0x178, 0x178, -121 },		/* Ÿ */
	{ 0x386, 0x386, 38 },		/* Greek */
	{ 0x388, 0x38a, 37 },
	{ 0x38c, 0x38c, 64 },
	{ 0x38e, 0x38f, 63 },
	{ 0x391, 0x3ab, 32 },
	{ 0x400, 0x40f, 80 },		/* Cyrillic */
	{ 0x410, 0x42f, 32 },
};

/* Capitals with their small letter behind them: even ones, then odd ones. */
static const struct {
	uint32_t	 first, last;
} pairs[] = {
	{ 0x100, 0x137 }, { 0x14a, 0x177 }, { 0x1e00, 0x1e95 },
	{ 0x1ea0, 0x1eff }, { 0x139, 0x148 }, { 0x179, 0x17e },
};

static uint32_t
small(uint32_t c)
{
	size_t	 i;

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

/* Letters and digits among the signs of Latin-1: ª ² ³ µ ¹ º ¼ ½ ¾. */
static bool
is_latin_sign(uint32_t c)
{
	return c == 0xaa || c == 0xb2 || c == 0xb3 || c == 0xb5 ||
	    c == 0xb9 || c == 0xba || (c >= 0xbc && c <= 0xbe);
}

/* Space and punctuation: what two spellings of one title may differ in. */
static bool
is_punctuation(uint32_t c)
{
	if (c < 0x80)
		return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z'));
	return (c <= 0xbf && !is_latin_sign(c)) || c == 0xd7 || c == 0xf7 ||
	    (c >= 0x2000 && c <= 0x206f) ||	/* general punctuation */
	    (c >= 0x3000 && c <= 0x303f) ||	/* the same of CJK */
	    (c >= 0xfe00 && c <= 0xfe0f);	/* variation selectors */
}

/*
 * Fold a title to what identifies it: no case, punctuation or space; a title
 * made of nothing else stays as it is.  Return it, owned by the arena.
 */
const char *
guid_fold(struct arena *a, const char *title)
{
	size_t		 n = strlen(title), used;
	struct buf	 folded = { 0 };
	char		 encoded[UTF8_MAX];
	const char	*result;
	uint32_t	 c;

	for (const char *s = title; n > 0; s += used, n -= used) {
		if ((used = utf8_decode(s, n, &c)) == 0)
			used = 1;
		else if (!is_punctuation(c))
			buf_add(&folded, encoded,
			    utf8_encode(small(c), encoded));
	}
	result = arena_string(a, folded.length > 0 ? folded.data : title);
	buf_free(&folded);
	return result;
}

/*
 * Choose the guid of a paper that is new to the store: arXiv's permanent
 * address, else a UUID of version 5 (RFC 4122 section 4.3) of the folded
 * title in the name space of URLs.  Return it, owned by the arena.
 */
const char *
guid_choose(struct arena *a, const struct paper *p)
{
	const uuid_t	*urls = uuid_get_template("url");
	const char	*name;
	char		 text[UUID_STR_LEN];
	uuid_t		 uuid;

	if (p->id != NULL)
		return arena_printf(a, "https://arxiv.org/abs/%s", p->id);
	name = arena_printf(a, "https://huggingface.co/papers#%s",
	    guid_fold(a, p->title));
	uuid_generate_sha1(uuid, *urls, name, strlen(name));
	uuid_unparse_lower(uuid, text);
	return arena_printf(a, "urn:uuid:%s", text);
}
