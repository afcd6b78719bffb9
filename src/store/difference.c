/*
 * A text as its differences from another one, its base.  A paper's texts are kept
 * twice, cleaned and as the source gave them, and the two differ in a few
 * places: line breaks, quotation marks, commands of TeX.
 *
 * The bytes are a list of steps through the base.  Each step is a number of bytes
 * to copy from it, then a byte with the number of bytes to skip in it (high four
 * bits) and of new bytes (low four bits), then these new bytes.  A number of 15
 * means: 15 and the number that follows, first for the skipped bytes.  Numbers
 * have seven bits a byte, the lowest first, and 0x80 in all bytes but the last.
 * After the last step the rest of the base is copied.
 */
#include "store/difference.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

#define NIBBLE_MOST 15

/* Where two texts are taken as equal again after a difference. */
#define SAME_LEAST 6  /* bytes in a row that are equal */
#define APART_MOST 96 /* bytes of the difference, of both texts together */

/* The rest of a text. */
struct rest {
	const char *at;
	size_t n;
};

/* A place where the texts differ: bytes of the base, and of the text. */
struct gap {
	size_t skip;
	size_t own;
};

static void
advance(struct rest *r, size_t n)
{
	r->at += n;
	r->n -= n;
}

/* Count the bytes that two texts have in common at their beginning. */
static size_t
count_same(const struct rest *a, const struct rest *b)
{
	size_t i = 0, most = a->n < b->n ? a->n : b->n;
	uint64_t x, y;

	for (; most - i >= sizeof(x); i += sizeof(x)) {
		memcpy(&x, a->at + i, sizeof(x));
		memcpy(&y, b->at + i, sizeof(y));
		if (x != y)
			break;
	}
	while (i < most && a->at[i] == b->at[i])
		i++;
	return i;
}

/*
 * Are the texts equal again behind a gap: for some bytes, or to the end of both?
 */
static bool
is_end_of(const struct gap *g, const struct rest *base, const struct rest *text)
{
	const char *b = base->at + g->skip, *t = text->at + g->own;
	size_t left = base->n - g->skip, n = SAME_LEAST;

	/* Most places are none, as their first byte tells. */
	if (left > 0 && text->n > g->own && *b != *t)
		return false;
	if (left == text->n - g->own && left < n)
		n = left;
	return left >= n && text->n - g->own >= n && memcmp(b, t, n) == 0;
}

/*
 * Find the shortest gap at the beginning of two texts.  If there is none up to
 * a limit, which keeps the time linear, all the rest of both is one.
 */
static struct gap
find_gap(const struct rest *base, const struct rest *text)
{
	struct gap g;
	size_t apart;

	for (apart = 1; apart <= APART_MOST; apart++) {
		g.skip = apart < base->n ? apart : base->n;
		for (;; g.skip--) {
			g.own = apart - g.skip;
			if (g.own > text->n)
				break;
			if (is_end_of(&g, base, text))
				return g;
			if (g.skip == 0)
				break;
		}
	}
	return (struct gap){ base->n, text->n };
}

static void
put_number(struct buf *out, size_t n)
{
	for (; n >= 0x80; n >>= 7)
		buf_putc(out, (char)(n | 0x80));
	buf_putc(out, (char)n);
}

static void
put_step(struct buf *out, size_t same, const struct gap *g, const char *own)
{
	size_t skip = g->skip < NIBBLE_MOST ? g->skip : NIBBLE_MOST;
	size_t n = g->own < NIBBLE_MOST ? g->own : NIBBLE_MOST;

	put_number(out, same);
	buf_putc(out, (char)(skip << 4 | n));
	if (skip == NIBBLE_MOST)
		put_number(out, g->skip - skip);
	if (n == NIBBLE_MOST)
		put_number(out, g->own - n);
	buf_add(out, own, g->own);
}

/*
 * Add the differences of a text of m bytes from a base of n bytes to a buffer;
 * equal ones have none.  Both may have any bytes.  The time is linear.
 */
void
difference_make(struct buf *out, const char *base, size_t n, const char *text,
    size_t m)
{
	struct rest b = { base, n }, t = { text, m };
	struct gap g;
	size_t same;

	for (;;) {
		same = count_same(&b, &t);
		advance(&b, same);
		advance(&t, same);
		if (b.n == 0 && t.n == 0)
			return;
		g = find_gap(&b, &t);
		put_step(out, same, &g, t.at);
		advance(&b, g.skip);
		advance(&t, g.own);
	}
}

/* Take a number from the beginning.  Return 0, or -1 if there is none. */
static int
take_number(struct rest *from, size_t *number)
{
	unsigned shift;
	unsigned char c;

	*number = 0;
	for (shift = 0; shift < 32 && from->n > 0; shift += 7) {
		c = (unsigned char)*from->at;
		advance(from, 1);
		*number |= (size_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return 0;
	}
	return -1;
}

/* Take a step.  Return 0, or -1 if it does not fit the base. */
static int
take_step(struct rest *from, const struct rest *base, size_t *same,
    struct gap *g)
{
	size_t more = 0;
	unsigned char c;

	if (take_number(from, same) == -1 || from->n == 0)
		return -1;
	c = (unsigned char)*from->at;
	advance(from, 1);
	g->skip = c >> 4;
	g->own = c & 0xf;
	if (g->skip == NIBBLE_MOST && take_number(from, &more) == -1)
		return -1;
	g->skip += more;
	more = 0;
	if (g->own == NIBBLE_MOST && take_number(from, &more) == -1)
		return -1;
	g->own += more;
	return *same <= base->n && g->skip <= base->n - *same &&
		g->own <= from->n ?
	    0 :
	    -1;
}

/*
 * Add the text to a buffer whose differences from a base of n bytes are the
 * given m bytes.  It has at most n + m bytes.  Return 0, or -1 if these are no
 * differences from that base.
 */
int
difference_apply(struct buf *text, const char *base, size_t n,
    const char *bytes, size_t m)
{
	struct rest b = { base, n }, from = { bytes, m };
	struct gap g;
	size_t same;

	while (from.n > 0) {
		if (take_step(&from, &b, &same, &g) == -1)
			return -1;
		buf_add(text, b.at, same);
		advance(&b, same + g.skip);
		buf_add(text, from.at, g.own);
		advance(&from, g.own);
	}
	buf_add(text, b.at, b.n);
	return 0;
}
