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

/* Days for which one listing may stand, because they had none themselves. */
#define STAND_IN_DAYS 20

/* The exit status of an outcome when no other URL does better. */
static int
fetch_status(enum fetch_outcome outcome)
{
	return outcome == FETCH_WAIT ? EX_TEMPFAIL : EX_UNAVAILABLE;
}

/* A day that is being asked for at one URL. */
struct question {
	const struct one_day_request *request;
	struct client *client;
	struct arena *arena; /* owns what the answer says */
	struct buf url;	     /* with credentials */
	struct fetch_response response;
	struct one_day *answer;
};

/* Record why the answer has no listing.  Return -1. */
static int
fail(struct one_day *answer, int status, const char *why)
{
	answer->status = status;
	snprintf(answer->why, sizeof(answer->why), "%s", why);
	return -1;
}

static bool
is_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/*
 * Ask for a URL, on the condition that it has changed if an answer is known.
 * "Not modified" counts only if it comes from where that answer came from;
 * otherwise the URL is asked for again, without condition.
 */
static void
ask(struct question *q, const char *url, const struct validators *known)
{
	struct fetch_request request = { .url = url,
		.timeout = q->request->timeout };
	const struct fetch_response *response = &q->response;

	if (known != NULL) {
		request.etag = known->etag;
		request.modified = known->modified;
	}
	client_get(q->client, &request, &q->response);
	if (response->outcome == FETCH_NOT_MODIFIED && known != NULL &&
	    !is_same(known->final, response->url.data)) {
		request.etag = request.modified = NULL;
		client_get(q->client, &request, &q->response);
	}
	if (response->status != 0)
		q->answer->http = response->status;
	q->answer->unreachable = response->outcome == FETCH_TROUBLE ||
	    response->outcome == FETCH_WAIT;
}

/* Read the listing of a response.  Return 0, or -1 when it is refused. */
static int
read_page(struct question *q)
{
	struct one_day *t = q->answer;
	const struct listing_request request = { .name = t->url,
		.asked = q->request->asked,
		.now = q->request->now,
		.live = true };
	struct listing *l = &t->pages[t->page_count];
	struct buf *body = &q->response.body;

	charset_to_utf8(body, q->response.charset.data);
	if (parse_listing(l, &request, body->data, body->length) == -1)
		return fail(t, EX_DATAERR, l->why);
	t->page_count++;
	return 0;
}

/* Keep the validators of a response; "not modified" may have new ones. */
static void
keep_validators(struct question *q)
{
	struct validators *v = &q->answer->validators;

	if (q->response.etag.length > 0)
		v->etag = arena_string(q->arena, q->response.etag.data);
	if (q->response.modified.length > 0)
		v->modified = arena_string(q->arena, q->response.modified.data);
}

/* Describe the first page, to be kept with its papers. */
static void
describe_answer(struct question *q)
{
	struct one_day *t = q->answer;

	t->validators = (struct validators){ .url = t->url,
		.final = arena_string(q->arena, q->response.url.data),
		.read = q->request->now,
		.day = t->pages[0].day,
		.previous = t->pages[0].previous };
	keep_validators(q);
}

/* Record why a further page is missing.  Return -1. */
static int
fail_page(struct question *q)
{
	struct one_day *t = q->answer;

	t->status = fetch_status(q->response.outcome);
	snprintf(t->why, sizeof(t->why), "page %zu: %s", t->page_count + 1,
	    q->response.why.data);
	return -1;
}

/* Write the URL of the page behind those that were read.  Return 0 or -1. */
static int
find_next_page(const struct question *q, struct buf *url)
{
	const struct one_day *t = q->answer;
	const struct listing *last = &t->pages[t->page_count - 1];

	buf_clear(url);
	return !last->by_item ?
	    -1 :
	    source_url_next_page(url, q->url.data, (int64_t)t->page_count,
		(int64_t)last->items);
}

/*
 * Read the further pages of an answer of the API that is full.  Return 0 or
 * -1.
 */
static int
read_more_pages(struct question *q)
{
	struct one_day *t = q->answer;
	struct buf next = { 0 };
	int ret = 0;

	while (ret == 0 && find_next_page(q, &next) == 0) {
		if (t->page_count == ONE_DAY_PAGES) {
			snprintf(t->why, sizeof(t->why),
			    "more than %d pages; the others are not read",
			    ONE_DAY_PAGES);
			break;
		}
		/* One page's validators cannot vouch for the others. */
		t->validators.etag = t->validators.modified = NULL;
		ask(q, next.data, NULL);
		ret = q->response.outcome == FETCH_OK ? read_page(q) :
							fail_page(q);
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
check_day(struct question *q)
{
	const struct one_day_request *r = q->request;
	struct one_day *t = q->answer;
	const struct listing *l = &t->pages[0];
	int64_t latest = r->asked;
	char day[DATE_DAY_SIZE];

	if (source_url_period(r->template) != PERIOD_DAY ||
	    l->papers.count == 0)
		return 0;
	if (l->by_item)
		return has_day(l, r->asked) ?
		    0 :
		    fail(t, EX_DATAERR, "it shows papers of other days");
	if (l->kind != LISTING_DAY)
		return 0;
	if (r->asked == date_midnight(r->now))
		latest += DATE_DAY;
	if (l->day <= latest && l->day >= r->asked - STAND_IN_DAYS * DATE_DAY)
		return 0;
	date_format_day(l->day, day);
	t->status = EX_DATAERR;
	snprintf(t->why, sizeof(t->why), "it shows the listing of %s", day);
	return -1;
}

/* Read the listing that answers the first request. */
static void
read_listing(struct question *q)
{
	struct one_day *t = q->answer;
	size_t i;

	if (read_page(q) == -1 || check_day(q) == -1)
		return;
	describe_answer(q);
	if (read_more_pages(q) == -1)
		return;
	for (i = 0; i < t->page_count; i++)
		t->validators.papers += (int64_t)t->pages[i].papers.count;
	t->complete = t->pages[0].complete && t->why[0] == '\0';
	t->missing =
	    t->validators.papers == 0 && t->pages[0].kind != LISTING_SEARCH;
	if (t->missing)
		fail(t, 0, "it shows no papers");
}

/* Take the response to the first request. */
static void
take_response(struct question *q)
{
	struct one_day *t = q->answer;

	switch (q->response.outcome) {
	case FETCH_OK:
		read_listing(q);
		break;
	case FETCH_NOT_MODIFIED:
		t->unchanged = t->complete = true;
		t->validators.read = q->request->now;
		keep_validators(q);
		break;
	case FETCH_MISSING:
		t->missing =
		    source_url_period(q->request->template) != PERIOD_NONE;
		t->absent = true;
		fail(t, t->missing ? 0 : EX_UNAVAILABLE, q->response.why.data);
		break;
	default:
		fail(t, fetch_status(q->response.outcome),
		    q->response.why.data);
	}
}

/*
 * Ask for a day, on the condition that it has changed since it was stored.  The
 * arena owns what the answer says; one_day_free() frees its listings.  Return
 * 0, or -1 after a warning when the store fails.
 */
int
one_day_read(struct one_day *answer, const struct one_day_request *request,
    struct client *client, struct database *d, struct arena *a)
{
	struct question q = { .request = request,
		.client = client,
		.arena = a,
		.answer = answer };
	struct buf plain = { 0 };
	int found;

	*answer = (struct one_day){ 0 };
	source_url_fill(&q.url, request->template, request->asked);
	url_add_without_credentials(&plain, q.url.data);
	answer->url = arena_string(a, plain.data);
	found = validators_find(d, a, answer->url, &answer->validators);
	if (found != -1) {
		answer->before = answer->validators.papers;
		ask(&q, q.url.data, found == 1 ? &answer->validators : NULL);
		take_response(&q);
	}
	buf_free(&q.url);
	buf_free(&plain);
	fetch_response_free(&q.response);
	return found == -1 ? -1 : 0;
}

/* Free the listings of an answer. */
void
one_day_free(struct one_day *t)
{
	size_t i;

	for (i = 0; i < t->page_count; i++)
		listing_free(&t->pages[i]);
	t->page_count = 0;
}
