#include "tex.h"

#include <stdbool.h>
#include <string.h>

#include "buf.h"
#include "tex_scan.h"

#define PASSES_MAX	16	/* a text that is not at rest then is no TeX */

/* Does a text have anything that a rule could apply to? */
static bool
suspicious(const char *s, size_t n)
{
	static const bool triggers[256] = {
		['\\'] = true, ['$'] = true, ['^'] = true, ['`'] = true,
		['~'] = true, ['{'] = true,
	};
	size_t		 i;

	for (i = 0; i < n; i++) {
		if (triggers[(unsigned char)s[i]])
			return true;
		if ((s[i] == '-' || s[i] == '\'') && i + 1 < n &&
		    s[i + 1] == s[i])
			return true;
	}
	return memmem(s, n, "cdot", 4) != NULL ||
	    memmem(s, n, "times", 5) != NULL;
}

/* Read b once; return whether anything changed.  b has the result. */
static bool
pass(struct buf *b, bool proven)
{
	struct buf	 out = { 0 };
	struct tex_scan	 t = { .text = b->data, .end = b->length,
	    .out = &out, .proven = proven };
	struct tex_span	 whole = { 0, b->length };
	bool		 changed;

	tex_scan_part(&t, whole, false);
	changed = out.length != b->length ||
	    (out.length > 0 && memcmp(out.data, b->data, out.length) != 0);
	buf_free(b);
	*b = out;
	return changed;
}

/*
 * Read b until it is at rest.  Return the passes that changed it, PASSES_MAX
 * when it did not come to rest.
 */
static int
settle(struct buf *b, bool proven)
{
	int	 passes = 0;

	while (passes < PASSES_MAX && b->length > 0 && pass(b, proven))
		passes++;
	return passes;
}

/*
 * Add a text of n bytes without a NUL, its TeX made readable.
 *
 * The result is at rest: reading it again changes nothing.  Nearly every
 * change takes away ASCII characters, so few passes are needed.  Forms that
 * are TeX only if there is TeX around ("2times faster") are touched only in a
 * text where something beyond doubt was found.  The result is at most 1.2
 * times as long as the text; a text that would grow more, or does not come to
 * rest, is added as it is.
 */
void
tex_to_text(struct buf *out, const char *s, size_t n)
{
	struct buf	 b = { 0 };
	int		 passes;

	if (!suspicious(s, n)) {
		buf_add(out, s, n);
		return;
	}
	buf_add(&b, s, n);
	passes = settle(&b, false);
	if (passes > 0 && passes < PASSES_MAX)
		passes = settle(&b, true);
	if (passes < PASSES_MAX && b.length <= n + n / 5)
		buf_add(out, b.data, b.length);
	else
		buf_add(out, s, n);
	buf_free(&b);
}
