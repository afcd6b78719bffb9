/*
 * Sends requests politely: not faster than a host allows, not before the time
 * it asked for, again if a failure may pass, and all within the bounds of the
 * run.
 */
#include "fetch/client.h"

#include <ctype.h>
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/url.h"
#include "store/hosts.h"
#include "fetch/rate_limit.h"

#define TRIES 4	   /* of one request */
#define PAUSE 2000 /* milliseconds at most before the second one */

/* A host is asked again after a day, however long it asked us to wait. */
#define AFTER_MAX DATE_DAY

/* Hugging Face allows an address so many requests in so many seconds. */
#define WINDOW	   300
#define PAGE_QUOTA 100
#define API_QUOTA  500

/* Of what a host may say of its limits. */
#define WINDOW_MAX 86400
#define QUOTA_MAX  1000000

/* A host.  Its API has limits of its own, so it counts as another host. */
struct host {
	struct host *next;
	const char *name;
	struct token_bucket bucket;
	int64_t after; /* seconds: not to be asked before */
};

struct client {
	struct database *database;
	struct client_options options;
	struct fetcher *fetcher;
	struct host *hosts;
	struct arena arena;
	bool stopped; /* a signal has ended a pause */
};

/*
 * Open a client, which client_close() frees.  The times of hosts come from the
 * database, which must last as long.  libcurl is loaded for the first request.
 */
struct client *
client_open(struct database *d, const struct client_options *options)
{
	struct client *s = calloc(1, sizeof(*s));

	if (s == NULL)
		err(EX_OSERR, NULL);
	s->database = d;
	s->options = *options;
	s->options.fetch.user_agent =
	    arena_string(&s->arena, options->fetch.user_agent);
	if (options->tries == 0)
		s->options.tries = TRIES;
	return s;
}

/* Close the connections and free a client. */
void
client_close(struct client *s)
{
	fetch_close(s->fetcher);
	arena_free(&s->arena);
	free(s);
}

/* The present instant in milliseconds. */
static int64_t
now_ms(const struct client *s)
{
	return s->options.now * 1000 + s->options.timer->elapsed();
}

static int64_t
now(const struct client *s)
{
	return now_ms(s) / 1000;
}

/*
 * Return the name of a URL's host, with a mark for its API, or NULL for a file.
 */
static const char *
host_name(struct arena *a, const char *url)
{
	struct url_parts parts;
	char *name = NULL, *c;

	if (url_parse(&parts, url) == 0 && url_is_web(&parts)) {
		name = arena_printf(a, "%s:%s%s", parts.host, parts.port,
		    strncmp(parts.path, "/api/", 5) == 0 ? " api" : "");
		for (c = name; *c != '\0'; c++)
			*c = (char)tolower((unsigned char)*c);
	}
	url_free(&parts);
	return name;
}

/*
 * Stay below a quota of requests in a window of seconds, if that is slower: a
 * fifth of them at once, and three quarters in the time of a window.
 */
static void
slow_down(struct token_bucket *p, int64_t quota, int64_t window)
{
	int64_t burst, interval;

	if (quota > QUOTA_MAX)
		quota = QUOTA_MAX;
	if (window > WINDOW_MAX)
		window = WINDOW_MAX;
	burst = quota < 5 ? 1 : quota / 5;
	interval = window * 1000 * 4 / (quota * 3);
	if (p->burst > burst)
		p->burst = burst;
	if (p->interval < interval)
		p->interval = interval;
}

/* How fast a host may be asked, unless it says that this is too fast. */
static struct token_bucket
make_bucket(const struct client *s, const char *name)
{
	int64_t quota = strchr(name, ' ') == NULL ? PAGE_QUOTA : API_QUOTA;
	struct token_bucket bucket = { .burst = quota };

	slow_down(&bucket, quota, WINDOW);
	if (s->options.pause > 0) {
		bucket.burst = 1;
		bucket.interval = s->options.pause * 1000;
	}
	return bucket;
}

/*
 * Find a host among those of the run, or in the store.  *result is NULL for a
 * file.
 */
static int
find_host(struct client *s, const char *url, struct host **result)
{
	struct host *h;
	const char *name = host_name(&s->arena, url);
	struct host_times times = { 0 };

	*result = NULL;
	if (name == NULL)
		return 0;
	for (h = s->hosts; h != NULL; h = h->next) {
		if (strcmp(h->name, name) == 0) {
			*result = h;
			return 0;
		}
	}
	h = arena_alloc(&s->arena, sizeof(*h));
	*h = (struct host){ .next = s->hosts,
		.name = name,
		.bucket = make_bucket(s, name) };
	if (hosts_read(s->database, name, &times) == -1)
		return -1;
	h->bucket.due = times.due;
	/* A run's clock begins with a whole second, so it may be behind. */
	if (s->options.pause > 0)
		h->bucket.due += 1000;
	/* A clock that was ahead must not stop us for long. */
	h->after = times.after > now(s) + AFTER_MAX ? 0 : times.after;
	*result = s->hosts = h;
	return 0;
}

/*
 * Keep when hosts may be asked again, for the next run, in the caller's
 * transaction. Return 0, or -1 after a warning.
 */
int
client_keep(struct client *s)
{
	const struct host *h;

	for (h = s->hosts; h != NULL; h = h->next) {
		if (hosts_keep(s->database, h->name,
			&(struct host_times){ .due = h->bucket.due,
			    .after = h->after }) == -1)
			return -1;
	}
	return 0;
}

/*
 * Return the milliseconds that are left of the run; very many if it has no
 * bound.
 */
static int64_t
time_left(const struct client *s)
{
	if (s->options.bound == 0)
		return INT64_MAX;
	return s->options.bound * 1000 - s->options.timer->elapsed();
}

/* Wait, if the run's bounds allow it.  Return 0, or -1. */
static int
pause_for(struct client *s, int64_t ms)
{
	if (ms <= 0)
		return 0;
	if (ms >= time_left(s))
		return -1;
	if (s->options.verbose && ms >= 1000)
		printf("waiting for %" PRId64 " s\n", ms / 1000);
	s->stopped = s->options.timer->sleep(ms) == -1;
	return s->stopped ? -1 : 0;
}

/* Give up before a request; the outcome of the last one stays. */
static enum fetch_outcome
give_up(const struct client *s, const struct host *h,
    struct fetch_response *response)
{
	char when[DATE_RFC3339_SIZE];

	if (response->why.length > 0)
		buf_puts(&response->why, "; ");
	if (s->stopped) {
		buf_puts(&response->why, "stopped by a signal");
		return response->outcome = FETCH_TROUBLE;
	}
	if (h->after <= now(s)) {
		buf_puts(&response->why, "not asked, as the run takes long");
		return response->outcome = FETCH_TROUBLE;
	}
	date_format_rfc3339(h->after, when);
	buf_printf(&response->why, "it asks to be left alone until %s", when);
	return response->outcome = FETCH_WAIT;
}

/* Wait until the host may be asked.  Return 0, or -1. */
static int
wait_for_turn(struct client *s, const struct host *h)
{
	int64_t wait;

	if (h == NULL)
		return 0;
	if (time_left(s) <= 0)
		return -1;
	wait = (h->after - now(s)) * 1000;
	if (wait > s->options.longest * 1000 || pause_for(s, wait) == -1)
		return -1;
	return pause_for(s, rate_limit_wait(&h->bucket, now_ms(s)));
}

/* Apply what an answer says of the host's limits. */
static void
heed(const struct client *s, struct host *h,
    const struct fetch_response *response)
{
	const struct rate_limit *l = &response->limit;
	int64_t wait = -1;

	if (l->quota > 0 && l->window > 0)
		slow_down(&h->bucket, l->quota, l->window);
	if (l->remaining == 0 && l->reset > 0)
		wait = l->reset;
	if (response->outcome == FETCH_WAIT && response->retry_after > wait)
		wait = response->retry_after;
	if (wait > AFTER_MAX)
		wait = AFTER_MAX;
	if (wait > 0)
		h->after = now(s) + wait;
}

/*
 * Return a random span between half and all of one, so that many runs do not
 * come at once.
 */
static int64_t
jitter(int64_t span)
{
	return span / 2 + random() % (span / 2 + 1);
}

/* Ask once.  Return what became of it. */
static enum fetch_outcome
ask(struct client *s, struct host *h, const struct fetch_request *request,
    struct fetch_response *response)
{
	struct fetch_request timed = *request;
	int64_t left = time_left(s) / 1000, i;

	if (left < timed.timeout)
		timed.timeout = left > 1 ? left : 1;
	timed.now = now(s);
	if (s->fetcher == NULL)
		s->fetcher = fetch_open(&s->options.fetch);
	fetch_get(s->fetcher, &timed, response);
	if (h == NULL)
		return response->outcome;
	for (i = 0; i < response->requests; i++)
		rate_limit_take(&h->bucket, now_ms(s));
	heed(s, h, response);
	return response->outcome;
}

/*
 * Forget the last answer, and find the host of a request.  Return 0, or -1 with the
 * outcome.
 */
static int
start(struct client *s, const struct fetch_request *request,
    struct fetch_response *response, struct host **h)
{
	fetch_response_clear(response);
	if (find_host(s, request->url, h) == 0)
		return 0;
	buf_puts(&response->why, "not asked, as the store fails");
	response->outcome = FETCH_REFUSED;
	return -1;
}

/*
 * Ask for a URL until it succeeds, but at most so many times as the options say
 * and within the client's bounds.  The request's `now` is set here.  Return the
 * outcome of the last try, which the response has in full.  It is FETCH_WAIT also if the host
 * asked, in this run or an earlier one, to be left alone for longer than the
 * client waits.
 */
enum fetch_outcome
client_get(struct client *s, const struct fetch_request *request,
    struct fetch_response *response)
{
	struct host *h;
	int try;

	if (start(s, request, response, &h) == -1)
		return response->outcome;
	for (try = 1;; try++) {
		if (wait_for_turn(s, h) == -1)
			return give_up(s, h, response);
		switch (ask(s, h, request, response)) {
		case FETCH_TROUBLE:
		case FETCH_WAIT:
			break;
		default:
			return response->outcome;
		}
		if (try == s->options.tries)
			return response->outcome;
		/*
		 * If the host says how long, the next turn of the loop waits so
		 * long.
		 */
		if ((h == NULL || h->after <= now(s)) &&
		    pause_for(s, jitter(PAUSE << (try - 1))) == -1)
			return response->outcome;
	}
}

/*
 * Post a form once, and at once: the client pauses so that the host is not asked
 * too fast, but does not wait when the host asked to be left alone.  The
 * request's `now` is set here.  Return the outcome, as client_get() does.
 */
enum fetch_outcome
client_post(struct client *s, const struct fetch_request *request,
    struct fetch_response *response)
{
	struct host *h;

	if (start(s, request, response, &h) == -1)
		return response->outcome;
	if ((h != NULL && h->after > now(s)) || wait_for_turn(s, h) == -1)
		return give_up(s, h, response);
	return ask(s, h, request, response);
}
