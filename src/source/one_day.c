/* One of a source's URLs: what it answers for a day, as a listing. */
#include "source/one_day.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/charset.h"
#include "base/date.h"
#include "base/url.h"
#include "listing/parse.h"
#include "config/source_url.h"
#include "fetch/client.h"
#include "fetch/fetch.h"

/* What an outcome means when nothing better follows. */
static int
fetch_status(enum fetch_outcome outcome)
{
	return outcome == FETCH_WAIT ? EX_TEMPFAIL : EX_UNAVAILABLE;
}

/* Note why there is nothing to be had.  Return -1. */
static int
fail(struct one_day *t, int status, const char *why)
{
	t->status = status;
	snprintf(t->why, sizeof(t->why), "%s", why);
	return -1;
}

static bool
is_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/*
 * Ask for a URL, on the condition that it has changed where an answer is
 * known.  "Not modified" counts only if it comes from where that came from;
 * otherwise it is asked for without condition.
 */
static void
ask(struct one_day *t, struct client *s, const char *url,
    const struct validators *known, struct fetch_response *response)
{
	struct fetch_request request = { .url = url, .timeout = t->timeout };

	if (known != NULL) {
		request.etag = known->etag;
		request.modified = known->modified;
	}
	client_get(s, &request, response);
	if (response->outcome == FETCH_NOT_MODIFIED && known != NULL &&
	    !is_same(known->final, response->url.data)) {
		request.etag = request.modified = NULL;
		client_get(s, &request, response);
	}
	if (response->status != 0)
		t->http = response->status;
	t->unreachable = response->outcome == FETCH_TROUBLE ||
	    response->outcome == FETCH_WAIT;
}

/* Read the listing of an answer.  Return 0, or -1 when it is refused. */
static int
read_page(struct one_day *t, struct fetch_response *response)
{
	const struct listing_request request = { .name = t->url,
		.asked = t->asked,
		.now = t->now,
		.live = true };
	struct listing *l = &t->pages[t->page_count];

	charset_to_utf8(&response->body, response->charset.data);
	if (parse_listing(l, &request, response->body.data,
		response->body.length) == -1) {
		fail(t, EX_DATAERR, l->why);
		return -1;
	}
	t->page_count++;
	return 0;
}

/* Note the validators of an answer; "not modified" may have new ones. */
static void
note_validators(struct one_day *t, struct arena *a,
    const struct fetch_response *response)
{
	if (response->etag.length > 0)
		t->answer.etag = arena_string(a, response->etag.data);
	if (response->modified.length > 0)
		t->answer.modified = arena_string(a, response->modified.data);
}

/* Note what was answered, to be kept with the papers. */
static void
note_answer(struct one_day *t, struct arena *a,
    const struct fetch_response *response)
{
	const struct listing *l = &t->pages[0];

	t->answer = (struct validators){ .url = t->url, .read = t->now };
	t->answer.final = arena_string(a, response->url.data);
	note_validators(t, a, response);
	t->answer.day = l->day;
	t->answer.previous = l->previous;
}

/* Note why a further page is not to be had.  Return -1. */
static int
fail_page(struct one_day *t, const struct fetch_response *response)
{
	t->status = fetch_status(response->outcome);
	snprintf(t->why, sizeof(t->why), "page %zu: %s", t->page_count + 1,
	    response->why.data);
	return -1;
}

/*
 * Read the further pages of an answer of the API that is full.  Return 0 or
 * -1.
 */
static int
read_more_pages(struct one_day *t, struct client *s, const char *url,
    struct fetch_response *response)
{
	struct buf next = { 0 };
	const struct listing *last = &t->pages[0];
	int ret = 0;

	while (ret == 0 && t->page_count < ROUTE_PAGES && last->by_item &&
	    source_url_next_page(&next, url, (int64_t)t->page_count,
		(int64_t)last->items) == 0) {
		/* One page's validators cannot vouch for the others. */
		t->answer.etag = t->answer.modified = NULL;
		ask(t, s, next.data, NULL, response);
		if (response->outcome == FETCH_OK)
			ret = read_page(t, response);
		else
			ret = fail_page(t, response);
		last = &t->pages[t->page_count - 1];
		buf_clear(&next);
	}
	if (ret == 0 && t->page_count == ROUTE_PAGES && last->by_item &&
	    source_url_next_page(&next, url, ROUTE_PAGES,
		(int64_t)last->items) == 0)
		snprintf(t->why, sizeof(t->why),
		    "more than %d pages; the others are not read", ROUTE_PAGES);
	buf_free(&next);
	return ret;
}

/*
 * Refuse a listing that is of other days than the one that was asked for: the
 * one before it may stand in for a day without one, but neither a later nor a
 * very old one.  (A source's today may be ahead of ours.)
 */
static int
check_day(struct one_day *t)
{
	const struct listing *l = &t->pages[0];
	int64_t latest = t->asked;
	char day[DATE_DAY_SIZE];
	size_t i;

	if (source_url_period(t->template) != PERIOD_DAY ||
	    l->papers.count == 0)
		return 0;
	if (l->by_item) {
		for (i = 0; i < l->papers.count; i++) {
			if (date_midnight(l->papers.papers[i].listed) ==
			    t->asked)
				return 0;
		}
		return fail(t, EX_DATAERR, "it shows papers of other days");
	}
	if (l->kind != LISTING_DAY)
		return 0;
	if (t->asked == date_midnight(t->now))
		latest += DATE_DAY;
	if (l->day <= latest && l->day >= t->asked - ROUTE_DAYS * DATE_DAY)
		return 0;
	date_format_day(l->day, day);
	t->status = EX_DATAERR;
	snprintf(t->why, sizeof(t->why), "it shows the listing of %s", day);
	return -1;
}

/* Read what was answered to a first request. */
static void
read_answer(struct one_day *t, struct client *s, struct arena *a,
    const char *url, struct fetch_response *response)
{
	size_t i;

	if (read_page(t, response) == -1 || check_day(t) == -1)
		return;
	note_answer(t, a, response);
	if (read_more_pages(t, s, url, response) == -1)
		return;
	for (i = 0; i < t->page_count; i++)
		t->answer.papers += (int64_t)t->pages[i].papers.count;
	t->complete = t->pages[0].complete && t->why[0] == '\0';
	t->missing =
	    t->answer.papers == 0 && t->pages[0].kind != LISTING_SEARCH;
	if (t->missing)
		fail(t, 0, "it shows no papers");
}

/* What came of the request for the day. */
static void
take_answer(struct one_day *t, struct client *s, struct arena *a,
    const char *url, struct fetch_response *response)
{
	switch (response->outcome) {
	case FETCH_OK:
		read_answer(t, s, a, url, response);
		break;
	case FETCH_NOT_MODIFIED:
		t->unchanged = t->complete = true;
		t->answer.read = t->now;
		note_validators(t, a, response);
		break;
	case FETCH_MISSING:
		t->missing = source_url_period(t->template) != PERIOD_NONE;
		t->absent = true;
		fail(t, t->missing ? 0 : EX_UNAVAILABLE, response->why.data);
		break;
	default:
		fail(t, fetch_status(response->outcome), response->why.data);
	}
}

/*
 * Ask for the day, on the condition that it has changed since it was stored.
 * What the route says afterwards belongs to it and to the arena.  Return 0, or
 * -1 after a warning when the store fails.
 */
int
one_day_read(struct one_day *t, struct client *s, struct database *d,
    struct arena *a)
{
	struct fetch_response response = { 0 };
	struct buf url = { 0 }, plain = { 0 };
	int found;

	source_url_fill(&url, t->template, t->asked);
	url_add_without_credentials(&plain, url.data);
	t->url = arena_string(a, plain.data);
	if ((found = validators_find(d, a, t->url, &t->answer)) == -1)
		goto out;
	t->before = t->answer.papers;
	ask(t, s, url.data, found == 1 ? &t->answer : NULL, &response);
	take_answer(t, s, a, url.data, &response);
out:
	buf_free(&url);
	buf_free(&plain);
	fetch_response_free(&response);
	return found == -1 ? -1 : 0;
}

/* Free what a route read. */
void
one_day_free(struct one_day *t)
{
	size_t i;

	for (i = 0; i < t->page_count; i++)
		listing_free(&t->pages[i]);
	t->page_count = 0;
}
