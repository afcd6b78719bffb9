#include "tex/stripped.h"

#include <string.h>

#include "base/buf.h"
#include "tex/expand.h"
#include "tex/link.h"
#include "tex/scan.h"
#include "tex/table.h"

/* A symbol's name in a text that lost its backslashes. */
enum place {
	BARE,	 /* no English word: anywhere as a word */
	PREFIX,	 /* BARE, or before a hyphen: infty-norm */
	NUMBER,	 /* before a number */
	BETWEEN, /* between two numbers, with or without blanks */
	TIMES,	 /* BETWEEN, or behind a number: 2times faster */
};

/* Where a name is a symbol beyond doubt. */
enum proof {
	ANYWHERE,
	IN_TITLE,
	IN_TEX, /* in a text known to hold TeX */
};

/* A name and its length, as every word is compared with all of them. */
#define NAME(text) text, sizeof(text) - 1

static const struct lost {
	const char *name;
	size_t length;
	enum place place;
	enum proof proof;
} lost[] = {
	{ NAME("cdot"), BARE, ANYWHERE },
	{ NAME("propto"), BARE, IN_TEX },
	{ NAME("leq"), BARE, IN_TEX },
	{ NAME("geq"), BARE, IN_TEX },
	{ NAME("neq"), BARE, IN_TEX },
	{ NAME("infty"), PREFIX, IN_TITLE },
	{ NAME("rightarrow"), BARE, IN_TEX },
	{ NAME("leftarrow"), BARE, IN_TEX },
	{ NAME("subseteq"), BARE, IN_TEX },
	{ NAME("approx"), NUMBER, IN_TEX },
	{ NAME("sim"), NUMBER, IN_TEX },
	{ NAME("pm"), BETWEEN, IN_TEX },
	{ NAME("times"), TIMES, IN_TEX },
};

/* A bit for names with like ends, which tex_stripped_words is made of. */
enum {
	LIKE_CDOT = 1 << 0,   /* c-t */
	LIKE_PROPTO = 1 << 1, /* p-o, and http */
	LIKE_EQUAL = 1 << 2,  /* leq, geq, neq, subseteq */
	LIKE_INFTY = 1 << 3,  /* i-y, and boldsymbol */
	LIKE_ARROW = 1 << 4,  /* rightarrow, leftarrow, and www */
	LIKE_APPROX = 1 << 5, /* a-x */
	LIKE_SIM = 1 << 6,    /* sim, pm */
	LIKE_TIMES = 1 << 7,  /* t-s, https, and Ntimes with any capital */
};

/*
 * The words that tex_stripped_word() looks for: names of `lost`, the starts of
 * addresses, boldsymbol, Ntimes; and the rest of any command before a group or a
 * script.
 */
const struct tex_words tex_stripped_words = {
	.first = {
		['A'] = LIKE_TIMES, ['B'] = LIKE_TIMES, ['C'] = LIKE_TIMES, ['D'] = LIKE_TIMES,
		['E'] = LIKE_TIMES, ['F'] = LIKE_TIMES, ['G'] = LIKE_TIMES, ['H'] = LIKE_TIMES,
		['I'] = LIKE_TIMES, ['J'] = LIKE_TIMES, ['K'] = LIKE_TIMES, ['L'] = LIKE_TIMES,
		['M'] = LIKE_TIMES, ['N'] = LIKE_TIMES, ['O'] = LIKE_TIMES, ['P'] = LIKE_TIMES,
		['Q'] = LIKE_TIMES, ['R'] = LIKE_TIMES, ['S'] = LIKE_TIMES, ['T'] = LIKE_TIMES,
		['U'] = LIKE_TIMES, ['V'] = LIKE_TIMES, ['W'] = LIKE_TIMES, ['X'] = LIKE_TIMES,
		['Y'] = LIKE_TIMES, ['Z'] = LIKE_TIMES,
		['a'] = LIKE_APPROX,
		['b'] = LIKE_INFTY,
		['c'] = LIKE_CDOT,
		['g'] = LIKE_EQUAL,
		['h'] = LIKE_PROPTO | LIKE_TIMES,
		['i'] = LIKE_INFTY,
		['l'] = LIKE_EQUAL | LIKE_ARROW,
		['n'] = LIKE_EQUAL,
		['p'] = LIKE_PROPTO | LIKE_SIM,
		['r'] = LIKE_ARROW,
		['s'] = LIKE_EQUAL | LIKE_SIM,
		['t'] = LIKE_TIMES,
		['w'] = LIKE_ARROW,
	},
	.last = {
		['l'] = LIKE_INFTY,
		['m'] = LIKE_SIM,
		['o'] = LIKE_PROPTO,
		['p'] = LIKE_PROPTO,
		['q'] = LIKE_EQUAL,
		['s'] = LIKE_TIMES,
		['t'] = LIKE_CDOT,
		['w'] = LIKE_ARROW,
		['x'] = LIKE_APPROX,
		['y'] = LIKE_INFTY,
	},
	.behind = { ['{'] = true, ['^'] = true, ['_'] = true },
};

/* A word in the text and the bytes around it. */
struct word {
	size_t from, to;
	int before, after;
};

/* Does a number start at i that is no name, as in sim2real? */
static bool
is_number(const struct tex_scan *t, size_t i)
{
	if (!tex_is_digit(tex_scan_at(t, i)))
		return false;
	while (tex_is_digit(tex_scan_at(t, i)) || tex_scan_at(t, i) == '.' ||
	    tex_scan_at(t, i) == ',')
		i++;
	if (tex_is_one(tex_scan_at(t, i), "kKMBGT"))
		i++;
	return !tex_is_letter(tex_scan_at(t, i)) || tex_scan_is(t, i, "times");
}

/* Are there digits on both sides of a word, blanks on both or none? */
static bool
is_between(const struct tex_scan *t, const struct word *w)
{
	if (w->before == ' ' && w->after == ' ')
		return w->from >= 2 &&
		    tex_is_digit(tex_scan_before(t, w->from - 1)) &&
		    tex_is_digit(tex_scan_at(t, w->to + 1));
	return tex_is_digit(w->before) && tex_is_digit(w->after);
}

static bool
is_in_place(const struct tex_scan *t, const struct word *w, enum place place)
{
	switch (place) {
	case PREFIX:
		if (w->after == '-' && tex_is_blank(w->before))
			return true;
		/* FALLTHROUGH */
	case BARE:
		return (tex_is_blank(w->before) || w->before >= 0x80 ||
			   tex_is_digit(w->before) ||
			   tex_is_one(w->before, "()|")) &&
		    (tex_is_blank(w->after) || w->after >= 0x80 ||
			tex_is_digit(w->after) || tex_is_one(w->after, "()|"));
	case NUMBER:
		if (!tex_is_blank(w->before) && w->before < 0x80 &&
		    !tex_is_digit(w->before) && !tex_is_one(w->before, "(<>"))
			return false;
		return is_number(t, w->to + (w->after == ' '));
	case BETWEEN:
		return tex_is_digit(w->before) && tex_is_digit(w->after);
	case TIMES:
		return is_between(t, w) || tex_is_digit(w->before);
	}
	return false;
}

/* Are the numbers on both sides of a word, with blanks between, the same? */
static bool
is_square(const struct tex_scan *t, const struct word *w)
{
	size_t i, from = w->to + 1, n = 0;

	while (tex_is_digit(tex_scan_at(t, from + n)))
		n++;
	if (n == 0 || w->from < n + 1 || !is_between(t, w) ||
	    tex_is_word(tex_scan_at(t, from + n)) ||
	    tex_is_word(tex_scan_before(t, w->from - n - 1)))
		return false;
	for (i = 0; i < n; i++) {
		if (t->text[w->from - n - 1 + i] != t->text[from + i])
			return false;
	}
	return true;
}

/* Is a name that stands in its place a symbol beyond doubt? */
static bool
is_proven(const struct tex_scan *t, const struct word *w, const struct lost *l)
{
	if (t->proven || l->proof == ANYWHERE)
		return true;
	/* 1920times1080 */
	if (l->place == TIMES && tex_is_digit(w->before) &&
	    tex_is_digit(w->after))
		return true;
	return t->title &&
	    (l->proof == IN_TITLE || (l->place == TIMES && is_square(t, w)));
}

/* Write the symbol whose name lost its backslash; false if it is a word. */
static bool
put_lost(struct tex_scan *t, const struct word *w)
{
	const struct tex_command *c;
	size_t i, n = w->to - w->from;

	for (i = 0; i < sizeof(lost) / sizeof(lost[0]); i++) {
		if (lost[i].length != n ||
		    memcmp(lost[i].name, t->text + w->from, n) != 0)
			continue;
		if (!is_in_place(t, w, lost[i].place) ||
		    !is_proven(t, w, &lost[i]))
			return false;
		c = tex_table_command(t->text + w->from, n);
		buf_puts(t->out, c->text);
		return true;
	}
	return false;
}

/* In Ntimes a single letter stands for a number, and "times" is a word. */
static bool
put_count(struct tex_scan *t, const struct word *w)
{
	char c = t->text[w->from];

	if (!t->proven || w->to - w->from != 6 || c < 'A' || c > 'Z' ||
	    !tex_scan_is(t, w->from + 1, "times"))
		return false;
	buf_putc(t->out, c);
	buf_puts(t->out, "×");
	return true;
}

/* A word that is the rest of a command with an argument, or a Greek base. */
static size_t
command(struct tex_scan *t, const struct word *w)
{
	const struct tex_command *c;
	size_t n = w->to - w->from;

	if (w->after == '{') {
		c = tex_table_stripped(t->text + w->from, n);
		return c == NULL ? w->from :
				   tex_expand_command(t, c, w->from, w->to);
	}
	if (w->after >= 0x80 && tex_scan_is(t, w->from, "boldsymbol") &&
	    n == strlen("boldsymbol"))
		return w->to;
	if ((w->after == '^' || w->after == '_') &&
	    tex_scan_at(t, w->to + 1) == '{' &&
	    (c = tex_table_command(t->text + w->from, n)) != NULL &&
	    c->kind == TEX_GREEK) {
		buf_puts(t->out, c->text);
		return w->to;
	}
	return w->from;
}

/* The rule for a word: most are copied. */
size_t
tex_stripped_word(struct tex_scan *t, size_t i)
{
	struct word w = { .from = i, .to = tex_scan_letters(t, i) };
	size_t next;

	w.before = tex_scan_before(t, w.from);
	w.after = tex_scan_at(t, w.to);
	if (w.before != '\\') {
		if ((w.after == ':' &&
			(tex_scan_is(t, i, "http://") ||
			    tex_scan_is(t, i, "https://"))) ||
		    (w.after == '.' && tex_scan_is(t, i, "www.")))
			return tex_link_address(t, i);
		if ((next = command(t, &w)) != i)
			return next;
		if (put_lost(t, &w) || put_count(t, &w))
			return w.to;
	}
	buf_add(t->out, t->text + i, w.to - i);
	return w.to;
}

/* Is the group beside a number, or a bracket at the end of one? */
static bool
beside_number(const struct tex_scan *t, size_t i, size_t next)
{
	return tex_is_digit(tex_scan_before(t, i)) ||
	    tex_is_digit(tex_scan_at(t, next));
}

/* Does the group begin with a command or an accent, so that it is TeX? */
static bool
is_tex(const struct tex_scan *t, struct tex_span part)
{
	size_t i = part.from + 1, end;

	if (tex_scan_at(t, part.from) != '\\')
		return false;
	if (tex_is_one(tex_scan_at(t, i), "'`\"^~="))
		return tex_is_letter(tex_scan_at(t, i + 1)) ||
		    tex_scan_at(t, i + 1) == '{' ||
		    tex_scan_at(t, i + 1) == '\\';
	end = tex_scan_letters(t, i);
	return end > i && tex_table_command(t->text + i, end - i) != NULL;
}

/*
 * The rule for an opening brace: the braces of TeX's groups go, those of
 * sets, templates and code stay.
 */
size_t
tex_stripped_group(struct tex_scan *t, size_t i)
{
	const struct tex_command *c;
	struct tex_span part;
	size_t next = tex_scan_group(t, i, &part), n;

	if (next == 0)
		return i;
	n = part.to - part.from;
	if (t->math || is_tex(t, part)) {
		tex_scan_part(t, part, t->math);
		return next;
	}
	if (!beside_number(t, i, next))
		return i;
	if (n == 1 && tex_is_one(t->text[part.from], ",.:-") &&
	    tex_is_digit(tex_scan_before(t, i)) &&
	    tex_is_digit(tex_scan_at(t, next))) {
		buf_add(t->out, t->text + part.from, n);
		return next;
	}
	c = tex_table_braced(t->text + part.from, n);
	if (c == NULL)
		return i;
	buf_puts(t->out, c->text);
	return next;
}
