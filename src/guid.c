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

/* Upper-case letters whose small form is a fixed step away. */
static const struct {
	uint32_t	 first, last;
	uint32_t	 step;
} capitals[] = {
	{ 'A', 'Z', 32 },
	{ 0xc0, 0xd6, 32 },		/* À to Ö */
	{ 0xd8, 0xde, 32 },		/* Ø to Þ */
	{ 0x391, 0x3a9, 32 },		/* Greek */
	{ 0x400, 0x40f, 80 },		/* Cyrillic */
	{ 0x410, 0x42f, 32 },
};

static uint32_t
small(uint32_t c)
{
	size_t	 i;

	for (i = 0; i < sizeof(capitals) / sizeof(capitals[0]); i++) {
		if (c >= capitals[i].first && c <= capitals[i].last)
			return c + capitals[i].step;
	}
	/* Latin Extended-A: pairs of a capital and its small letter. */
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177))
		return c | 1;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c + (c & 1);
	return c;
}

/* Space and punctuation: what two spellings of one title may differ in. */
static bool
is_punctuation(uint32_t c)
{
	if (c < 0x80)
		return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z'));
	return c <= 0xbf || c == 0xd7 || c == 0xf7 ||
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
