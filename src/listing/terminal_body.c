/*
 * Reads the lines below the title of a card as a browser for terminals printed
 * it: abstract, organization or people, date, number of comments.
 */
#include "listing/terminal_body.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "paper/paper.h"
#include "listing/card_text.h"
#include "listing/text_lines.h"

#define DIGITS	    "0123456789"
#define NAME_MAX    100 /* bytes of an organization, with its comments */
#define DATE_MAX    40	/* of a date, with its comments */
/* Columns that the longest line may lack, for wide characters. */
#define WIDTH_SLACK 6

/* Is there no line i, or nothing in it? */
bool
terminal_text_is_empty(const struct terminal_text *t, size_t i)
{
	return i >= t->count || t->lines[i].n == 0;
}

/* Return a copy of a line that ends with a NUL, owned by t->arena. */
const char *
terminal_text_copy(struct terminal_text *t, struct terminal_line l)
{
	return arena_copy(t->arena, l.s, l.n);
}

/* Read a line that has votes and nothing else; a dash stands for none. */
bool
terminal_text_votes(struct terminal_text *t, struct terminal_line l,
    int64_t *votes)
{
	const char *s;

	l = terminal_line_skip_numbers(l);
	if (terminal_line_is(l, "-")) {
		*votes = 0;
		return true;
	}
	s = terminal_text_copy(t, l);
	*votes = card_text_count(&s);
	return *votes != COUNT_UNKNOWN && *s == '\0';
}

/* Refuse the text because of line i.  Return false. */
bool
terminal_text_fail(struct terminal_text *t, size_t i, const char *why)
{
	t->fault = why;
	t->fault_line = i + 1;
	return false;
}

/* Read "N authors".  Return COUNT_UNKNOWN if the line is something else. */
static int64_t
read_people(struct terminal_text *t, struct terminal_line l)
{
	const char *s = terminal_text_copy(t, terminal_line_bare(l));
	int64_t count = card_text_count(&s);

	return strcmp(s, " authors") == 0 || strcmp(s, " author") == 0 ?
	    count :
	    COUNT_UNKNOWN;
}

/* A text with the number of comments behind it, as it was read. */
struct counted {
	struct terminal_line text; /* empty if it cannot be told from that */
	int64_t comments;
};

/*
 * Split "Name[12]3".  Where links have no numbers, "Name3" may be a name or a
 * name and a number; neither is known then.
 */
static struct counted
split_count(struct terminal_text *t, struct terminal_line l)
{
	struct counted c = { terminal_line_bare(l), COUNT_UNKNOWN };
	size_t digits = 0, n;
	const char *s;

	while (digits < c.text.n &&
	    strchr(DIGITS, c.text.s[c.text.n - 1 - digits]) != NULL)
		digits++;
	if (digits == 0)
		return c;
	for (n = c.text.n - digits; n > 0 && c.text.s[n - 1] != '[';)
		n--;
	if (n > 1 &&
	    terminal_line_number(c.text.s + n - 1, c.text.n - n + 1) ==
		c.text.n - digits - n + 1) {
		s = terminal_text_copy(t,
		    (struct terminal_line){ c.text.s + c.text.n - digits,
			digits });
		c.comments = card_text_count(&s);
		c.text.n = n - 1;
	} else if (!t->numbered) {
		c.text.n = 0;
	}
	return c;
}

/*
 * Read "DATE" with the number of comments behind it.  The number of a link parts
 * the two.  Without it every way to split the digits is tried: "Apr 64" can only
 * be the 6th, "Apr 12" the 1st or the 12th.  Return whether it begins with a
 * date; *day is DATE_NONE if there are two ways.
 */
static bool
read_date(struct terminal_text *t, struct terminal_line l, int64_t *day,
    int64_t *comments)
{
	int64_t latest = t->latest, read;
	struct counted c;
	struct terminal_line text = terminal_line_bare(l);
	size_t digits, ways = 0;
	const char *s;

	*day = DATE_NONE;
	if (text.n > DATE_MAX)
		return false;
	c = split_count(t, l);
	if (c.comments != COUNT_UNKNOWN || t->numbered) {
		*comments = c.comments;
		return card_text_read_date(terminal_text_copy(t, c.text),
		    latest, day);
	}
	for (digits = 0; digits < text.n; digits++) {
		s = text.s + text.n - digits;
		if (digits > 0 && strchr(DIGITS, *s) == NULL)
			break;
		if ((digits > 0 && *s == '0') ||
		    !card_text_read_date(terminal_text_copy(t,
					     (struct terminal_line){ text.s,
						 text.n - digits }),
			latest, &read))
			continue;
		*day = ++ways == 1 ? read : DATE_NONE;
		*comments = COUNT_UNKNOWN;
		if (ways == 1 && digits > 0)
			*comments = card_text_count(&s);
	}
	if (ways > 1)
		*comments = COUNT_UNKNOWN;
	return ways > 0;
}

/* Find the dot before a date in a line, or return NULL. */
static const char *
find_dot(struct terminal_line l)
{
	return memmem(l.s, l.n, TEXT_MIDDLE_DOT, strlen(TEXT_MIDDLE_DOT));
}

/* Read "ORGANIZATION · DATE".  Return false if the line is something else. */
static bool
read_dotted(struct terminal_text *t, struct terminal_line l,
    struct terminal_body *b)
{
	const char *dot = find_dot(l), *end = l.s + l.n;
	struct terminal_line name, date;

	if (dot == NULL)
		return false;
	date.s = dot + strlen(TEXT_MIDDLE_DOT);
	while (date.s < end && *date.s == ' ')
		date.s++;
	date.n = (size_t)(end - date.s);
	name = terminal_line_bare(
	    (struct terminal_line){ l.s, (size_t)(dot - l.s) });
	if (name.n > NAME_MAX ||
	    !read_date(t, date, &b->published, &b->comments))
		return false;
	b->organization = name;
	b->dated = b->over = true;
	return true;
}

/*
 * Does line i begin an organization's name or a date?  A name may be wrapped, and
 * then its first line would become a part of the abstract.  It is not if its
 * first word would have had room in the line before.
 */
static bool
begins_paragraph(const struct terminal_text *t, size_t i)
{
	const struct terminal_line *before = &t->lines[i - 1],
				   *l = &t->lines[i];
	size_t word = 0;

	while (word < l->n && l->s[word] != ' ')
		word++;
	return before->n == 0 || terminal_line_is_ornament(*before) ||
	    terminal_line_number(l->s, l->n) > 0 ||
	    terminal_line_starts(*l, TEXT_MIDDLE_DOT) ||
	    before->n + 1 + word + WIDTH_SLACK <= t->width;
}

/* Read lines i and i + 1, or i alone, as "ORGANIZATION · DATE". */
static bool
take_dotted(struct terminal_text *t, size_t i, struct terminal_body *b,
    size_t *used)
{
	struct terminal_line l = t->lines[i];

	if (find_dot(l) == NULL || !begins_paragraph(t, i))
		return false;
	*used = 1;
	if (read_dotted(t, l, b))
		return true;
	if (terminal_text_is_empty(t, i + 1))
		return false;
	l.s = arena_printf(t->arena, "%.*s %.*s", (int)l.n, l.s,
	    (int)t->lines[i + 1].n, t->lines[i + 1].s);
	l.n = strlen(l.s);
	*used = 2;
	return read_dotted(t, l, b);
}

/*
 * Take line i of a card's body, and set *used to the number of lines taken.
 * Return false if the text is refused.
 */
static bool
take_line(struct terminal_text *t, size_t i, struct terminal_body *b,
    size_t *used)
{
	struct terminal_line l = t->lines[i];
	int64_t people = read_people(t, l), count;

	*used = 1;
	if (people != COUNT_UNKNOWN && b->author_count == COUNT_UNKNOWN) {
		b->author_count = people;
		return true;
	}
	if (take_dotted(t, i, b, used))
		return true;
	*used = 1;
	if (b->author_count != COUNT_UNKNOWN) {
		b->over = true;
		if (t->dated ||
		    !terminal_text_votes(t, terminal_line_bare(l), &count))
			return terminal_text_fail(t, i,
			    "a line follows the people of a card");
		b->comments = count;
		return true;
	}
	if (b->texts++ == 0)
		b->first = i;
	b->end = i + 1;
	/* Behind the last card there is the rest of the page. */
	b->over = !t->dated;
	return true;
}

/* Can a line be an organization's name, and no date that nobody can read? */
static bool
is_name(struct terminal_line l)
{
	return l.n <= NAME_MAX && find_dot(l) == NULL;
}

/* Is what begins at line i the end of the page, without another card? */
static bool
is_rest(struct terminal_text *t, size_t i)
{
	struct terminal_body b;
	size_t used;

	for (; i < t->count; i++) {
		if (read_people(t, t->lines[i]) != COUNT_UNKNOWN ||
		    terminal_line_starts(t->lines[i], "Submitted by") ||
		    take_dotted(t, i, &b, &used))
			return terminal_text_fail(t, i,
			    "a card below the last one has no box");
	}
	return true;
}

/* Does the page go on at line i, behind the last card? */
static bool
ends_page(struct terminal_text *t, size_t i, const struct terminal_body *b)
{
	int64_t comments;

	return b->over ||
	    (!t->dated && b->author_count != COUNT_UNKNOWN &&
		!terminal_text_votes(t, terminal_line_bare(t->lines[i]),
		    &comments));
}

/*
 * Read the lines below the title of a card.  Return false, with the fault noted,
 * if the text is refused.
 */
bool
terminal_body_read(struct terminal_text *t, const struct terminal_part *part,
    struct terminal_body *b)
{
	struct counted c;
	size_t i, used;

	*b = (struct terminal_body){ .author_count = COUNT_UNKNOWN,
		.published = DATE_NONE,
		.comments = COUNT_UNKNOWN };
	for (i = part->body; i < part->body_end; i += used) {
		used = 1;
		if (terminal_text_is_empty(t, i) ||
		    terminal_line_is_ornament(t->lines[i]))
			continue;
		if (part->last && ends_page(t, i, b)) {
			if (!is_rest(t, i))
				return false;
			break;
		}
		if (b->over)
			return terminal_text_fail(t, i,
			    "a card has more lines than it may");
		if (!take_line(t, i, b, &used))
			return false;
	}
	if (b->dated != t->dated)
		return terminal_text_fail(t, part->title,
		    "a card has no date, others have");
	if (t->dated)
		return true;
	if (b->texts + (b->author_count != COUNT_UNKNOWN) != 1 ||
	    (b->texts == 1 && !is_name(t->lines[b->first])))
		return terminal_text_fail(t, part->title,
		    "a card has neither an organization nor people");
	if (b->texts == 1) {
		c = split_count(t, t->lines[b->first]);
		b->organization = c.text;
		b->comments = c.comments;
	}
	return true;
}

/* Has a card a line with a date? */
bool
terminal_body_has_date(struct terminal_text *t,
    const struct terminal_part *part)
{
	struct terminal_body b = { 0 };
	size_t i, used;

	for (i = part->body; i < part->body_end; i++) {
		if (!terminal_text_is_empty(t, i) &&
		    take_dotted(t, i, &b, &used))
			return true;
	}
	return false;
}
