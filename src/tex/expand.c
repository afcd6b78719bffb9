#include "tex/expand.h"

#include <string.h>

#include "base/buf.h"
#include "tex/accent.h"
#include "tex/link.h"
#include "tex/scan.h"
#include "tex/script.h"
#include "tex/table.h"

#define OPTION_MAX 200 /* bytes of a command's option in brackets */

/* A command in the text: from its first byte to behind its name. */
struct call {
	const struct tex_command *command;
	size_t from, end;
	struct tex_span arguments[2]; /* those that it must have */
	size_t next;		      /* the place behind them */
};

/* Return the place behind white space at i, a paragraph's end excepted. */
static size_t
skip_blank(const struct tex_scan *t, size_t i)
{
	int newlines = 0;

	for (; i < t->end && tex_is_blank((unsigned char)t->text[i]); i++) {
		if (t->text[i] == '\n' && ++newlines == 2)
			return i - 1;
	}
	return i;
}

/* Return the place behind an empty group, which only ends a name, at i. */
static size_t
skip_empty(const struct tex_scan *t, size_t i)
{
	return tex_scan_is(t, i, "{}") ? i + 2 : i;
}

/* Return the last byte that was written, or 0. */
static int
last_written(const struct tex_scan *t)
{
	return t->out->length == 0 ?
	    0 :
	    (unsigned char)t->out->data[t->out->length - 1];
}

static size_t
symbol(struct tex_scan *t, const struct call *c)
{
	buf_puts(t->out, c->command->text);
	return skip_empty(t, c->end);
}

static size_t
word(struct tex_scan *t, const struct call *c)
{
	if (tex_is_word(last_written(t)))
		buf_putc(t->out, ' ');
	buf_puts(t->out, c->command->text);
	if (tex_scan_at(t, c->end) == '\\' &&
	    tex_is_letter(tex_scan_at(t, c->end + 1)))
		buf_putc(t->out, ' ');
	return skip_empty(t, c->end);
}

static size_t
letter(struct tex_scan *t, const struct call *c)
{
	size_t next = skip_blank(t, c->end);

	buf_puts(t->out, c->command->text);
	if (next > c->end && tex_is_letter(tex_scan_at(t, next)))
		return next;
	return skip_empty(t, c->end);
}

/*
 * Handle a style whose argument is not in braces, or whose brace is never
 * closed.
 */
static size_t
open_style(const struct tex_scan *t, const struct call *c, size_t i)
{
	if (tex_scan_at(t, i) == '{')
		return i + 1;
	return t->math ? skip_blank(t, i) : c->from;
}

static size_t
style(struct tex_scan *t, const struct call *c)
{
	struct tex_span inner;
	size_t i = skip_blank(t, c->end), next;
	bool alphabet = c->command->kind == TEX_ALPHABET;

	if (alphabet && tex_scan_at(t, i) == '*')
		i++;
	if (tex_scan_at(t, i) != '{' && alphabet)
		return skip_blank(t, c->end);
	if ((next = tex_scan_group(t, i, &inner)) == 0)
		return open_style(t, c, i);
	if (alphabet && tex_is_letter(last_written(t)) &&
	    strncmp(c->command->name, "operator", 8) == 0)
		buf_putc(t->out, ' ');
	tex_scan_part(t, inner, alphabet);
	return next;
}

static size_t
board(struct tex_scan *t, const struct call *c)
{
	static const char *const doubled[128] = {
		['C'] = "ℂ",
		['E'] = "𝔼",
		['H'] = "ℍ",
		['N'] = "ℕ",
		['P'] = "ℙ",
		['Q'] = "ℚ",
		['R'] = "ℝ",
		['Z'] = "ℤ",
		['1'] = "𝟙",
	};
	struct tex_span inner;
	size_t next, i = skip_blank(t, c->end);
	int name = tex_scan_at(t, i);

	if ((next = tex_scan_group(t, i, &inner)) != 0) {
		name = tex_scan_at(t, inner.from);
		if (inner.to - inner.from != 1)
			name = 0;
	} else if (tex_is_letter(name) && tex_scan_letters(t, i) == i + 1)
		next = i + 1;
	else
		return c->from;
	if (name > 0 && name < 128 && doubled[name] != NULL)
		buf_puts(t->out, doubled[name]);
	else if (tex_scan_at(t, i) == '{')
		tex_scan_part(t, inner, true);
	else
		buf_putc(t->out, (char)name);
	return next;
}

static size_t
change(struct tex_scan *t, const struct call *c)
{
	struct tex_span inner;
	size_t next = tex_scan_group(t, c->end, &inner);

	if (next == 0)
		return skip_blank(t, c->end);
	tex_scan_part(t, inner, t->math); /* \bf{x} for {\bf x} */
	return next;
}

/*
 * \left and similar commands vanish before the bracket that they make larger.
 */
static size_t
size(struct tex_scan *t, const struct call *c)
{
	size_t i = skip_blank(t, c->end);
	int next = tex_scan_at(t, i);

	if (next == '.' && t->math)
		return i + 1;
	if (next == '\\' || tex_is_one(next, "()[]|/<>"))
		return next == 0 && !t->math ? c->from : i;
	return t->math ? i : c->from;
}

/* Leave out citations and references, with one of the blanks around them. */
static size_t
drop(struct tex_scan *t, const struct call *c)
{
	struct tex_span inner;
	size_t i = c->end, next, close;

	if (tex_scan_at(t, i) == '*')
		i++;
	while (tex_scan_at(t, i) == '[') {
		for (close = i; close < t->end && close - i < OPTION_MAX &&
		     t->text[close] != ']';
		     close++)
			continue;
		if (tex_scan_at(t, close) != ']')
			return c->from;
		i = close + 1;
	}
	while ((next = tex_scan_group(t, i, &inner)) != 0)
		i = next;
	if (i == c->end || t->text[i - 1] != '}')
		return c->from;
	if (last_written(t) != ' ')
		return i;
	if (tex_is_blank(tex_scan_at(t, i)) && i < t->end)
		return i + 1;
	if (i == t->end || tex_is_one(tex_scan_at(t, i), ".,;:)!?"))
		t->out->length--;
	return i;
}

static size_t
accent(struct tex_scan *t, const struct call *c)
{
	return tex_accent_named(t, c->command->text[0], c->from, c->end);
}

static size_t
script(struct tex_scan *t, const struct call *c)
{
	tex_script_put(t, c->command->text[0], c->arguments[0]);
	return c->next;
}

/* Write a part, in brackets if it has more than one character. */
static void
put_operand(struct tex_scan *t, struct tex_span part)
{
	struct buf b = { 0 };
	bool compound = false;
	size_t i;

	tex_scan_apart(t, part, true, &b);
	for (i = 0; i < b.length; i++) {
		if (tex_is_one(b.data[i], " +-*/=,"))
			compound = true;
	}
	if (compound)
		buf_putc(t->out, '(');
	buf_add(t->out, b.data, b.length);
	if (compound)
		buf_putc(t->out, ')');
	buf_free(&b);
}

static size_t
fraction(struct tex_scan *t, const struct call *c)
{
	struct tex_span over, under;
	size_t i = c->end, next;

	if (tex_is_digit(tex_scan_at(t, i)) &&
	    tex_is_digit(tex_scan_at(t, i + 1))) {
		over = (struct tex_span){ i, i + 1 };
		under = (struct tex_span){ i + 1, i + 2 };
		next = i + 2;
	} else if ((next = tex_scan_group(t, i, &over)) == 0 ||
	    (next = tex_scan_group(t, next, &under)) == 0)
		return c->from;
	put_operand(t, over);
	buf_puts(t->out, c->command->text);
	put_operand(t, under);
	return next;
}

static size_t
root(struct tex_scan *t, const struct call *c)
{
	struct tex_span inner;
	size_t next, i = c->end, degree;

	if (tex_scan_at(t, i) == '[') {
		for (degree = ++i; tex_is_word(tex_scan_at(t, i)); i++)
			continue;
		if (tex_scan_at(t, i) != ']')
			return c->from;
		tex_script_put(t, '^', (struct tex_span){ degree, i++ });
	}
	if ((next = tex_scan_group(t, i, &inner)) == 0) {
		if (i > c->end || !tex_is_word(tex_scan_at(t, i)))
			return c->from;
		next = i;
	}
	buf_puts(t->out, c->command->text);
	if (next > i)
		put_operand(t, inner);
	return next;
}

static size_t
url(struct tex_scan *t, const struct call *c)
{
	tex_link_put_url(t, c->arguments[0]);
	return c->next;
}

static size_t
hyperlink(struct tex_scan *t, const struct call *c)
{
	tex_link_put(t, c->arguments[0], c->arguments[1]);
	return c->next;
}

static size_t
note(struct tex_scan *t, const struct call *c)
{
	buf_puts(t->out, last_written(t) == ' ' ? "(" : " (");
	tex_scan_part(t, c->arguments[0], false);
	buf_putc(t->out, ')');
	return c->next;
}

/* \textcolor{red}{text}: the text. */
static size_t
colour(struct tex_scan *t, const struct call *c)
{
	tex_scan_part(t, c->arguments[1], t->math);
	return c->next;
}

/*
 * Write what a command stands for.  It starts at `from`, with a backslash or,
 * where the listing lost that, without; its name ends at `end`.  Return the
 * place behind it and its arguments, or `from` when they are missing.
 */
size_t
tex_expand_command(struct tex_scan *t, const struct tex_command *command,
    size_t from, size_t end)
{
	static const struct {
		size_t (*expand)(struct tex_scan *, const struct call *);
		size_t arguments;
	} kinds[TEX_KINDS] = {
		[TEX_SYMBOL] = { symbol, 0 },
		[TEX_GREEK] = { symbol, 0 },
		[TEX_WORD] = { word, 0 },
		[TEX_LETTER] = { letter, 0 },
		[TEX_STYLE] = { style, 0 },
		[TEX_ALPHABET] = { style, 0 },
		[TEX_BOARD] = { board, 0 },
		[TEX_SWITCH] = { change, 0 },
		[TEX_SIZE] = { size, 0 },
		[TEX_DROP] = { drop, 0 },
		[TEX_ACCENT] = { accent, 0 },
		[TEX_SCRIPT] = { script, 1 },
		[TEX_FRACTION] = { fraction, 0 },
		[TEX_ROOT] = { root, 0 },
		[TEX_URL] = { url, 1 },
		[TEX_LINK] = { hyperlink, 2 },
		[TEX_NOTE] = { note, 1 },
		[TEX_COLOUR] = { colour, 2 },
	};
	struct call c = { command, from, end, .next = end };
	size_t i;

	for (i = 0; i < kinds[command->kind].arguments; i++) {
		c.next = tex_scan_group(t, c.next, &c.arguments[i]);
		if (c.next == 0)
			return from;
	}
	return kinds[command->kind].expand(t, &c);
}
