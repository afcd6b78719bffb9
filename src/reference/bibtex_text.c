/*
 * Takes out of a BibTeX text the braces that only keep capitals and words
 * together, as in "{DNA}" and "{{The Title}}".  Braces of TeX itself stay for
 * tex/: the argument in "\textit{word}" and the group in "{\"u}".
 */
#include "reference/bibtex_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "tex/tex.h"
#include "base/buf.h"

#define DEPTH_MAX 64 /* braces in each other; deeper ones are dropped */

/* With a backslash before them they stand for themselves. */
#define SIGNS "&%$#_{}\\"

/*
 * Signs that BibTeX's writers spell, which are braces of BibTeX otherwise.  A
 * backslash would be read as TeX again.
 */
static const struct {
	const char *name;
	const char *text; /* in TeX */
} signs[] = {
	{ "textbraceleft", "\\{" },
	{ "textbraceright", "\\}" },
	{ "textquotedbl", "\"" },
	{ "textbackslash", "∖" },
	{ "backslash", "∖" },
};

/* A text on its way. */
struct passage {
	const char *s, *end;
	uint64_t kept; /* a bit for each open brace */
	size_t depth;
	bool argument; /* may the next brace begin one? */
	bool math;
};

static void
open_brace(struct passage *p, struct buf *out)
{
	const char *inside = p->s + 1;
	bool group, keep;

	while (inside < p->end && *inside == ' ')
		inside++;
	group = p->end - inside > 1 && inside[0] == '\\' &&
	    strchr(SIGNS, inside[1]) == NULL;
	keep = p->depth < DEPTH_MAX && (p->argument || p->math || group);
	if (p->depth < DEPTH_MAX) {
		p->kept &= ~((uint64_t)1 << p->depth);
		p->kept |= (uint64_t)keep << p->depth;
	}
	p->depth++;
	if (keep)
		buf_putc(out, '{');
	p->argument = false;
}

static void
close_brace(struct passage *p, struct buf *out)
{
	bool kept;

	if (p->depth == 0)
		return;
	p->depth--;
	kept = p->depth < DEPTH_MAX && (p->kept >> p->depth & 1) != 0;
	if (kept)
		buf_putc(out, '}');
	/* A command may have more than one argument. */
	p->argument = kept;
}

/* Return what stands for a command of n letters, or NULL. */
static const char *
find_sign(const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (strlen(signs[i].name) == n &&
		    memcmp(signs[i].name, name, n) == 0)
			return signs[i].text;
	}
	return NULL;
}

/* Copy a command, for example \"  or \textit, and the blanks behind it. */
static void
copy_command(struct passage *p, struct buf *out)
{
	const char *start = p->s++, *sign;
	size_t n = 0;

	while (p->s + n < p->end && isalpha((unsigned char)p->s[n]))
		n++;
	if (n > 0 && (sign = find_sign(p->s, n)) != NULL) {
		buf_puts(out, sign);
		p->s += n;
		if (p->end - p->s >= 2 && memcmp(p->s, "{}", 2) == 0)
			p->s += 2;
		p->argument = false;
		return;
	}
	if (n > 0) {
		p->s += n;
		while (p->s < p->end && *p->s == ' ')
			p->s++;
	} else if (p->s < p->end)
		p->s++;
	buf_add(out, start, (size_t)(p->s - start));
	/* The signs that stand for themselves take no argument. */
	p->argument = p->s - start > 2 || strchr(SIGNS, start[1]) == NULL;
}

/* Add n bytes of BibTeX's text as TeX without the braces of BibTeX. */
void
bibtex_text(struct buf *out, const char *s, size_t n)
{
	struct passage p = { .s = s, .end = s + n };

	while (p.s < p.end) {
		if (*p.s == '\\') {
			copy_command(&p, out);
			continue;
		}
		if (*p.s == '{')
			open_brace(&p, out);
		else if (*p.s == '}')
			close_brace(&p, out);
		else {
			p.math = p.math != (*p.s == '$');
			p.argument = false;
			buf_putc(out, *p.s);
		}
		p.s++;
	}
}

/* Add n bytes of BibTeX's text, for example a name, as plain text. */
void
bibtex_plain(struct buf *out, const char *s, size_t n)
{
	struct buf text = { 0 }, plain = { 0 };

	bibtex_text(&text, s, n);
	if (text.length == 0)
		return;
	if (tex_to_text(&plain, text.data, text.length, TEX_PROSE))
		buf_add(out, plain.data, plain.length);
	else
		buf_add(out, text.data, text.length);
	buf_free(&text);
	buf_free(&plain);
}

/*
 * Add a link or an identifier without braces and without the backslashes that
 * keep TeX from reading it: "10.1000/a\_b", "\url{https://...}".
 */
void
bibtex_verbatim(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (strncmp(s, "\\url", 4) == 0)
			s += 3;
		else if (strchr("{}\\", *s) == NULL)
			buf_putc(out, *s);
	}
}
