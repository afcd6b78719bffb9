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
	struct tex_span inner;
	size_t next = tex_scan_group(t, c->end, &inner);

	if (next == 0)
		return c->from;
	tex_script_put(t, c->command->text[0], inner);
	return next;
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
	struct tex_span u;
	size_t next = tex_scan_group(t, c->end, &u);

	if (next == 0)
		return c->from;
	tex_link_put_url(t, u);
	return next;
}

static size_t
hyperlink(struct tex_scan *t, const struct call *c)
{
	struct tex_span u, name;
	size_t next = tex_scan_group(t, c->end, &u);

	if (next == 0 || (next = tex_scan_group(t, next, &name)) == 0)
		return c->from;
	tex_link_put(t, u, name);
	return next;
}

static size_t
note(struct tex_scan *t, const struct call *c)
{
	struct tex_span inner;
	size_t next = tex_scan_group(t, c->end, &inner);

	if (next == 0)
		return c->from;
	buf_puts(t->out, last_written(t) == ' ' ? "(" : " (");
	tex_scan_part(t, inner, false);
	buf_putc(t->out, ')');
	return next;
}

static size_t
colour(struct tex_scan *t, const struct call *c)
{
	struct tex_span name, inner;
	size_t next = tex_scan_group(t, c->end, &name);

	if (next == 0 || (next = tex_scan_group(t, next, &inner)) == 0)
		return c->from;
	tex_scan_part(t, inner, t->math);
	return next;
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
	static size_t (*const kinds[TEX_KINDS])(struct tex_scan *,
	    const struct call *) = {
		[TEX_SYMBOL] = symbol,
		[TEX_GREEK] = symbol,
		[TEX_WORD] = word,
		[TEX_LETTER] = letter,
		[TEX_STYLE] = style,
		[TEX_ALPHABET] = style,
		[TEX_BOARD] = board,
		[TEX_SWITCH] = change,
		[TEX_SIZE] = size,
		[TEX_DROP] = drop,
		[TEX_ACCENT] = accent,
		[TEX_SCRIPT] = script,
		[TEX_FRACTION] = fraction,
		[TEX_ROOT] = root,
		[TEX_URL] = url,
		[TEX_LINK] = hyperlink,
		[TEX_NOTE] = note,
		[TEX_COLOUR] = colour,
	};
	struct call c = { command, from, end };

	return kinds[command->kind](t, &c);
}
