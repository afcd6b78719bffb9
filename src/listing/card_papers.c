/*
 * Makes raw papers of a page's cards, and finds the kind of the listing.  Cards
 * show less than the island, so `complete` is false.
 */
#include "listing/card_papers.h"

#include <string.h>

#include "base/date.h"
#include "listing/cards.h"
#include "listing/draft.h"

/*
 * A trending card shows the AI summary if there is one, else the abstract,
 * and does not say which.  Of 925 papers the longest summary had 361 bytes
 * and the shortest abstract 591.  So only an uncommonly short abstract can be
 * taken for a summary, and hardly ever a summary for an abstract.
 */
#define SUMMARY_MAX 450

#define HALF_YEAR (183 * DATE_DAY)

/*
 * Find the day that a page stands for: the day of its own address, else the day
 * it shows, else the day that was asked for.  A day that it shows has no year:
 * take the year that brings it next to the day it links to, which may be on the
 * other side of New Year.
 */
static int64_t
find_day(const struct draft *d, const struct cards *c)
{
	int64_t day;

	if (c->address != DATE_NONE)
		return c->address;
	if (c->date != NULL &&
	    card_text_read_date(c->date, c->neighbour + HALF_YEAR, &day))
		return day;
	return d->request->asked;
}

/*
 * Cards look alike in listings of days and weeks; only the page's own address
 * tells.
 */
static enum listing_kind
find_kind(const struct cards *c, bool trending)
{
	if (trending)
		return LISTING_TRENDING;
	if (c->query != NULL)
		return LISTING_SEARCH;
	if (c->address != DATE_NONE)
		return LISTING_DAY;
	return LISTING_PAGE;
}

static void
set_label(struct draft *d, const struct cards *c)
{
	char day[DATE_DAY_SIZE];

	if (d->listing.kind == LISTING_SEARCH) {
		d->listing.label =
		    arena_string(&d->listing.papers.arena, c->query);
		return;
	}
	if (d->listing.day == DATE_NONE)
		return;
	date_format_day(d->listing.day, day);
	d->listing.label = arena_string(&d->listing.papers.arena, day);
}

/* A date without a year lies before the page's day. */
static int64_t
find_published(const struct draft *d, const struct card *card)
{
	int64_t day, latest = d->listing.day;

	if (latest == DATE_NONE)
		latest = date_midnight(d->request->now);
	if (card->date == NULL ||
	    !card_text_read_date(card->date, latest, &day))
		return DATE_NONE;
	return day;
}

static void
fill_paper(struct draft *d, const struct card *card)
{
	struct paper *p = draft_add(d);
	struct arena *a = &d->listing.papers.arena;
	const char *text = arena_string(a, card->text);

	p->id = arena_string(a, card->id);
	p->source.title = arena_string(a, card->title);
	if (text != NULL && d->listing.kind == LISTING_TRENDING &&
	    strlen(text) <= SUMMARY_MAX)
		p->source.summary = text;
	else
		p->source.abstract = text;
	p->author_count = card->author_count;
	p->organization = arena_string(a, card->organization);
	p->submitter = arena_string(a, card->submitter);
	p->published = find_published(d, card);
	p->upvotes = card->upvotes;
	p->comments = card->comments;
	/*
	 * Other cards show comments if there are any; trending cards never do.
	 */
	if (p->comments == COUNT_UNKNOWN && d->listing.kind != LISTING_TRENDING)
		p->comments = 0;
	p->links[LINK_CODE] = arena_string(a, card->code);
	p->links[LINK_THUMBNAIL] = arena_string(a, card->thumbnail);
}

/*
 * Make papers of a page's cards, which stay the caller's, and set the kind,
 * label and day of the listing.
 */
void
card_papers_add(struct draft *d, const struct cards *c, bool trending)
{
	size_t i;

	d->listing.complete = false;
	d->listing.by_item = false;
	d->listing.day = find_day(d, c);
	d->listing.kind = find_kind(c, trending);
	set_label(d, c);
	for (i = 0; i < c->count; i++) {
		if (c->cards[i].title == NULL)
			draft_skip(d, "its card has no title");
		else
			fill_paper(d, &c->cards[i]);
	}
}
