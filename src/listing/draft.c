/* A listing that is being read: its items, and what is said of bad ones. */
#include "listing/draft.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/date.h"

/* Bad items that are named one by one; the last warning counts the others. */
#define WARNINGS_MAX (LISTING_WARNINGS - 1)

/* Keep a warning, which parse_listing() gives. */
__attribute__((format(printf, 2, 3))) static void
warn_of(struct draft *d, const char *format, ...)
{
	char text[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	paper_keep_name(&d->listing.papers.arena, &d->listing.warnings,
	    arena_string(&d->listing.papers.arena, text));
}

/*
 * Leave an item out.  A saved listing has a warning for each of the first few.
 * A live listing, which is read again and again, has one line
 * (draft_tell_skipped()).
 */
void
draft_reject(struct draft *d, int64_t rank, const char *why)
{
	d->listing.skipped++;
	if (d->request->live && d->listing.skipped == 1)
		snprintf(d->first, sizeof(d->first), "item %lld: %s",
		    (long long)rank, why);
	if (!d->request->live && d->listing.skipped <= WARNINGS_MAX)
		warn_of(d, "item %lld left out: %s", (long long)rank, why);
}

/* Warn of the items that were left out of a good listing. */
void
draft_tell_skipped(struct draft *d)
{
	if (d->request->live && d->listing.skipped > 0)
		warn_of(d, "%zu items left out, the first: %s",
		    d->listing.skipped, d->first);
	else if (d->listing.skipped > WARNINGS_MAX)
		warn_of(d, "%zu items left out", d->listing.skipped);
}

/*
 * Add a paper at the next place of the source's order.  Return it for the
 * reader to fill in; it stays in place only until the next one is added.
 */
struct paper *
draft_add(struct draft *d)
{
	struct paper *p;
	struct listed_in seen = { .rank = (int64_t)++d->listing.items };

	/*
	 * A paper can be made of a few bytes, so without a limit memory would
	 * grow too far.
	 */
	if (d->listing.items > DRAFT_ITEMS) {
		d->surplus = (struct paper){ 0 };
		return &d->surplus;
	}
	p = paper_list_add(&d->listing.papers);
	paper_add_listing(&d->listing.papers.arena, p, &seen);
	return p;
}

/* Warn about an item that cannot be used, at the next place, and why. */
void
draft_skip(struct draft *d, const char *why)
{
	draft_reject(d, (int64_t)++d->listing.items, why);
}

/*
 * Say why the listing cannot be read: what was looked for and what was found,
 * without its name.
 */
void
draft_refuse(struct draft *d, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(d->listing.why, sizeof(d->listing.why), format, arguments);
	va_end(arguments);
}

/*
 * Return the last day that the page can show without a year.  A page that was
 * asked for by a day shows that day or, if it had no listing, an earlier one.
 * The day after it is possible, too, because the reader's clock may be behind
 * the source's.
 */
int64_t
draft_last_day(const struct draft *d)
{
	return d->request->asked == DATE_NONE ? d->request->now :
						d->request->asked + DATE_DAY;
}
