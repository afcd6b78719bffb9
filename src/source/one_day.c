/* One of a source's URLs: what it answers for a day, as a listing. */
#include "source/one_day.h"

#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/charset.h"
#include "base/date.h"
#include "base/url.h"
#include "listing/parse.h"
#include "config/source_url.h"
#include "fetch/client.h"

/* Days for which one listing may stand, because they had none themselves. */
#define STAND_IN_DAYS 20

/* The exit status of an outcome when no other URL does better. */
static int
fetch_status(enum fetch_outcome outcome)
{
	return outcome == FETCH_WAIT ? EX_TEMPFAIL : EX_UNAVAILABLE;
}

/* Note why the answer has no listing, or not all of it.  Return -1. */
static int
fail(struct one_day *t, int status, const char *why)
{
	t->status = status;
	t->why = arena_string(t->request->arena, why);
	return -1;
}

/*
 * Ask for a URL, on the condition that it has changed if an answer is known.
 * "Not modified" counts only if it comes from where that answer came from;
 * otherwise the URL is asked for again, without condition.
 */
static void
ask(struct one_day *t, const char *url, const struct validators *known)
{
	struct fetch_request request = { .url = url,
		.timeout = t->request->timeout };
	const struct fetch_response *response = &t->response;

	if (known != NULL) {
		request.etag = known->etag;
		request.modified = known->modified;
	}
	client_get(t->request->client, &request, &t->response);
	if (response->outcome == FETCH_NOT_MODIFIED && known != NULL &&
	    (known->final == NULL ||
		strcmp(known->final, response->url.data) != 0)) {
		request.etag = request.modified = NULL;
		client_get(t->request->client, &request, &t->response);
	}
	if (response->status != 0)
		t->http = response->status;
	t->unreachable = response->outcome == FETCH_TROUBLE ||
	    response->outcome == FETCH_WAIT;
}

/* Read the listing of a response.  Return 0, or -1 when it is refused. */
static int
read_page(struct one_day *t)
{
	const struct listing_request request = { .name = t->url,
		.asked = t->request->asked,
		.now = t->request->now,
		.live = true };
	struct listing *l = &t->pages[t->page_count];
	struct buf *body = &t->response.body;

	charset_to_utf8(body, t->response.charset.data);
	if (parse_listing(l, &request, body->data, body->length) == -1)
		return fail(t, EX_DATAERR, l->why);
	t->page_count++;
	return 0;
}

/* Keep the validators of a response; "not modified" may have new ones. */
static void
keep_validators(struct one_day *t)
{
	struct validators *v = &t->validators;

	if (t->response.etag.length > 0)
		v->etag =
		    arena_string(t->request->arena, t->response.etag.data);
	if (t->response.modified.length > 0)
		v->modified =
		    arena_string(t->request->arena, t->response.modified.data);
}

/* Write the URL of the page behind those that were read.  Return 0 or -1. */
static int
find_next_page(const struct one_day *t, struct buf *url)
{
	const struct listing *last = &t->pages[t->page_count - 1];

	buf_clear(url);
	return !last->by_item ?
	    -1 :
	    source_url_next_page(url, t->place, (int64_t)t->page_count,
		(int64_t)last->items);
}

/*
 * Read the further pages of an answer of the API that is full.  Return 0 or
 * -1.
 */
static int
read_more_pages(struct one_day *t)
{
	struct buf next = { 0 };
	int ret = 0;

	while (ret == 0 && find_next_page(t, &next) == 0) {
		if (t->page_count == ONE_DAY_PAGES) {
			t->why = arena_printf(t->request->arena,
			    "more than %d pages; the others are not read",
			    ONE_DAY_PAGES);
			break;
		}
		/* One page's validators cannot vouch for the others. */
		t->validators.etag = t->validators.modified = NULL;
		ask(t, next.data, NULL);
		if (t->response.outcome == FETCH_OK)
			ret = read_page(t);
		else
			ret = fail(t, fetch_status(t->response.outcome),
			    arena_printf(t->request->arena, "page %zu: %s",
				t->page_count + 1, t->response.why.data));
	}
	buf_free(&next);
	return ret;
}

/* Is the day that was asked for among those of a listing's papers? */
static bool
has_day(const struct listing *l, int64_t day)
{
	size_t i;

	for (i = 0; i < l->papers.count; i++) {
		if (date_midnight(l->papers.papers[i].listed) == day)
			return true;
	}
	return false;
}

/*
 * Refuse a listing of other days than the one that was asked for.  The listing
 * before it may stand in for a day without one, but neither a later nor a very
 * old one may.  (A source's today may be ahead of ours.)
 */
static int
check_day(struct one_day *t)
{
	const struct listing *l = &t->pages[0];
	int64_t latest = t->request->asked;
	char day[DATE_DAY_SIZE];

	if (source_url_period(t->request->template) != PERIOD_DAY ||
	    l->papers.count == 0)
		return 0;
	if (l->by_item)
		return has_day(l, t->request->asked) ?
		    0 :
		    fail(t, EX_DATAERR, "it shows papers of other days");
	if (l->kind != LISTING_DAY)
		return 0;
	if (t->request->asked == date_midnight(t->request->now))
		latest += DATE_DAY;
	if (l->day <= latest &&
	    l->day >= t->request->asked - STAND_IN_DAYS * DATE_DAY)
		return 0;
	date_format_day(l->day, day);
	return fail(t, EX_DATAERR,
	    arena_printf(t->request->arena, "it shows the listing of %s", day));
}

/* Read the listing that answers the first request. */
static void
read_listing(struct one_day *t)
{
	size_t i;

	if (read_page(t) == -1 || check_day(t) == -1)
		return;
	t->validators = (struct validators){ .url = t->url,
		.final = arena_string(t->request->arena, t->response.url.data),
		.read = t->request->now,
		.day = t->pages[0].day,
		.previous = t->pages[0].previous };
	keep_validators(t);
	if (read_more_pages(t) == -1)
		return;
	for (i = 0; i < t->page_count; i++)
		t->validators.papers += (int64_t)t->pages[i].papers.count;
	t->complete = t->pages[0].complete && t->why == NULL;
	t->missing =
	    t->validators.papers == 0 && t->pages[0].kind != LISTING_SEARCH;
	if (t->missing)
		fail(t, 0, "it shows no papers");
}

/* Take the response to the first request. */
static void
take_response(struct one_day *t)
{
	switch (t->response.outcome) {
	case FETCH_OK:
		read_listing(t);
		break;
	case FETCH_NOT_MODIFIED:
		t->unchanged = t->complete = true;
		t->validators.read = t->request->now;
		keep_validators(t);
		break;
	case FETCH_MISSING:
		t->missing =
		    source_url_period(t->request->template) != PERIOD_NONE;
		t->absent = true;
		fail(t, t->missing ? 0 : EX_UNAVAILABLE, t->response.why.data);
		break;
	default:
		fail(t, fetch_status(t->response.outcome),
		    t->response.why.data);
	}
}

/*
 * Ask for a day, on the condition that it has changed since it was stored.
 * Return 0, or -1 after a warning when the store fails.
 */
int
one_day_read(struct one_day *t, const struct one_day_request *request,
    struct database *d)
{
	struct buf url = { 0 };
	int found;

	*t = (struct one_day){ .request = request };
	source_url_fill(&url, request->template, request->asked);
	t->place = buf_move(&url, request->arena);
	url_add_without_credentials(&url, t->place);
	t->url = buf_move(&url, request->arena);
	found = validators_find(d, request->arena, t->url, &t->validators);
	if (found == -1)
		return -1;
	t->before = t->validators.papers;
	ask(t, t->place, found == 1 ? &t->validators : NULL);
	take_response(t);
	fetch_response_free(&t->response);
	return 0;
}

/* Free the listings of an answer; the arena owns the rest. */
void
one_day_free(struct one_day *t)
{
	size_t i;

	for (i = 0; i < t->page_count; i++)
		listing_free(&t->pages[i]);
}
