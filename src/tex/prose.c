#include "tex/prose.h"

#include "base/buf.h"
#include "tex/scan.h"

#define QUOTE_MAX  600 /* bytes in double quotes */
#define SINGLE_MAX 200 /* bytes in single quotes, or of code */
#define LOOK_BACK  100 /* bytes of a path before a dash or tie */

/* Is the quote at j, of n marks, one that closes? */
static bool
closes(const struct tex_scan *t, size_t j, size_t n)
{
	return !tex_is_blank(tex_scan_before(t, j)) &&
	    !tex_is_word(tex_scan_at(t, j + n));
}

/*
 * Find what closes the double quotes whose content starts at i: '' or, as
 * many write, ".  Return its place and set *n to its length; 0 if not found.
 */
static size_t
close_double(const struct tex_scan *t, size_t i, size_t *n)
{
	size_t j;

	for (j = i; j < t->end && j < i + QUOTE_MAX; j++) {
		if (t->text[j] == '`' && tex_scan_at(t, j + 1) == '`')
			break;
		*n = tex_scan_is(t, j, "''") ? 2 : 1;
		if ((*n == 2 || t->text[j] == '"') && closes(t, j, *n))
			return j > i ? j : 0;
	}
	return 0;
}

/*
 * Find the ' that closes the quote whose content starts at i.  Return its
 * place, or 0; set *code to the place behind Markdown's second ` if the two
 * enclose code instead.
 */
static size_t
close_single(const struct tex_scan *t, size_t i, size_t *code)
{
	size_t j, close = 0;

	for (j = i; j < t->end && j < i + SINGLE_MAX; j++) {
		if (t->text[j] == '\'' && close == 0 && closes(t, j, 1))
			close = j;
		if (t->text[j] != '`')
			continue;
		if (close == 0 || closes(t, j, 1)) {
			*code = j + 1;
			return 0;
		}
		break;
	}
	return close > i ? close : 0;
}

/* Write the part from i on as a quotation that ends at close with n marks. */
static size_t
quote(struct tex_scan *t, size_t i, size_t close, size_t n, bool two)
{
	struct tex_span part = { i, close };
	const char *open = two ? "“" : "‘", *end = two ? "”" : "’";
	const char *plain = two ? "\"" : "'";

	buf_puts(t->out, t->tight ? plain : open);
	tex_scan_part(t, part, t->math);
	buf_puts(t->out, t->tight ? plain : end);
	return close + n;
}

static size_t
copy(struct tex_scan *t, size_t i, size_t end)
{
	buf_add(t->out, t->text + i, end - i);
	return end;
}

/*
 * Do the two marks at i close a quotation that nothing opens, behind a word or
 * its full stop?  Behind a number they mean inches, behind a letter alone a
 * second derivative.
 */
static bool
closes_alone(const struct tex_scan *t, size_t i)
{
	int c = tex_scan_before(t, i);

	if (t->tight || i < 2 || tex_is_word(tex_scan_at(t, i + 2)))
		return false;
	return tex_is_one(c, ".,?!") ||
	    (c >= 'a' && c <= 'z' && tex_is_letter(tex_scan_before(t, i - 1)));
}

/* The rule for ` and '. */
size_t
tex_prose_quote(struct tex_scan *t, size_t i)
{
	int mark = tex_scan_at(t, i), before = tex_scan_before(t, i);
	size_t end = i, close, n, code = 0;

	while (tex_scan_at(t, end) == mark)
		end++;
	if (mark == '\'' && end - i == 2 && !t->math && closes_alone(t, i)) {
		buf_puts(t->out, "”");
		return end;
	}
	if (t->math || end - i > 2 || tex_is_word(before) ||
	    tex_is_blank(tex_scan_at(t, end)) ||
	    (mark == '\'' &&
		(end - i != 2 || !tex_is_word(tex_scan_at(t, end)))))
		return copy(t, i, end);
	if (end - i == 2) {
		close = close_double(t, end, &n);
		if (close == 0 || (mark == '\'' && n != 2))
			return copy(t, i, end);
		return quote(t, end, close, n, true);
	}
	if ((close = close_single(t, end, &code)) != 0)
		return quote(t, end, close, 1, false);
	return copy(t, i, code != 0 ? code : end);
}

/* Does the word before i look like a part of an address or a path? */
static bool
in_path(const struct tex_scan *t, size_t i)
{
	bool slash = false, dot = false;
	size_t j;

	for (j = i;
	     j > 0 && i - j < LOOK_BACK && !tex_is_blank(tex_scan_before(t, j));
	     j--) {
		slash |= t->text[j - 1] == '/';
		dot |= t->text[j - 1] == '.' || t->text[j - 1] == '~';
	}
	return slash && dot;
}

/* Could dashes stand behind or before this byte in prose? */
static bool
is_side(int c, const char *signs)
{
	return tex_is_word(c) || tex_is_one(c, signs);
}

/* Are the dashes from i to end a part of <!-- or of a table's rule? */
static bool
is_rule(const struct tex_scan *t, size_t i, size_t end)
{
	int before = tex_scan_before(t, i);

	if (before == '!' && tex_scan_before(t, i - 1) == '<')
		return true;
	return (before == ' ' && tex_scan_before(t, i - 1) == '|') ||
	    (tex_scan_at(t, end) == ' ' && tex_scan_at(t, end + 1) == '|');
}

/*
 * The rule for dashes.  Two or three between words, numbers or blanks are
 * prose; before a word only they are an option, as in --verbose, and
 * elsewhere they are code, a comment's end or a rule.
 */
size_t
tex_prose_dash(struct tex_scan *t, size_t i)
{
	int before = tex_scan_before(t, i), after;
	size_t end = i;
	bool left, right;

	while (tex_scan_at(t, end) == '-')
		end++;
	/* Nearly all dashes are single hyphens. */
	if (end - i != 2 && end - i != 3)
		return copy(t, i, end);
	after = tex_scan_at(t, end);
	left = is_side(before, ")]}\"'.,%!?*$");
	right = is_side(after, "([{\"'`\\$+.");
	if (tex_is_blank(before))
		left = i > 0 && (tex_is_blank(after) || end - i == 3) &&
		    (before != '\n' || (after != '\n' && after != 0));
	else if (!tex_is_blank(after) && !right)
		left = false;
	if (t->tight || !left || (!tex_is_blank(after) && !right) ||
	    is_rule(t, i, end) || in_path(t, i))
		return copy(t, i, end);
	buf_puts(t->out, end - i == 2 ? "–" : "—");
	return end;
}

/*
 * The rule for a tilde.  It is a tie between words, as in Fig.~3 and al.~[4];
 * before a number or a name only it means "about", a home or a sign.
 */
size_t
tex_prose_tie(struct tex_scan *t, size_t i)
{
	int before = tex_scan_before(t, i), after = tex_scan_at(t, i + 1);
	bool left, right;

	left = tex_is_word(before) || tex_is_one(before, ")].}%'\"$");
	right = tex_is_word(after) || tex_is_one(after, "([\\$`\"{");
	if (before == ',' || before == ';')
		left = tex_is_letter(after) || after == '\\';
	if (tex_is_digit(before) && tex_is_digit(after))
		left = false;
	if (tex_is_one(before, ".%") && tex_is_digit(after))
		left = tex_is_letter(tex_scan_before(t, i - 1));
	if (!t->math && (!left || !right || in_path(t, i)))
		return i;
	buf_putc(t->out, ' ');
	return i + 1;
}
