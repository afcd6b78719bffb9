/*
 * Reads a page with its cards as browsers for terminals print it: w3m, lynx,
 * links2, elinks.  A card is
 *
 *	Submitted by NAME	in a day's listing
 *	[ ]			the box for a vote, by which cards are found
 *	VOTES
 *
 *	TITLE
 *
 *	ABSTRACT		in a search
 *	ORGANIZATION, or "* N authors"
 *	· DATE			in a search, perhaps on the line above
 *
 * with the number of comments glued to the end.  lynx and elinks number the
 * links, [12], and list their URLs at the end, where the ids are.  Each line
 * must be one of these, or the text is refused.
 */
#include "listing/terminal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "listing/card_text.h"
#include "listing/draft.h"
#include "listing/terminal_body.h"
#include "listing/terminal_line.h"
#include "listing/text_proof.h"

#define BLANKS	  " \t\r"
#define DIGITS	  "0123456789"
#define TITLE_MAX 6 /* lines */

struct terminal {
	struct draft *d;
	struct arena arena;
	struct terminal_text text;
	const char **urls; /* of the links, by their numbers; NULL if none */
	size_t url_count;
};

/* Is a line the box of a vote? */
static bool
is_box(struct terminal_line l)
{
	l = terminal_line_skip_numbers(l);
	/* elinks has a blank of two bytes in it. */
	return terminal_line_is(l, "[ ]") || terminal_line_is(l, "[  ]");
}

/* Join lines, the first one without the number of its link. */
static const char *
join(struct terminal *t, size_t from, size_t to)
{
	struct buf b = { 0 };
	struct terminal_line l;
	const char *text;

	for (; from < to; from++) {
		l = t->text.lines[from];
		if (b.length == 0 && t->text.numbered)
			l = terminal_line_skip_numbers(l);
		buf_add(&b, l.s, l.n);
		/* w3m wraps behind a slash. */
		if (l.n == 0 || l.s[l.n - 1] != '/')
			buf_putc(&b, '\n');
	}
	text = arena_copy(&t->d->listing.papers.arena,
	    b.length > 0 ? b.data : "", b.length);
	buf_free(&b);
	return text;
}

/* Return the id of the paper to which the link of a title leads, or NULL. */
static const char *
find_id(struct terminal *t, size_t title)
{
	static const char path[] = "/papers/";
	size_t number;
	const char *id;

	if (!t->text.numbered)
		return NULL;
	number = strtoul(t->text.lines[title].s + 1, NULL, 10);
	if (number >= t->url_count || t->urls[number] == NULL ||
	    (id = strstr(t->urls[number], path)) == NULL)
		return NULL;
	id += strlen(path);
	return arena_copy(&t->d->listing.papers.arena, id, strcspn(id, "?#"));
}

/* Add the name of an organization, if it was printed as such. */
static void
set_organization(struct terminal *t, struct paper *p, struct terminal_line name)
{
	/* A picture's text in brackets stands before some. */
	if (name.n > 0 && name.s[0] != '[')
		p->organization =
		    arena_copy(&t->d->listing.papers.arena, name.s, name.n);
}

/* Return who submitted the card at a box, or NULL. */
static const char *
find_submitter(struct terminal *t, size_t box)
{
	static const char by[] = "Submitted by ";
	struct terminal_line l;

	while (box > 0 && terminal_line_is_ornament(t->text.lines[box - 1]))
		box--;
	if (box == 0 || !terminal_line_starts(t->text.lines[box - 1], by))
		return NULL;
	l = t->text.lines[box - 1];
	return arena_copy(&t->d->listing.papers.arena, l.s + strlen(by),
	    l.n - strlen(by));
}

/* Add the paper of a card.  Return false if the text is refused. */
static bool
add_card(struct terminal *t, const struct terminal_part *part)
{
	struct terminal_body b;
	struct paper *p;
	const char *fault;

	if ((terminal_line_number(t->text.lines[part->title].s,
		 t->text.lines[part->title].n) > 0) != t->text.numbered)
		return terminal_text_fail(&t->text, part->title,
		    "some titles begin with a number, others do not");
	if (!terminal_body_read(&t->text, part, &b))
		return false;
	p = draft_add(t->d);
	p->id = find_id(t, part->title);
	p->source.title = join(t, part->title, part->title_end);
	p->upvotes = part->votes;
	p->submitter = find_submitter(t, part->box);
	p->author_count = b.author_count;
	p->published = b.published;
	p->comments = b.comments;
	set_organization(t, p, b.organization);
	if (t->text.dated && b.texts > 0)
		p->source.abstract = join(t, b.first, b.end);
	fault = text_proof_fault(p);
	return fault == NULL ||
	    terminal_text_fail(&t->text, part->title, fault);
}

/*
 * Read the votes below line i, if that is a box.  Return their line, or 0 if
 * there are none that a blank line follows.
 */
static size_t
read_box(struct terminal *t, size_t i, int64_t *votes)
{
	if (!is_box(t->text.lines[i]))
		return 0;
	for (i++; i < t->text.count && t->text.lines[i].n == 0;)
		i++;
	if (i == t->text.count ||
	    !terminal_text_votes(&t->text, t->text.lines[i], votes) ||
	    !terminal_text_is_empty(&t->text, i + 1))
		return 0;
	return i;
}

/* Return the line of the next box with votes below it, or the count of lines. */
static size_t
find_box(struct terminal *t, size_t i)
{
	int64_t votes;

	while (i < t->text.count && read_box(t, i, &votes) == 0)
		i++;
	return i;
}

/* Return the line behind the body that ends before a box. */
static size_t
find_body_end(const struct terminal *t, size_t from, size_t box)
{
	while (box > from &&
	    (terminal_text_is_empty(&t->text, box - 1) ||
		terminal_line_is_ornament(t->text.lines[box - 1]) ||
		terminal_line_starts(t->text.lines[box - 1], "Submitted by ")))
		box--;
	return box;
}

/* Find the lines of the card at a box; *next is the box of the next card. */
static bool
find_part(struct terminal *t, size_t box, struct terminal_part *part,
    size_t *next)
{
	part->box = box;
	part->title = read_box(t, box, &part->votes) + 1;
	while (part->title < t->text.count &&
	    terminal_text_is_empty(&t->text, part->title))
		part->title++;
	for (part->title_end = part->title;
	     !terminal_text_is_empty(&t->text, part->title_end);)
		part->title_end++;
	part->body = part->title_end;
	*next = find_box(t, part->body);
	part->last = *next == t->text.count;
	part->body_end =
	    part->last ? t->text.count : find_body_end(t, part->body, *next);
	if (part->title_end == part->title ||
	    part->title_end - part->title > TITLE_MAX)
		return terminal_text_fail(&t->text, box,
		    "no title below the votes of a card");
	return true;
}

/*
 * Is every box the start of a card?  One that stands behind other words, because
 * a browser put no line end before it, belongs to a card that would be lost.
 */
static bool
is_every_box_a_card(struct terminal *t)
{
	const struct terminal_line *l;
	size_t i;

	for (i = 0; i < t->text.count; i++) {
		l = &t->text.lines[i];
		if ((memmem(l->s, l->n, "[ ]", 3) != NULL ||
			memmem(l->s, l->n, "[  ]", 4) != NULL) &&
		    find_box(t, i) != i)
			return terminal_text_fail(&t->text, i,
			    "a box for a vote stands in another line");
	}
	return true;
}

/*
 * Read a line above the cards: the day of the page, whose year is not shown.
 * Return whether it is the page's heading.
 */
static bool
read_page_line(struct terminal *t, struct terminal_line l)
{
	int64_t day;

	l = terminal_line_bare(l);
	if (card_text_read_date(terminal_text_copy(&t->text, l),
		draft_last_day(t->d), &day)) {
		t->d->listing.day = day;
		t->text.latest = day;
	}
	return terminal_line_is(l, "Daily Papers");
}

/* Read all cards.  Return false if the text is refused. */
static bool
read_cards(struct terminal *t)
{
	size_t box = find_box(t, 0), next, i;
	struct terminal_part part;
	struct terminal_line title;
	bool named = false;

	for (i = 0; i < box; i++)
		named = read_page_line(t, t->text.lines[i]) || named;
	if (!named)
		return terminal_text_fail(&t->text, 0,
		    "no heading \"Daily Papers\" above the cards");
	if (!is_every_box_a_card(t) || !find_part(t, box, &part, &next))
		return false;
	title = t->text.lines[part.title];
	t->text.numbered = terminal_line_number(title.s, title.n) > 0;
	t->text.dated = terminal_body_has_date(&t->text, &part);
	for (; box < t->text.count; box = next) {
		if (!find_part(t, box, &part, &next) || !add_card(t, &part))
			return false;
	}
	return true;
}

/* Keep the URL of a line "12. URL", in which links are listed. */
static void
keep_url(struct terminal *t, struct terminal_line l)
{
	size_t number;
	const char *s, *dot;

	if (l.n == 0 || strchr(DIGITS, *l.s) == NULL)
		return;
	s = terminal_text_copy(&t->text, l);
	dot = s + strspn(s, DIGITS);
	number = strtoul(s, NULL, 10);
	if (strncmp(dot, ". ", 2) != 0 || number > t->text.count)
		return;
	while (t->url_count <= number) {
		t->urls = array_grow_in(&t->arena, t->urls, t->url_count,
		    sizeof(*t->urls));
		t->urls[t->url_count++] = NULL;
	}
	t->urls[number] = dot + 2;
}

/* Split a text into lines, with plain blanks for those that may not break. */
static void
split_lines(struct terminal *t, const char *text, size_t n)
{
	char *s = arena_copy(&t->arena, text, n), *end = s + n, *next = s;
	struct terminal_line l;

	while ((next = memmem(next, (size_t)(end - next), "\xc2\xa0", 2)) !=
	    NULL) {
		next[0] = ' ';
		next[1] = ' ';
	}
	for (; s < end; s = next + 1) {
		next = memchr(s, '\n', (size_t)(end - s));
		if (next == NULL)
			next = end;
		l = (struct terminal_line){ s, (size_t)(next - s) };
		while (l.n > 0 && strchr(BLANKS, *l.s) != NULL) {
			l.s++;
			l.n--;
		}
		while (l.n > 0 && strchr(BLANKS, l.s[l.n - 1]) != NULL)
			l.n--;
		t->text.lines = array_grow_in(&t->arena, t->text.lines,
		    t->text.count, sizeof(*t->text.lines));
		t->text.lines[t->text.count++] = l;
		if (l.n > t->text.width && memmem(l.s, l.n, "://", 3) == NULL)
			t->text.width = l.n;
	}
}

/* Is the rest of a line blank, and the next one a number or a dash? */
static bool
has_votes_below(const char *s)
{
	s += strspn(s, BLANKS);
	if (*s != '\n')
		return false;
	s += 1 + strspn(s + 1, BLANKS);
	if (*s == '[' && s[1 + strspn(s + 1, DIGITS)] == ']')
		s += 2 + strspn(s + 1, DIGITS);
	return *s == '-' || (*s >= '0' && *s <= '9');
}

/* Has a text, with a NUL behind it, the box of a vote with votes below it? */
bool
terminal_is_likely(const char *text)
{
	static const char *const boxes[] = { "[ ]", "[\xc2\xa0]" };
	const char *s;
	size_t i;

	for (i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) {
		for (s = strstr(text, boxes[i]); s != NULL;
		     s = strstr(s, boxes[i])) {
			s += strlen(boxes[i]);
			if (has_votes_below(s))
				return true;
		}
	}
	return false;
}

/*
 * Read what a browser for terminals printed of a page, n bytes with a NUL behind
 * them, and no other NUL.  Return 0, or -1 if it is refused.
 */
int
listing_terminal_read(struct draft *d, const char *s, size_t n)
{
	struct terminal t = { .d = d };
	char label[DATE_DAY_SIZE];
	size_t i;
	bool ok;

	d->listing.day = date_midnight(d->request->asked);
	t.text.arena = &t.arena;
	t.text.latest = d->listing.day != DATE_NONE ?
	    d->listing.day :
	    date_midnight(d->request->now);
	split_lines(&t, s, n);
	for (i = 0; i < t.text.count; i++)
		keep_url(&t, t.text.lines[i]);
	ok = read_cards(&t);
	if (!ok)
		draft_refuse(d,
		    "no listing that can be read as text: %s (line %zu)",
		    t.text.fault, t.text.fault_line);
	arena_free(&t.arena);
	if (!ok)
		return -1;
	if (d->listing.day != DATE_NONE) {
		date_format_day(d->listing.day, label);
		d->listing.label =
		    arena_string(&d->listing.papers.arena, label);
	}
	d->listing.kind = LISTING_TEXT;
	d->listing.complete = false;
	return 0;
}
