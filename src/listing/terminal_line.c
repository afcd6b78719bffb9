/*
 * Lines that a browser for terminals printed, and the marks in them: bullets,
 * numbers of links, "[12]", places of pictures, "[IMG]".
 */
#include "listing/terminal_line.h"

#include <string.h>

#define BLANKS " \t\r"

/* Return the length of a link's number at s, "[12]", or 0. */
size_t
terminal_line_number(const char *s, size_t n)
{
	size_t digits;

	if (n < 3 || s[0] != '[')
		return 0;
	for (digits = 1; digits < n && s[digits] >= '0' && s[digits] <= '9';)
		digits++;
	return digits > 1 && digits < n && s[digits] == ']' ? digits + 1 : 0;
}

/* Take the link's numbers away from the start of a line. */
struct terminal_line
terminal_line_skip_numbers(struct terminal_line l)
{
	size_t n;

	while ((n = terminal_line_number(l.s, l.n)) > 0) {
		l.s += n;
		l.n -= n;
		while (l.n > 0 && strchr(BLANKS, *l.s) != NULL) {
			l.s++;
			l.n--;
		}
	}
	return l;
}

/* Is a line this text and nothing else? */
bool
terminal_line_is(struct terminal_line l, const char *s)
{
	return l.n == strlen(s) && memcmp(l.s, s, l.n) == 0;
}

/* Does a line begin with this text? */
bool
terminal_line_starts(struct terminal_line l, const char *s)
{
	return l.n >= strlen(s) && memcmp(l.s, s, strlen(s)) == 0;
}

/* Return the length of the blanks or of the bullet that a line begins with. */
static size_t
mark_length(struct terminal_line l)
{
	static const char *const bullets[] = { "*", "+", "o", "\xe2\x80\xa2" };
	size_t i, n;

	if (l.n > 0 && strchr(BLANKS, *l.s) != NULL)
		return 1;
	for (i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
		n = strlen(bullets[i]);
		if (terminal_line_starts(l, bullets[i]) &&
		    (l.n == n || strchr(BLANKS, l.s[n]) != NULL))
			return n;
	}
	return 0;
}

/* Take the blanks, bullets and numbers of links away that begin a line. */
static struct terminal_line
without_marks(struct terminal_line l)
{
	size_t n;

	while ((n = mark_length(l)) > 0 ||
	    (n = terminal_line_number(l.s, l.n)) > 0) {
		l.s += n;
		l.n -= n;
	}
	return l;
}

/* Return the length of the place of a picture at the start of a line, or 0. */
static size_t
picture_length(struct terminal_line l)
{
	/* links2 and elinks; w3m if it knows no name */
	static const char *const pictures[] = { "[IMG]", "[]" };
	size_t i;

	for (i = 0; i < sizeof(pictures) / sizeof(pictures[0]); i++) {
		if (terminal_line_starts(l, pictures[i]))
			return strlen(pictures[i]);
	}
	return 0;
}

/* Is a line made of bullets and places of pictures alone? */
bool
terminal_line_is_ornament(struct terminal_line l)
{
	size_t n;

	for (l = without_marks(l); (n = picture_length(l)) > 0;) {
		l.s += n;
		l.n -= n;
		l = without_marks(l);
	}
	return l.n == 0;
}

/* Return the line without the "[12]" or picture at its end, if it has one. */
static struct terminal_line
without_end(struct terminal_line l)
{
	struct terminal_line mark = { l.s + l.n, 0 };

	if (l.n == 0 || mark.s[-1] != ']')
		return l;
	do {
		mark.s--;
		mark.n++;
	} while (mark.n < l.n && *mark.s != '[');
	if (terminal_line_number(mark.s, mark.n) == mark.n ||
	    picture_length(mark) == mark.n)
		l.n -= mark.n;
	return l;
}

/* Take marks and pictures away from both ends of a line. */
struct terminal_line
terminal_line_bare(struct terminal_line l)
{
	size_t n;

	l = without_marks(l);
	do {
		while (l.n > 0 && strchr(BLANKS, l.s[l.n - 1]) != NULL)
			l.n--;
		n = l.n;
		l = without_end(l);
	} while (l.n < n);
	return l;
}
