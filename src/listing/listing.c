#include "listing/listing.h"

#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "paper/clean.h"
#include "listing/html.h"
#include "listing/json_items.h"
#include "listing/text.h"

#define WARNINGS_MAX 5 /* bad items named one by one */

static bool
starts_html(const char *s)
{
	return *s == '<';
}

static bool
starts_json(const char *s)
{
	return *s == '[' || *s == '{';
}

static bool
starts_any(const char *s)
{
	(void)s;
	return true;
}

/* The shapes of a listing, told apart by how they start. */
static const struct shape {
	bool (*recognise)(const char *);
	int (*read)(struct listing *, const char *, size_t);
} shapes[] = {
	{ starts_html, listing_html_read },
	{ starts_json, listing_json_read },
	{ starts_any, listing_text_read },
};

/*
 * Leave an item out.  Of a saved listing each is named, up to a few; a live one
 * is read again and again, and has one line (tell_skipped()).
 */
static void
reject(struct listing *l, int64_t rank, const char *why)
{
	l->skipped++;
	if (l->live && l->skipped == 1)
		snprintf(l->first, sizeof(l->first), "item %lld: %s",
		    (long long)rank, why);
	if (!l->live && l->skipped <= WARNINGS_MAX)
		warnx("%s: item %lld left out: %s", l->name, (long long)rank,
		    why);
}

/* Warn of the items that were left out of a good listing. */
static void
tell_skipped(const struct listing *l)
{
	if (l->live && l->skipped > 0)
		warnx("%s: %zu items left out, the first: %s", l->name,
		    l->skipped, l->first);
	else if (l->skipped > WARNINGS_MAX)
		warnx("%s: %zu items left out", l->name, l->skipped);
}

/*
 * Add a paper at the next place of the source's order.  Return it for the
 * reader to fill in; it stays in place only until the next one is added.
 */
struct paper *
listing_add(struct listing *l)
{
	struct paper *p;
	struct listed_in seen = { .rank = (int64_t)++l->items };

	/* A few bytes can make a paper: memory must not follow them. */
	if (l->items > LISTING_ITEMS) {
		l->surplus = (struct paper){ 0 };
		return &l->surplus;
	}
	p = paper_list_add(&l->papers);
	paper_add_listing(&l->papers.arena, p, &seen);
	return p;
}

/* Warn about an item that cannot be used, at the next place, and why. */
void
listing_skip(struct listing *l, const char *why)
{
	reject(l, (int64_t)++l->items, why);
}

/*
 * Say why the listing cannot be read: what was looked for and what was found,
 * without its name.
 */
void
listing_refuse(struct listing *l, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(l->why, sizeof(l->why), format, arguments);
	va_end(arguments);
}

/* Free what a listing read; what the caller put in stays. */
void
listing_free(struct listing *l)
{
	paper_list_free(&l->papers);
	l->label = NULL;
	l->items = l->skipped = 0;
}

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

/* What can be said against the bytes before any reader looks at them. */
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
 * The day of a bare array: of the first item that has one, unless it was
 * asked for.
 */
static void
find_day(struct listing *l)
{
	size_t i;

	if (!l->by_item || l->day != DATE_NONE)
		return;
	for (i = 0; i < l->papers.count && l->day == DATE_NONE; i++) {
		if (l->papers.papers[i].listed != DATE_NONE)
			l->day = date_midnight(l->papers.papers[i].listed);
	}
}

/* Note where the paper was seen. */
static void
set_listed_in(struct listing *l, struct paper *p)
{
	struct listed_in *seen = &p->listings[0];
	char label[DATE_DAY_SIZE];

	seen->kind = l->kind;
	seen->day = l->day;
	seen->label = l->label;
	if (!l->by_item)
		return;
	if (p->listed != DATE_NONE)
		seen->day = date_midnight(p->listed);
	date_format_day(seen->day, label);
	seen->label = arena_string(&l->papers.arena, label);
}

/*
 * Set the instant the paper entered the listing.  Trending and search
 * listings, and renditions, show old papers too: those enter on the
 * listing's day.  Midnight means that only the day is known.
 */
static void
set_listed(const struct listing *l, struct paper *p)
{
	bool own = l->kind == LISTING_DAY || l->kind == LISTING_WEEK ||
	    l->kind == LISTING_MONTH;

	if (!own || p->listed == DATE_NONE)
		p->listed = p->listings[0].day;
	if (p->listed > l->now)
		p->listed = l->now;
}

/*
 * When the values were read: a saved listing at the end of the day it was
 * saved or of its own latest one, so that an older reading never replaces what
 * a newer one said.
 */
static void
set_reading(struct listing *l)
{
	int64_t day = l->day, listed;
	size_t i;

	if (l->live || day == DATE_NONE) {
		l->reading = l->now;
		return;
	}
	if (l->asked > day)
		day = l->asked;
	/* A week is known by its first day. */
	for (i = 0; i < l->papers.count; i++) {
		listed = date_midnight(l->papers.papers[i].listed);
		if (listed > day)
			day = listed;
	}
	l->reading = day + DATE_DAY - 1;
	if (l->reading > l->now)
		l->reading = l->now;
}

/* Make records of the papers and leave out those that cannot be used. */
static void
clean_papers(struct listing *l)
{
	struct paper *p;
	const char *why;
	size_t i, kept = 0;

	for (i = 0; i < l->papers.count; i++) {
		p = &l->papers.papers[i];
		set_listed_in(l, p);
		set_listed(l, p);
		if ((why = clean_paper(&l->papers.arena, p)) != NULL) {
			reject(l, p->listings[0].rank, why);
			continue;
		}
		p->complete = l->complete;
		l->papers.papers[kept++] = *p;
	}
	l->papers.count = kept;
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
 * Of items with one id the last stays: reading the same listing again must
 * not find it changed.
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
 * An empty listing is in order on a weekend, and for a search.  Whoever fetches
 * one looks at the days around it (reading.h).
 */
static int
accept_empty(struct listing *l)
{
	char day[DATE_DAY_SIZE];

	if (l->live || l->kind == LISTING_SEARCH)
		return 0;
	if (l->day == DATE_NONE) {
		listing_refuse(l, "an empty list; name its day with -d DATE");
		return -1;
	}
	if (date_is_weekend(l->day))
		return 0;
	date_format_day(l->day, day);
	listing_refuse(l, "no papers, but %s is no weekend", day);
	return -1;
}

/* One bad item is left out; more than half say that the source changed. */
static bool
refuse_skipped(struct listing *l)
{
	if (l->skipped <= l->items / 2)
		return false;
	listing_refuse(l,
	    "%zu of %zu items cannot be used: the listing has changed",
	    l->skipped, l->items);
	return true;
}

/*
 * Read a saved or fetched listing of any shape: n bytes with a NUL behind
 * them.  `name`, `asked`, `now` and `live` are set by the caller.
 * Return 0 with clean papers in the source's order; listing_free() frees
 * them.  Return -1 when the bytes are not a listing: `why` then says what was
 * looked for and what was found, and there are no papers.  `why` is not empty
 * either when a page's data could not be read and its cards were.  Items that
 * are left out of a good listing are warned about.
 */
int
listing_read(struct listing *l, const char *s, size_t n)
{
	const struct shape *shape = shapes;
	const char *why;
	size_t blanks;

	l->day = l->previous = DATE_NONE;
	l->why[0] = '\0';
	if ((why = refuse_bytes(s, n)) != NULL) {
		listing_refuse(l, "%s", why);
		return -1;
	}
	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		s += 3;
		n -= 3;
	}
	blanks = strspn(s, " \t\r\n");
	while (!shape->recognise(s + blanks))
		shape++;
	if (shape->read(l, s + blanks, n - blanks) == -1)
		goto refused;
	if (l->items > LISTING_ITEMS) {
		listing_refuse(l, "more than %d items", LISTING_ITEMS);
		goto refused;
	}
	find_day(l);
	if (l->items == 0 && accept_empty(l) == 0) {
		set_reading(l);
		return 0;
	}
	if (l->items == 0)
		goto refused;
	if (refuse_skipped(l))
		goto refused;
	if (l->day == DATE_NONE) {
		listing_refuse(l,
		    "it does not show its day%s; name it with -d DATE",
		    l->by_item ? " (no submittedOnDailyAt)" : "");
		goto refused;
	}
	if (!l->by_item && l->day > l->now + DATE_DAY) {
		listing_refuse(l, "its day is still to come");
		goto refused;
	}
	clean_papers(l);
	if (refuse_skipped(l))
		goto refused;
	tell_skipped(l);
	drop_doubles(&l->papers);
	set_reading(l);
	return 0;

refused:
	listing_free(l);
	return -1;
}
