#include "tex/accent.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tex/glyph.h"
#include "tex/scan.h"

#define QUOTATION_MAX 200 /* bytes between escaped quotation marks */

/*
 * Find the letter an accent is put on, in braces or not, dotless or not.
 * Return the place behind it, or 0.
 */
static size_t
find_letter(const struct tex_scan *t, size_t i, char *letter)
{
	struct tex_span inner = { i, i };
	size_t next = tex_scan_group(t, i, &inner), j = inner.from;
	int c;

	if (tex_scan_at(t, j) == '\\' &&
	    (tex_scan_at(t, j + 1) == 'i' || tex_scan_at(t, j + 1) == 'j'))
		j++;
	c = tex_scan_at(t, j);
	if (!tex_is_letter(c))
		return 0;
	*letter = (char)c;
	if (next != 0)
		return j + 1 == inner.to ? next : 0;
	if (j > i && tex_is_letter(tex_scan_at(t, j + 1)))
		return 0; /* \'\in is not \'\i n */
	return j + 1;
}

/* Do \'s, \'t, \'re end an English word?  Then the mark is an apostrophe. */
static bool
is_apostrophe(const struct tex_scan *t, size_t i)
{
	static const char *const endings[] = { "s", "t", "d", "m", "re", "ve",
		"ll" };
	size_t end = tex_scan_letters(t, i + 2), j;

	if (!tex_is_letter(tex_scan_before(t, i)))
		return false;
	for (j = 0; j < sizeof(endings) / sizeof(endings[0]); j++) {
		if (strlen(endings[j]) == end - i - 2 &&
		    tex_scan_is(t, i + 2, endings[j]))
			return true;
	}
	return false;
}

/* Is \" or \` at i the first of two that quote something? */
static bool
is_quotation(const struct tex_scan *t, size_t i)
{
	size_t j;
	int c = tex_scan_at(t, i + 1);

	if ((c != '"' && c != '`') || tex_is_letter(tex_scan_before(t, i)))
		return false;
	for (j = i + 2; j < t->end && j < i + QUOTATION_MAX; j++) {
		if (t->text[j] == '\\' && tex_scan_at(t, j + 1) == c)
			return !tex_is_letter(tex_scan_at(t, j + 2)) &&
			    tex_scan_at(t, j + 2) != '{';
	}
	return false;
}

/*
 * Is a mark an accent here?  Regular expressions and file names have the same
 * marks, as in \^a, \~n or \.com.  With braces it is an accent, and inside a
 * word or at its start.
 */
static bool
is_accent(const struct tex_scan *t, size_t i)
{
	int c = tex_scan_at(t, i + 1), after = tex_scan_at(t, i + 2);

	if (after == '{' || tex_is_one(c, "'\"`"))
		return true;
	if (c == '.')
		return tex_is_one(after, "zZI") &&
		    !tex_scan_is(t, i + 2, "zip");
	return tex_is_letter(tex_scan_before(t, i)) ||
	    tex_is_blank(tex_scan_before(t, i));
}

/* The rule for a backslash and a sign that is an accent. */
size_t
tex_accent_sign(struct tex_scan *t, size_t i)
{
	char sign = (char)tex_scan_at(t, i + 1), letter;
	const char *composed;
	size_t next, n;

	if (!tex_is_one(sign, "'`^\"~=."))
		return i;
	if (sign == '\'' && is_apostrophe(t, i)) {
		buf_putc(t->out, sign);
		return i + 2;
	}
	if (!is_accent(t, i) || is_quotation(t, i) ||
	    (next = find_letter(t, i + 2, &letter)) == 0 ||
	    (n = tex_glyph_accent(sign, letter, &composed)) == 0)
		return i;
	buf_add(t->out, composed, n);
	return next;
}

/* Is the part one character?  It may be a command that becomes one. */
static bool
is_single(const struct buf *b)
{
	uint32_t c;

	return b->length > 0 && b->length <= UTF8_MAX &&
	    utf8_decode(b->data, b->length, &c) == b->length;
}

/*
 * Find what a long name that ends at `end`, as \hat, is put on without
 * braces: a letter or a command.  Return the place behind it, or 0.
 */
static size_t
next_symbol(const struct tex_scan *t, size_t i, size_t end,
    struct tex_span *symbol)
{
	size_t j = end + (tex_scan_at(t, end) == ' '), next;

	next = tex_scan_at(t, j) == '\\' ? j + 1 : j;
	next = tex_scan_letters(t, next);
	if (end - i == 2 || (tex_scan_at(t, j) != '\\' && next != j + 1))
		return 0;
	*symbol = (struct tex_span){ j, next };
	return next > j + 1 || tex_scan_at(t, j) != '\\' ? next : 0;
}

/*
 * A command at i whose name ends at `end` and whose mark is `sign`: \v{s},
 * \hat{x}.  The short names need a letter that goes with the mark; what the
 * long ones of maths have over more than a letter is left out.
 */
size_t
tex_accent_named(struct tex_scan *t, char sign, size_t i, size_t end)
{
	struct buf b = { 0 };
	struct tex_span inner;
	const char *composed;
	char letter;
	size_t next, n;

	if ((next = tex_scan_group(t, end, &inner)) == 0 &&
	    (next = next_symbol(t, i, end, &inner)) == 0)
		return i;
	if (find_letter(t, end, &letter) != 0 &&
	    (n = tex_glyph_accent(sign, letter, &composed)) > 0) {
		buf_add(t->out, composed, n);
		return next;
	}
	if (end - i == 2)
		return i;
	tex_scan_apart(t, inner, true, &b);
	buf_add(t->out, b.data, b.length);
	if (is_single(&b))
		buf_puts(t->out, tex_glyph_combining(sign));
	buf_free(&b);
	return next;
}
