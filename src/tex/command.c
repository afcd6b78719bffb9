#include "tex/command.h"

#include "base/buf.h"
#include "tex/accent.h"
#include "tex/expand.h"
#include "tex/math.h"
#include "tex/scan.h"
#include "tex/table.h"

#define ARGUMENTS_MAX 4	 /* of an unknown command */
#define NAMES_MAX     16 /* of a path that are looked at */

/*
 * Is the text behind the name before i a path, dir\to\file?  A path has only
 * names and backslashes, and not all of the names are commands.
 */
static bool
is_relative(const struct tex_scan *t, size_t i)
{
	size_t end;
	bool unknown = false;
	int names;

	for (names = 0; names < NAMES_MAX && tex_scan_at(t, i) == '\\';
	     names++) {
		end = tex_scan_letters(t, ++i);
		if (end == i)
			return false;
		if (tex_table_command(t->text + i, end - i) == NULL)
			unknown = true;
		i = end;
	}
	return unknown && !tex_is_one(tex_scan_at(t, i), "{^$");
}

/* Is the backslash at i one of a Windows path, C:\x or \\server\x? */
static bool
is_path(const struct tex_scan *t, size_t i)
{
	size_t j, end;

	if (t->math)
		return false;
	if (i >= 2 && t->text[i - 1] == ':' && t->text[i - 2] >= 'A' &&
	    t->text[i - 2] <= 'Z' && !tex_is_word(tex_scan_before(t, i - 2)))
		return true;
	if (tex_is_word(tex_scan_before(t, i)))
		return is_relative(t, i);
	if (!tex_is_blank(tex_scan_before(t, i)) ||
	    tex_scan_at(t, i + 1) != '\\' ||
	    !tex_is_word(tex_scan_at(t, i + 2)))
		return false;
	end = tex_scan_token(t, i);
	for (j = i + 2; j < end && tex_scan_at(t, j) != '\\'; j++) {
		if (tex_scan_at(t, j) == '{')
			return false;
	}
	return tex_is_word(tex_scan_at(t, j + 1));
}

/*
 * Write the arguments in braces at i, and the optional ones in brackets not,
 * with blanks between.  Return the place behind them, or i without any.
 */
static size_t
arguments(struct tex_scan *t, size_t i)
{
	struct tex_span inner;
	size_t next, count = 0;

	for (; count < ARGUMENTS_MAX; count++, i = next) {
		if ((next = tex_scan_group(t, i, &inner)) == 0)
			break;
		if (count > 0)
			buf_putc(t->out, ' ');
		tex_scan_part(t, inner, t->math);
	}
	return i;
}

/* Write an unknown command: its arguments or, if it has none, its name. */
static size_t
unknown(struct tex_scan *t, size_t i, size_t end)
{
	int before = tex_scan_before(t, i);
	size_t next;

	if (!t->math &&
	    (end - i < 3 ||
		(!tex_is_blank(before) &&
		    !tex_is_one(before, "([{-~/$*_^,;|+=}"))))
		return i;
	if (tex_scan_is(t, end, "{}") || (next = arguments(t, end)) == end) {
		buf_add(t->out, t->text + i + 1, end - i - 1);
		return tex_scan_is(t, end, "{}") ? end + 2 : end;
	}
	return next;
}

/* A backslash and letters. */
static size_t
named(struct tex_scan *t, size_t i)
{
	const struct tex_command *c;
	size_t end, next;

	end = tex_scan_letters(t, i + 1);
	if (end - i == 2 && !tex_is_blank(tex_scan_before(t, i)) &&
	    tex_is_one(tex_scan_before(t, i), "\"'`"))
		return i;
	c = tex_table_command(t->text + i + 1, end - i - 1);
	if (c != NULL && (next = tex_expand_command(t, c, i, end)) > i)
		return next;
	return unknown(t, i, end);
}

/*
 * Read two backslashes: the end of a line, or one that was escaped once too
 * often.
 */
static size_t
doubled(struct tex_scan *t, size_t i)
{
	size_t end = i, letters;
	int next;

	while (tex_scan_at(t, end) == '\\')
		end++;
	next = tex_scan_at(t, end);
	letters = tex_scan_letters(t, end);
	if (end - i == 2 && (t->math || tex_is_blank(next))) {
		buf_putc(t->out, ' ');
		return end;
	}
	if (end - i == 2 &&
	    (tex_is_one(next, "%&_#") ||
		(letters > end + 1 &&
		    tex_table_command(t->text + end, letters - end) != NULL)))
		return i + 1;
	buf_add(t->out, t->text + i, end - i);
	return end;
}

/*
 * Write \, and similar commands: a blank between words, nothing for the narrow
 * ones.
 */
static size_t
space(struct tex_scan *t, size_t i)
{
	int c = tex_scan_at(t, i + 1), after = tex_scan_at(t, i + 2);
	int before = tex_scan_before(t, i);

	if (!t->math && c != ' ' &&
	    !((tex_is_word(before) || tex_is_one(before, ")]}%.")) &&
		before != 0 &&
		(tex_is_word(after) || after == '(' || after == '\\')))
		return i;
	if (c == '-' && !(tex_is_letter(before) && tex_is_letter(after)))
		return i;
	if (c != '!' && c != '-')
		buf_putc(t->out, ' ');
	return i + 2;
}

/* A backslash before one of TeX's own characters: the character. */
static size_t
escaped(struct tex_scan *t, size_t i)
{
	int c = tex_scan_at(t, i + 1), before = tex_scan_before(t, i);

	/* Without its backslash it would begin something else. */
	if ((c == '{' || c == '}') && (before == '^' || before == '_'))
		return i;
	if (c == '$' && tex_math_would_begin(t, i + 1)) {
		buf_add(t->out, "\\$", 2);
		return i + 2;
	}
	buf_putc(t->out, (char)c);
	return i + 2;
}

/* The rule for a backslash. */
size_t
tex_command_backslash(struct tex_scan *t, size_t i)
{
	int c = tex_scan_at(t, i + 1);
	size_t end;

	if (c == 0)
		return i;
	if (is_path(t, i)) {
		end = tex_scan_token(t, i);
		buf_add(t->out, t->text + i, end - i);
		return end;
	}
	if (tex_is_letter(c))
		return named(t, i);
	if (c == '\\')
		return doubled(t, i);
	if (tex_is_one(c, "%&_#${}"))
		return escaped(t, i);
	if (tex_is_one(c, " ,;:!-"))
		return space(t, i);
	if (c == '|' && t->math) {
		buf_puts(t->out, "‖");
		return i + 2;
	}
	if (c == '@' && tex_scan_before(t, i) == '.')
		return i + 2;
	if (c == '/' && tex_is_letter(tex_scan_before(t, i)) &&
	    tex_is_blank(tex_scan_at(t, i + 2)))
		return i + 2; /* the slope's correction */
	if (c == '(' || c == '[')
		return tex_math_bracket(t, i);
	return tex_accent_sign(t, i);
}
