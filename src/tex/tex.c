#include "tex/tex.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "tex/command.h"
#include "tex/math.h"
#include "tex/prose.h"
#include "tex/scan.h"
#include "tex/script.h"
#include "tex/stripped.h"

#define PASSES_MAX 16 /* a text that is not at rest then is no TeX */
#define GROWTH	   5  /* a text grows by a fifth of itself at most */

static const struct tex_rules rules = {
	.word = tex_stripped_word,
	.words = &tex_stripped_words,
	.byte = {
		['\\'] = tex_command_backslash,
		['$'] = tex_math_dollar,
		['^'] = tex_script_sign,
		['_'] = tex_script_sign,
		['`'] = tex_prose_quote,
		['\''] = tex_prose_quote,
		['-'] = tex_prose_dash,
		['~'] = tex_prose_tie,
		['{'] = tex_stripped_group,
	},
};

/*
 * All that a rule could apply to is looked for at once, a byte at a time (the
 * Shift-And algorithm of Baeza-Yates and Gonnet, 1992): a bit for each byte of
 * each text that is looked for, set while that text matches so far.
 */
#define SIGN(i)	 (UINT32_C(1) << (i))	     /* \ $ ^ ` ~ { */
#define DASH(i)	 (UINT32_C(1) << (1 + (i)))  /* -- */
#define QUOTE(i) (UINT32_C(1) << (3 + (i)))  /* two apostrophes */
#define CDOT(i)	 (UINT32_C(1) << (5 + (i)))  /* cdot */
#define INFTY(i) (UINT32_C(1) << (9 + (i)))  /* infty */
#define TIMES(i) (UINT32_C(1) << (14 + (i))) /* times */
#define STARTS	 (SIGN(0) | DASH(0) | QUOTE(0) | CDOT(0) | INFTY(0) | TIMES(0))
#define ENDS	 (SIGN(0) | DASH(1) | QUOTE(1) | CDOT(3) | INFTY(4) | TIMES(4))

/* The bits of the places where a byte stands. */
static const uint32_t places[256] = {
	['\\'] = SIGN(0),
	['$'] = SIGN(0),
	['^'] = SIGN(0),
	['`'] = SIGN(0),
	['~'] = SIGN(0),
	['{'] = SIGN(0),
	['-'] = DASH(0) | DASH(1),
	['\''] = QUOTE(0) | QUOTE(1),
	['c'] = CDOT(0),
	['d'] = CDOT(1),
	['e'] = TIMES(3),
	['f'] = INFTY(2),
	['i'] = INFTY(0) | TIMES(1),
	['m'] = TIMES(2),
	['n'] = INFTY(1),
	['o'] = CDOT(2),
	['s'] = TIMES(4),
	['t'] = CDOT(3) | INFTY(3) | TIMES(0),
	['y'] = INFTY(4),
};

/* Does a text of n bytes have anything that a rule could apply to? */
static bool
is_suspicious(const char *s, size_t n)
{
	uint32_t state = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		state = (state << 1 | STARTS) & places[(unsigned char)s[i]];
		if ((state & ENDS) != 0)
			return true;
	}
	return false;
}

/*
 * Read b once, as `how` says, by way of another buffer; return whether anything
 * changed.
 */
static bool
pass(struct buf *b, struct buf *other, const struct tex_scan *how)
{
	struct buf read = *b;
	struct tex_scan t = *how;
	struct tex_span whole = { 0, b->length };

	t.rules = &rules;
	t.text = read.data;
	t.end = read.length;
	t.out = other;
	buf_clear(other);
	tex_scan_part(&t, whole, false);
	*b = *other;
	*other = read;
	return b->length != read.length ||
	    (b->length > 0 && memcmp(b->data, read.data, b->length) != 0);
}

/*
 * Read the n bytes of s again and again until nothing changes, and put the
 * result into b, which is empty.  Forms that are TeX only among other TeX
 * ("2times faster") are changed only if the text has TeX beyond doubt.  Return
 * false if the text does not come to rest or grew too much.
 */
static bool
settle(struct buf *b, const char *s, size_t n, struct tex_scan how)
{
	struct buf other = { 0 };
	bool rest = true;
	int passes;

	buf_add(b, s, n);
	buf_add(&other, s, n); /* so that it has room */
	for (passes = 0; b->length > 0 && pass(b, &other, &how); passes++) {
		how.proven = true;
		if (passes == PASSES_MAX) {
			rest = false;
			break;
		}
	}
	buf_free(&other);
	return rest && b->length <= n + n / GROWTH;
}

/* Put what becomes of the n bytes of s into b, which is empty. */
static void
read_all(struct buf *b, const char *s, size_t n, enum tex_kind kind)
{
	const struct tex_scan loose = { .title = kind == TEX_TITLE };
	const struct tex_scan close = { .title = loose.title, .tight = true };
	struct buf tight = { 0 };

	if (settle(b, s, n, loose))
		return;
	buf_clear(b);
	if (!settle(&tight, s, n, close) || tight.length > n)
		buf_add(b, s, n);
	else if (!settle(b, tight.data, tight.length, loose)) {
		buf_clear(b);
		buf_add(b, tight.data, tight.length);
	}
	buf_free(&tight);
}

/*
 * Put a text of n bytes without a NUL, its TeX made readable, into an empty
 * buffer without a maximum.  Return false, with the buffer still empty, if nothing changes.
 *
 * The result is at rest: reading it again changes nothing.  Nearly every
 * change takes away ASCII characters, so few passes are needed.  The result
 * is at most a fifth longer than the text.  Where full readability would take
 * more (very short texts, full of quotation marks and exponents), only what
 * does not grow is changed, and that result tried again; where nothing comes
 * to rest, the text stays as it is.
 */
bool
tex_to_text(struct buf *b, const char *s, size_t n, enum tex_kind kind)
{
	if (!is_suspicious(s, n))
		return false;
	read_all(b, s, n, kind);
	if (b->length != n || memcmp(b->data, s, n) != 0)
		return true;
	buf_clear(b);
	return false;
}
