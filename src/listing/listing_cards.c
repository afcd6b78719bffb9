/*
 * The cards of a page to raw papers, and what kind of listing they are.  They
 * show less than the island: complete is false.
 */
#include "listing/listing_cards.h"

#include <string.h>

#include "base/date.h"
#include "listing/cards.h"
#include "listing/listing.h"

/*
 * A trending card shows the AI summary if there is one, else the abstract,
 * and does not say which.  Of 925 papers the longest summary had 361 bytes
 * and the shortest abstract 591.  So only an uncommonly short abstract can be
 * taken for a summary, and hardly ever a summary for an abstract.
 */
#define SUMMARY_MAX 450

#define HALF_YEAR (183 * DATE_DAY)

/*
 * The day a page stands for: that of its own address, else the one it shows,
 * in the year in which that is next to the day it links to, be it on the
 * other side of New Year; else the one asked for.
 */
static int64_t
find_day(const struct listing *l, const struct cards *c)
{
	int64_t day;

	if (c->address != DATE_NONE)
		return c->address;
	if (c->date != NULL &&
	    card_text_read_date(c->date, c->neighbour + HALF_YEAR, &day))
		return day;
	return l->asked;
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
set_label(struct listing *l, const struct cards *c)
{
	char day[DATE_DAY_SIZE];

	if (l->kind == LISTING_SEARCH) {
		l->label = arena_string(&l->papers.arena, c->query);
		return;
	}
	if (l->day == DATE_NONE)
		return;
	date_format_day(l->day, day);
	l->label = arena_string(&l->papers.arena, day);
}

/* A date without a year lies before the page's day. */
static int64_t
find_published(const struct listing *l, const struct card *card)
{
	int64_t day, latest = l->day;

	if (latest == DATE_NONE)
		latest = date_midnight(l->now);
	if (card->date == NULL ||
	    !card_text_read_date(card->date, latest, &day))
		return DATE_NONE;
	return day;
}

static void
fill_paper(struct listing *l, const struct card *card)
{
	struct paper *p = listing_add(l);
	struct arena *a = &l->papers.arena;
	const char *text = arena_string(a, card->text);

	p->id = arena_string(a, card->id);
	p->source.title = arena_string(a, card->title);
	if (text != NULL && l->kind == LISTING_TRENDING &&
	    strlen(text) <= SUMMARY_MAX)
		p->source.summary = text;
	else
		p->source.abstract = text;
	p->author_count = card->author_count;
	p->organization = arena_string(a, card->organization);
	p->submitter = arena_string(a, card->submitter);
	p->published = find_published(l, card);
	p->upvotes = card->upvotes;
	p->comments = card->comments;
	/* Others show comments if there are any, trending cards never do. */
	if (p->comments == COUNT_UNKNOWN && l->kind != LISTING_TRENDING)
		p->comments = 0;
	p->links[LINK_CODE] = arena_string(a, card->code);
	p->links[LINK_THUMBNAIL] = arena_string(a, card->thumbnail);
}

/*
 * Make papers of a page's cards, which stay the caller's, and set the kind,
 * label and day of the listing.
 */
void
listing_cards_read(struct listing *l, const struct cards *c, bool trending)
{
	size_t i;

	l->complete = false;
	l->by_item = false;
	l->day = find_day(l, c);
	l->kind = find_kind(c, trending);
	set_label(l, c);
	for (i = 0; i < c->count; i++) {
		if (c->cards[i].title == NULL)
			listing_skip(l, "its card has no title");
		else
			fill_paper(l, &c->cards[i]);
	}
}
