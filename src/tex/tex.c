#include "tex/tex.h"

#include <stdbool.h>
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

/* Does a text have anything that a rule could apply to? */
static bool
suspicious(const char *s, size_t n)
{
	static const bool triggers[256] = {
		['\\'] = true,
		['$'] = true,
		['^'] = true,
		['`'] = true,
		['~'] = true,
		['{'] = true,
	};
	size_t i;

	for (i = 0; i < n; i++) {
		if (triggers[(unsigned char)s[i]])
			return true;
		if ((s[i] == '-' || s[i] == '\'') && i + 1 < n &&
		    s[i + 1] == s[i])
			return true;
	}
	return memmem(s, n, "cdot", 4) != NULL ||
	    memmem(s, n, "infty", 5) != NULL ||
	    memmem(s, n, "times", 5) != NULL;
}

/* Read b once, as `how` says; return whether anything changed. */
static bool
pass(struct buf *b, const struct tex_scan *how)
{
	struct buf out = { 0 };
	struct tex_scan t = *how;
	struct tex_span whole = { 0, b->length };
	bool changed;

	t.rules = &rules;
	t.text = b->data;
	t.end = b->length;
	t.out = &out;
	tex_scan_part(&t, whole, false);
	changed = out.length != b->length ||
	    (out.length > 0 && memcmp(out.data, b->data, out.length) != 0);
	buf_free(b);
	*b = out;
	return changed;
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
	int passes;

	buf_add(b, s, n);
	for (passes = 0; b->length > 0 && pass(b, &how); passes++) {
		how.proven = true;
		if (passes == PASSES_MAX)
			return false;
	}
	return b->length <= n + n / GROWTH;
}

/*
 * Add a text of n bytes without a NUL, its TeX made readable.
 *
 * The result is at rest: reading it again changes nothing.  Nearly every
 * change takes away ASCII characters, so few passes are needed.  The result
 * is at most a fifth longer than the text.  Where full readability would take
 * more (very short texts, full of quotation marks and exponents), only what
 * does not grow is changed, and that result tried again; where nothing comes
 * to rest, the text is added as it is.
 */
void
tex_to_text(struct buf *out, const char *s, size_t n, enum tex_kind kind)
{
	const struct tex_scan loose = { .title = kind == TEX_TITLE };
	const struct tex_scan close = { .title = loose.title, .tight = true };
	struct buf full = { 0 }, tight = { 0 }, again = { 0 };

	if (!suspicious(s, n)) {
		buf_add(out, s, n);
		return;
	}
	if (settle(&full, s, n, loose))
		buf_add(out, full.data, full.length);
	else if (settle(&tight, s, n, close) && tight.length <= n) {
		if (settle(&again, tight.data, tight.length, loose))
			buf_add(out, again.data, again.length);
		else
			buf_add(out, tight.data, tight.length);
	} else
		buf_add(out, s, n);
	buf_free(&again);
	buf_free(&tight);
	buf_free(&full);
}
