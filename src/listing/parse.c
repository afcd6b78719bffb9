/*
 * Reads a saved or fetched listing of any shape, and checks and cleans it, in the
 * process that it is called in.
 */
#include "listing/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "paper/clean.h"
#include "listing/draft.h"
#include "listing/html.h"
#include "listing/json_items.h"
#include "listing/markdown.h"
#include "listing/terminal.h"
#include "listing/text.h"

typedef int read_shape(struct draft *, const char *, size_t);

/* Files that are easily taken for a listing, by how they start. */
static const struct {
	const char *start;
	const char *why;
} others[] = {
	{ "\xff\xfe", "it is UTF-16; a listing is UTF-8" },
	{ "\xfe\xff", "it is UTF-16; a listing is UTF-8" },
	{ "\x1f\x8b", "it is compressed; unpack it first" },
	{ "%PDF-", "it is a PDF, not a listing" },
	{ "<?xml", "it is XML, not a listing" },
	{ "From: <Saved by", "it is an MHTML archive; save the page as HTML" },
	{ "MIME-Version:", "it is an MHTML archive; save the page as HTML" },
};

/*
 * Return why the bytes are no listing, as far as can be told before a reader
 * looks at them, or NULL.
 */
static const char *
refuse_bytes(const char *s, size_t n)
{
	size_t i;

	if (n == 0)
		return "it is empty, not a listing";
	if (n > LISTING_MAX)
		return "it is larger than 32 MiB";
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (strncmp(s, others[i].start, strlen(others[i].start)) == 0)
			return others[i].why;
	}
	if (memchr(s, '\0', n) != NULL)
		return "it is a binary file, not a listing";
	return NULL;
}

/*
 * Find the day of a bare array: the day of the first item that has one, unless
 * a day was asked for.
 */
static void
find_day(struct draft *d)
{
	size_t i;

	if (!d->listing.by_item || d->listing.day != DATE_NONE)
		return;
	for (i = 0; i < d->listing.papers.count && d->listing.day == DATE_NONE;
	     i++) {
		if (d->listing.papers.papers[i].listed != DATE_NONE)
			d->listing.day =
			    date_midnight(d->listing.papers.papers[i].listed);
	}
}

/* Note where the paper was seen. */
static void
set_listed_in(struct draft *d, struct paper *p)
{
	struct listed_in *seen = &p->listings[0];
	char label[DATE_DAY_SIZE];

	seen->kind = d->listing.kind;
	seen->day = d->listing.day;
	seen->label = d->listing.label;
	if (!d->listing.by_item)
		return;
	if (p->listed != DATE_NONE)
		seen->day = date_midnight(p->listed);
	date_format_day(seen->day, label);
	seen->label = arena_string(&d->listing.papers.arena, label);
}

/*
 * Set the instant the paper entered the listing.  Trending and search
 * listings, and renditions, show old papers too: those enter on the
 * listing's day.  Midnight means that only the day is known.
 */
static void
set_listed(const struct draft *d, struct paper *p)
{
	bool own = d->listing.kind == LISTING_DAY ||
	    d->listing.kind == LISTING_WEEK || d->listing.kind == LISTING_MONTH;

	if (!own || p->listed == DATE_NONE)
		p->listed = p->listings[0].day;
	if (p->listed > d->request->now)
		p->listed = d->request->now;
}

/*
 * Set when the values were read.  A saved listing was read at the end of the
 * day it was saved, or of its own latest day, so that an older reading never
 * replaces a newer one.
 */
static void
set_reading(struct draft *d)
{
	int64_t day = d->listing.day, listed;
	size_t i;

	if (d->request->live || day == DATE_NONE) {
		d->listing.reading = d->request->now;
		return;
	}
	if (d->request->asked > day)
		day = d->request->asked;
	/* A week is known by its first day. */
	for (i = 0; i < d->listing.papers.count; i++) {
		listed = date_midnight(d->listing.papers.papers[i].listed);
		if (listed > day)
			day = listed;
	}
	d->listing.reading = day + DATE_DAY - 1;
	if (d->listing.reading > d->request->now)
		d->listing.reading = d->request->now;
}

/* Make records of the papers and leave out those that cannot be used. */
static void
clean_papers(struct draft *d)
{
	struct paper *p;
	const char *why;
	size_t i, kept = 0;

	for (i = 0; i < d->listing.papers.count; i++) {
		p = &d->listing.papers.papers[i];
		set_listed_in(d, p);
		set_listed(d, p);
		if ((why = clean_paper(&d->listing.papers.arena, p)) != NULL) {
			draft_reject(d, p->listings[0].rank, why);
			continue;
		}
		p->complete = d->listing.complete;
		d->listing.papers.papers[kept++] = *p;
	}
	d->listing.papers.count = kept;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct paper *const *p = a, *const *q = b;
	int order;

	order = strcmp((*p)->id, (*q)->id);
	if (order != 0)
		return order;
	return ((*p)->listings[0].rank > (*q)->listings[0].rank) -
	    ((*p)->listings[0].rank < (*q)->listings[0].rank);
}

/*
 * Keep the last of items with the same id, so that reading the same listing
 * again does not find a change.
 */
static void
drop_doubles(struct paper_list *l)
{
	struct arena a = { 0 };
	struct paper **named =
	    arena_array(&a, l->count, sizeof(struct paper *));
	size_t i, n = 0, kept = 0;

	for (i = 0; i < l->count; i++) {
		if (l->papers[i].id != NULL)
			named[n++] = &l->papers[i];
	}
	qsort(named, n, sizeof(struct paper *), compare_ids);
	for (i = 1; i < n; i++) {
		if (strcmp(named[i - 1]->id, named[i]->id) == 0)
			named[i - 1]->title = NULL;
	}
	for (i = 0; i < l->count; i++) {
		if (l->papers[i].title != NULL)
			l->papers[kept++] = l->papers[i];
	}
	l->count = kept;
	arena_free(&a);
}

/*
 * Accept an empty listing of a weekend, or of a search.  For a fetched one
 * source/read_day.c looks at the days around it.
 */
static int
accept_empty(struct draft *d)
{
	char day[DATE_DAY_SIZE];

	if (d->request->live || d->listing.kind == LISTING_SEARCH)
		return 0;
	if (d->listing.day == DATE_NONE) {
		draft_refuse(d, "an empty list; name its day with -d DATE");
		return -1;
	}
	if (date_is_weekend(d->listing.day))
		return 0;
	date_format_day(d->listing.day, day);
	draft_refuse(d, "no papers, but %s is no weekend", day);
	return -1;
}

/* One bad item is left out; more than half say that the source changed. */
static bool
refuse_skipped(struct draft *d)
{
	if (d->listing.skipped <= d->listing.items / 2)
		return false;
	draft_refuse(d,
	    "%zu of %zu items cannot be used: the listing has changed",
	    d->listing.skipped, d->listing.items);
	return true;
}

/* Check and clean what a reader found.  Return 0, or -1 with why not. */
static int
finish(struct draft *d)
{
	struct listing *l = &d->listing;

	if (l->items > DRAFT_ITEMS) {
		draft_refuse(d, "more than %d items", DRAFT_ITEMS);
		return -1;
	}
	find_day(d);
	if (l->items == 0)
		return accept_empty(d);
	if (refuse_skipped(d))
		return -1;
	if (l->day == DATE_NONE) {
		draft_refuse(d,
		    "it does not show its day%s; name it with -d DATE",
		    l->by_item ? " (no submittedOnDailyAt)" : "");
		return -1;
	}
	if (!l->by_item && l->day > d->request->now + DATE_DAY) {
		draft_refuse(d, "its day is still to come");
		return -1;
	}
	clean_papers(d);
	if (refuse_skipped(d))
		return -1;
	draft_tell_skipped(d);
	drop_doubles(&l->papers);
	return 0;
}

/*
 * Return where a listing begins, whose first byte tells much of its shape: behind
 * a mark of the byte order and blanks.
 */
static const char *
find_start(const char *s)
{
	static const char mark[] = "\xef\xbb\xbf";

	if (strncmp(s, mark, strlen(mark)) == 0)
		s += strlen(mark);
	return s + strspn(s, " \t\r\n");
}

/*
 * Return the reader of a listing's shape, which its first byte tells, or for a
 * text, which may begin with the bracket of a link, lines that no JSON has.
 */
static read_shape *
find_reader(const char *s, size_t n)
{
	char first = n > 0 ? s[0] : '\0';

	if (first == '<')
		return listing_html_read;
	if (first != '{' && markdown_is_likely(s, n))
		return listing_markdown_read;
	if (first != '{' && terminal_is_likely(s))
		return listing_terminal_read;
	if (first == '[' || first == '{')
		return listing_json_read;
	return listing_text_read;
}

/*
 * Read a saved or fetched listing of any shape in this process: n bytes with a
 * NUL behind them.  Return 0, or -1 with why the bytes are not a listing; the rest
 * is as parse_listing() says, but that the warnings are in the listing.
 */
int
parse_listing_here(struct listing *result,
    const struct listing_request *request, const char *s, size_t n)
{
	struct draft d = { .request = request,
		.listing = { .day = DATE_NONE, .previous = DATE_NONE } };
	const char *why = refuse_bytes(s, n), *start;
	int ret = -1;

	if (why != NULL) {
		draft_refuse(&d, "%s", why);
		goto out;
	}
	start = find_start(s);
	n -= (size_t)(start - s);
	s = start;
	if (find_reader(s, n)(&d, s, n) == 0 && finish(&d) == 0) {
		set_reading(&d);
		ret = 0;
	}
out:
	if (ret == -1)
		d.listing.papers.count = d.listing.items = d.listing.skipped =
		    0;
	*result = d.listing;
	return ret;
}
