/*
 * Cuts a text into pieces: paragraphs, lines with people, and middle dots with
 * the date behind them.  Lines may be wrapped anywhere, also between a dot and
 * the parts of its date.
 */
#include "listing/text_lines.h"

#include <string.h>

#include "base/date.h"
#include "listing/card_text.h"

#define PHRASE_SIZE   64 /* bytes: a date and comments, `N authors` */
#define WRAPPED_LINES 4	 /* a dot, month, day and comments */

/* White space, and what has no width: U+00A0, U+200B, U+FEFF. */
static const struct {
	const char *bytes;
	ptrdiff_t length;
} blanks[] = {
	{ " ", 1 },
	{ "\t", 1 },
	{ "\r", 1 },
	{ "\n", 1 },
	{ "\v", 1 },
	{ "\f", 1 },
	{ "\xc2\xa0", 2 },
	{ "\xe2\x80\x8b", 3 },
	{ "\xef\xbb\xbf", 3 },
};

/* Is there no such piece, or nothing in it? */
bool
text_lines_span_is_empty(const struct text_span *s)
{
	return s->end == NULL || s->start == s->end;
}

/* Return the bytes of a piece; 0 when there is none. */
size_t
text_lines_span_length(const struct text_span *s)
{
	return text_lines_span_is_empty(s) ? 0 : (size_t)(s->end - s->start);
}

/* Bytes of the blank that s starts with, or with `last` ends with, or 0. */
static ptrdiff_t
blank_length(const struct text_span *s, bool last)
{
	unsigned char edge;
	size_t i;
	ptrdiff_t n;

	if (text_lines_span_is_empty(s))
		return 0;
	edge = (unsigned char)(last ? s->end[-1] : s->start[0]);
	if (edge > ' ' && edge < 0x7f)
		return 0;
	for (i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++) {
		n = blanks[i].length;
		if (s->end - s->start >= n &&
		    memcmp(last ? s->end - n : s->start, blanks[i].bytes,
			(size_t)n) == 0)
			return n;
	}
	return 0;
}

static void
trim(struct text_span *s)
{
	ptrdiff_t n;

	while ((n = blank_length(s, false)) > 0)
		s->start += n;
	while ((n = blank_length(s, true)) > 0)
		s->end -= n;
}

/* Does the string stand somewhere in a piece? */
bool
text_lines_span_contains(const struct text_span *s, const char *what)
{
	return !text_lines_span_is_empty(s) &&
	    memmem(s->start, text_lines_span_length(s), what, strlen(what)) !=
	    NULL;
}

/* Step behind `what` if s starts with it. */
static bool
skip(struct text_span *s, const char *what)
{
	size_t n = strlen(what);

	if (text_lines_span_length(s) < n || memcmp(s->start, what, n) != 0)
		return false;
	s->start += n;
	return true;
}

/*
 * Write a piece on one line to the caller's buffer of size bytes, each run of
 * blanks as one space, none at the ends, and with a NUL.  Return its length
 * in bytes, or -1, and leave the buffer undefined, when that is no less than
 * size or the piece itself no less than four times size.
 */
int
text_lines_span_fold(char *out, size_t size, struct text_span s)
{
	size_t n = 0;
	ptrdiff_t blank;

	if (text_lines_span_length(&s) >= size * 4)
		return -1;
	trim(&s);
	while (!text_lines_span_is_empty(&s)) {
		if (n + 1 == size)
			return -1;
		if ((blank = blank_length(&s, false)) == 0) {
			out[n++] = *s.start++;
			continue;
		}
		out[n++] = ' ';
		for (; blank > 0; blank = blank_length(&s, false))
			s.start += blank;
	}
	out[n] = '\0';
	return (int)n;
}

/* Read `3 authors`, with or without a bullet, and nothing else. */
static bool
read_people(struct text_span line, struct text_line *t)
{
	static const char *const bullets[] = { "\xe2\x80\xa2", "*", "-" };
	char phrase[PHRASE_SIZE];
	const char *s = phrase;
	size_t i;

	for (i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
		if (skip(&line, bullets[i]))
			break;
	}
	if (text_lines_span_fold(phrase, sizeof(phrase), line) == -1)
		return false;
	return (t->count = card_text_count(&s)) != -1 &&
	    (strcmp(s, " authors") == 0 || strcmp(s, " author") == 0);
}

/*
 * Read `Jul 10, 2023` or `Mar 11 2`, whose second number counts the comments,
 * and nothing else.  A date without a year is the latest day with that name
 * that is not after the reader's page_day.  Return true with the day, count and
 * dated of *t set, or false and leave *t alone.
 */
bool
text_lines_date(const struct text_reader *r, struct text_span text,
    struct text_line *t)
{
	char phrase[PHRASE_SIZE];
	const char *rest;
	int64_t day, count = 0;

	if (text_lines_span_fold(phrase, sizeof(phrase), text) == -1 ||
	    date_parse_words(phrase, r->page_day, &day, &rest) == -1 ||
	    (*rest != '\0' && (count = card_text_count(&rest)) == -1) ||
	    *rest != '\0')
		return false;
	t->day = day;
	t->count = count;
	t->dated = true;
	return true;
}

/* Could it be a date that is not understood, `3 days ago` or `Feb 30`? */
static bool
resembles_date(struct text_span s)
{
	char phrase[PHRASE_SIZE];

	return text_lines_span_fold(phrase, sizeof(phrase), s) != -1 &&
	    strpbrk(phrase, "0123456789") != NULL;
}

/* Find the line at p without the blanks around it; return the next one. */
static const char *
read_line(const struct text_reader *r, const char *p, struct text_span *line)
{
	const char *feed = memchr(p, '\n', (size_t)(r->end - p));

	line->start = p;
	line->end = feed == NULL ? r->end : feed;
	trim(line);
	return feed == NULL ? r->end : feed + 1;
}

/* The rest of the paragraph from p, as far as a wrapped date can reach. */
static struct text_span
read_rest(const struct text_reader *r, const char *p)
{
	struct text_span rest = { p, p }, line;
	int lines;

	for (lines = 0; lines < WRAPPED_LINES && p < r->end; lines++) {
		p = read_line(r, p, &line);
		if (text_lines_span_is_empty(&line) && lines > 0)
			break;
		rest.end = p;
	}
	return rest;
}

/*
 * Read the line below a dot if it is the date, or stands in its place in the
 * same paragraph.  Return what is behind it, or p.
 */
static const char *
read_below(const struct text_reader *r, const char *p, struct text_line *t)
{
	const char *next = p;
	struct text_span line;
	bool direct = true;

	while (next < r->end) {
		next = read_line(r, next, &line);
		if (text_lines_span_is_empty(&line)) {
			direct = false;
			continue;
		}
		if (text_lines_date(r, line, t))
			return next;
		t->dated = direct && resembles_date(line);
		return t->dated ? next : p;
	}
	return p;
}

/*
 * Read a dot at the start of a line, and the date behind or below it.
 * Return what is behind that, or NULL when it is a dot in a text.
 */
static const char *
read_dot(const struct text_reader *r, struct text_span line, const char *next,
    struct text_line *t)
{
	struct text_span rest;

	if (!skip(&line, TEXT_MIDDLE_DOT))
		return NULL;
	t->day = DATE_NONE;
	t->count = 0;
	t->dated = false;
	rest = read_rest(r, line.start);
	if (text_lines_date(r, rest, t))
		return rest.end;
	if (text_lines_span_is_empty(&line))
		return read_below(r, next, t);
	return text_lines_date(r, line, t) ? next : NULL;
}

/*
 * Find `· Jul 10, 2023` at the end of a paragraph, where wrapping lines anew
 * has joined it to the people's line.  Return the dot or NULL.
 */
static const char *
find_dot(const struct text_reader *r, const struct text_span *s)
{
	const char *p = s->end;
	struct text_line t;

	while (--p > s->start && s->end - p < PHRASE_SIZE) {
		struct text_span before = { s->start, p };
		struct text_span rest = { p, s->end };

		if (skip(&rest, TEXT_MIDDLE_DOT) &&
		    blank_length(&before, true) > 0 &&
		    text_lines_date(r, rest, &t))
			return p;
	}
	return NULL;
}

/* Read a paragraph from its first line on, up to a blank or a special one. */
static void
read_paragraph(struct text_reader *r, struct text_span line, const char *next,
    struct text_line *t)
{
	struct text_line other;
	const char *dot;

	t->text = line;
	for (r->at = next; r->at < r->end; r->at = next) {
		next = read_line(r, r->at, &line);
		if (text_lines_span_is_empty(&line) ||
		    read_dot(r, line, next, &other) != NULL ||
		    read_people(line, &other))
			break;
		t->text.end = line.end;
	}
	if ((dot = find_dot(r, &t->text)) != NULL) {
		r->at = t->text.end = dot;
		trim(&t->text);
	}
}

/*
 * Read what comes next in the text and step behind it.  Return its kind, with
 * *t set as far as its kind has it; TEXT_END, and again so, when only blanks
 * are left.  The spans point into the text, which remains the caller's.
 */
enum text_kind
text_lines_next(struct text_reader *r, struct text_line *t)
{
	struct text_span line = { 0 };
	const char *next = r->at, *behind;

	while (next < r->end && text_lines_span_is_empty(&line)) {
		r->at = next;
		next = read_line(r, r->at, &line);
	}
	if (text_lines_span_is_empty(&line))
		return TEXT_END;
	if ((behind = read_dot(r, line, next, t)) != NULL) {
		r->at = behind;
		return TEXT_DOT;
	}
	if (read_people(line, t)) {
		r->at = next;
		return TEXT_PEOPLE;
	}
	read_paragraph(r, line, next, t);
	return read_people(t->text, t) ? TEXT_PEOPLE : TEXT_PARAGRAPH;
}
