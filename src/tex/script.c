#include "tex/script.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tex/glyph.h"
#include "tex/scan.h"

#define EXPONENT_MAX 4 /* digits after a bare ^ in prose */

/*
 * Write b as script characters; false, with nothing written, if it can't be
 * or would take more than the room there is in a tight text.
 */
static bool
convert(struct tex_scan *t, char sign, const struct buf *b, size_t room)
{
	struct buf all = { 0 };
	const char *glyph;
	uint32_t c;
	size_t i, n, length;
	bool possible = true;

	for (i = 0; i < b->length && possible; i += n) {
		n = utf8_decode(b->data + i, b->length - i, &c);
		if (n == 1 && c == ' ')
			continue;
		length =
		    n == 0 ? 0 : tex_glyph_script(sign, b->data + i, n, &glyph);
		if ((possible = length > 0))
			buf_add(&all, glyph, length);
	}
	possible = possible && (!t->tight || all.length <= room);
	if (possible)
		buf_add(t->out, all.data, all.length);
	buf_free(&all);
	return possible;
}

/*
 * Write b as plain text behind its sign, in brackets where that is needed to
 * see its end or to keep ^ from being read again as another script.
 */
static void
put_plain(struct tex_scan *t, char sign, const struct buf *b)
{
	bool letters = true, number = true;
	size_t i;
	int c;

	for (i = 0; i < b->length; i++) {
		c = (unsigned char)b->data[i];
		if (c == 0xe2 || (!tex_is_letter(c) && c < 0x80))
			letters = false; /* U+2000 to U+2FFF: signs */
		if (!tex_is_digit(c) && c != '.' &&
		    (sign == '^' || !tex_is_word(c) || c == 0xe2))
			number = false;
	}
	buf_putc(t->out, sign);
	if (!letters && !number)
		buf_putc(t->out, '(');
	buf_add(t->out, b->data, b->length);
	if (!letters && !number)
		buf_putc(t->out, ')');
}

/* Write a part of the text above ('^') or below ('_') the line. */
void
tex_script_put(struct tex_scan *t, char sign, struct tex_span part)
{
	static const struct {
		const char *name, *glyph;
	} lost[] = {
		/* what a lost backslash leaves of \circ ... */
		{ "circ", "°" },
		{ "star", "⋆" },
		{ "ast", "*" },
		{ "dagger", "†" },
		{ "prime", "′" },
	};
	struct buf b = { 0 };
	size_t i, n = part.to - part.from;

	for (i = 0; sign == '^' && i < sizeof(lost) / sizeof(lost[0]); i++) {
		if (strlen(lost[i].name) == n &&
		    memcmp(lost[i].name, t->text + part.from, n) == 0) {
			buf_puts(t->out, lost[i].glyph);
			return;
		}
	}
	tex_scan_apart(t, part, true, &b);
	if (!convert(t, sign, &b, n + 1))
		put_plain(t, sign, &b);
	buf_free(&b);
}

/* Return the end of digits, with or without a minus, at i; i if none. */
static size_t
number_end(const struct tex_scan *t, size_t i)
{
	size_t j = i + (tex_scan_at(t, i) == '-');

	if (!tex_is_digit(tex_scan_at(t, j)))
		return i;
	while (tex_is_digit(tex_scan_at(t, j)))
		j++;
	return j;
}

/* Return the end of a command and its argument at i; i if there is none. */
static size_t
command_end(const struct tex_scan *t, size_t i)
{
	struct tex_span inner;
	size_t end, next;

	if (tex_scan_at(t, i) != '\\' ||
	    (end = tex_scan_letters(t, i + 1)) == i + 1)
		return i;
	next = tex_scan_group(t, end, &inner);
	return next != 0 ? next : end;
}

/*
 * Return the end of a script without braces in maths: a number, a command
 * or a character.
 */
static size_t
bare_end(const struct tex_scan *t, size_t i)
{
	uint32_t c;
	size_t end;

	if ((end = number_end(t, i)) > i || (end = command_end(t, i)) > i)
		return end;
	if (tex_is_word(tex_scan_at(t, i)))
		return i + utf8_decode(t->text + i, t->end - i, &c);
	return tex_is_one(tex_scan_at(t, i), "*+-'") ? i + 1 : i;
}

/*
 * Is the script at i, behind a word of a title, a part of a name: the digit of
 * UniF^2ace, or the capital of UI2Code^N?
 */
static bool
is_in_name(const struct tex_scan *t, size_t i)
{
	int c = tex_scan_at(t, i);

	if (!t->title || i < 3)
		return false;
	if (tex_is_digit(c))
		return tex_is_letter(tex_scan_before(t, i - 1)) &&
		    tex_is_letter(tex_scan_at(t, i + 1));
	return c >= 'A' && c <= 'Z' && tex_is_word(t->text[i - 2]) &&
	    tex_is_word(t->text[i - 3]) &&
	    !tex_is_word(tex_scan_at(t, i + 1)) &&
	    !tex_is_one(tex_scan_at(t, i + 1), "^_({");
}

/*
 * Return the end of a script without braces in prose, where only ^ and a
 * whole number, \circ or what is left of it are beyond doubt, and a part of a
 * name in a title.
 */
static size_t
prose_end(const struct tex_scan *t, size_t i)
{
	size_t end;

	if (tex_scan_before(t, i) != '^')
		return i;
	if ((end = command_end(t, i)) > i)
		return end;
	if (tex_scan_is(t, i, "circ") || tex_scan_is(t, i, "star")) {
		end = i + 4;
		return tex_scan_at(t, end) >= 'a' &&
			tex_scan_at(t, end) <= 'z' ?
		    i :
		    end;
	}
	if (is_in_name(t, i))
		return i + 1;
	end = number_end(t, i);
	if (end - i > EXPONENT_MAX || tex_scan_at(t, end) == '^' ||
	    (tex_scan_at(t, end) >= 'a' && tex_scan_at(t, end) <= 'z') ||
	    (tex_scan_at(t, end) == '.' &&
		tex_is_digit(tex_scan_at(t, end + 1))))
		return i;
	return end;
}

/* The rule for ^ and _. */
size_t
tex_script_sign(struct tex_scan *t, size_t i)
{
	int before = tex_scan_before(t, i);
	struct tex_span part = { i + 1, i + 1 };
	size_t next;

	if (!t->math && !tex_is_word(before) && !tex_is_one(before, ")]}|$'"))
		return i;
	if ((next = tex_scan_group(t, i + 1, &part)) == 0) {
		next = t->math ? bare_end(t, i + 1) : prose_end(t, i + 1);
		part.to = next;
	}
	if (next == i + 1)
		return i;
	tex_script_put(t, t->text[i], part);
	return next;
}
