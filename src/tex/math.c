#include "tex/math.h"

#include "base/buf.h"
#include "tex/scan.h"

#define MATH_MAX 1000 /* bytes between two dollars */
#define WORD_MAX 3    /* letters of a name in a formula */

/* What a part between dollars shows of itself. */
struct looks {
	bool tex;      /* a command, a script or a group */
	bool command;  /* with a name */
	bool relation; /* = < > + */
	bool name;     /* a letter, Latin or other */
	bool word;     /* too many letters for a name */
	bool other;    /* what formulas do not have */
};

static struct looks
look(const struct tex_scan *t, struct tex_span part)
{
	struct looks l = { 0 };
	size_t i, end;
	int c;

	for (i = part.from; i < part.to; i++) {
		c = (unsigned char)t->text[i];
		if (c == '^' || c == '_' || c == '{' || c == '\\') {
			l.tex = true;
			l.command |= c == '\\' && i + 1 < part.to &&
			    tex_is_letter(tex_scan_at(t, i + 1));
		} else if (tex_is_letter(c)) {
			end = tex_scan_letters(t, i);
			l.name = true;
			l.word |= end - i > WORD_MAX;
			i = end - 1;
		} else if (tex_is_one(c, "=<>+") ||
		    (c == '-' && i == part.from))
			l.relation = true;
		else if (c >= 0x80)
			l.name = true;
		else if (!tex_is_digit(c) && !tex_is_one(c, " -*/(),.|'[]:!%~"))
			l.other = true;
	}
	return l;
}

/*
 * Is the part maths?  Money is not ("$5 and $10", "$5K-$10K"), and the names of
 * a shell are not.  The bytes behind the first dollar and before the last
 * decide, then the bytes between.
 */
static bool
is_math(const struct tex_scan *t, struct tex_span part, bool money)
{
	struct looks l;
	int first, last;

	if (part.from >= part.to)
		return false;
	first = (unsigned char)t->text[part.from];
	last = (unsigned char)t->text[part.to - 1];
	l = look(t, part);
	if (tex_is_blank(first) != tex_is_blank(last) ||
	    (tex_is_blank(first) && !l.tex && !l.relation))
		return false;
	if (money && part.to - part.from > 1 &&
	    tex_is_one(last, "-/<=>&,;:([") &&
	    tex_scan_before(t, part.to - 1) != '\\')
		return false;
	if (l.tex)
		return true;
	if (l.word || l.other)
		return false;
	if (money && tex_is_digit(first))
		return l.relation && l.name;
	return l.name || l.relation || !money;
}

/*
 * Find the n dollars that end the part which the dollars before i begin, and
 * whether the part is maths.  A dollar with a backslash counts as well, because
 * the next reading could see it without.
 */
static bool
find_dollar(const struct tex_scan *t, size_t i, size_t n, struct tex_span *part)
{
	size_t j, last;
	int after;

	last = t->end - i > MATH_MAX ? i + MATH_MAX : t->end;
	for (j = i; j < last && t->text[j] != '$'; j++) {
		if (t->text[j] == '\n' && tex_scan_at(t, j + 1) == '\n')
			return false;
	}
	*part = (struct tex_span){ i, j };
	if (j >= last || (n == 2 && tex_scan_at(t, j + 1) != '$'))
		return false;
	after = tex_scan_at(t, j + n);
	if (after == '$' || (tex_is_digit(after) && !look(t, *part).command) ||
	    (tex_is_word(after) && tex_is_one(tex_scan_before(t, j), "+*")))
		return false;
	if (tex_scan_before(t, j) == '\\')
		part->to--;
	return is_math(t, *part, true);
}

/* Would the dollar at i, without its backslash, begin maths? */
bool
tex_math_would_begin(const struct tex_scan *t, size_t i)
{
	struct tex_span part;

	return find_dollar(t, i + 1, 1, &part);
}

/* Return the place behind $\$5$, an amount in maths, at i; i if it is not. */
static size_t
amount_end(const struct tex_scan *t, size_t i)
{
	size_t j = i + 3;

	if (!tex_scan_is(t, i, "$\\$") || !tex_is_digit(tex_scan_at(t, j)))
		return i;
	while (tex_is_digit(tex_scan_at(t, j)) ||
	    tex_is_one(tex_scan_at(t, j), ".,kKMB"))
		j++;
	return tex_scan_at(t, j) == '$' ? j + 1 : i;
}

/* The rule for a dollar. */
size_t
tex_math_dollar(struct tex_scan *t, size_t i)
{
	struct tex_span part;
	size_t n;

	if ((n = amount_end(t, i)) > i) {
		buf_add(t->out, t->text + i + 2, n - i - 3);
		return n;
	}
	for (n = 1; tex_scan_at(t, i + n) == '$'; n++)
		continue;
	if (n > 2 || t->math || !find_dollar(t, i + n, n, &part)) {
		buf_add(t->out, t->text + i, n);
		return i + n;
	}
	if (tex_scan_at(t, part.to) == '\\') {
		n = part.to + 2 - i;
		buf_add(t->out, t->text + i, n);
		return i + n;
	}
	tex_scan_part(t, part, true);
	return part.to + n;
}

/* The rule for \( and \[. */
size_t
tex_math_bracket(struct tex_scan *t, size_t i)
{
	char close = t->text[i + 1] == '(' ? ')' : ']';
	struct tex_span part = { i + 2, i + 2 };
	size_t last;

	last = t->end - i > MATH_MAX ? i + MATH_MAX : t->end;
	for (; part.to + 1 < last; part.to++) {
		if (t->text[part.to] != '\\')
			continue;
		if (t->text[part.to + 1] == close)
			break;
		if (t->text[part.to + 1] == t->text[i + 1])
			return i;
		part.to++;
	}
	if (part.to + 1 >= last || !is_math(t, part, false))
		return i;
	tex_scan_part(t, part, true);
	return part.to + 2;
}
