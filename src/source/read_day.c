/*
 * Reads a source's listing of a day into the store, from its URL or else from
 * its fallback.  update.c decides which days a run reads.
 */
#include "source/read_day.h"

#include <err.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/exit_status.h"
#include "listing/listing.h"
#include "config/config.h"
#include "config/source_url.h"
#include "store/source_state.h"
#include "store/validators.h"
#include "fetch/client.h"
#include "source/one_day.h"

/*
 * Days of work for which we believe that they have no listing, because a
 * listing passes over them.
 */
#define JUMP_MAX 3

/*
 * Is this answer good enough, so that the fallback is not asked?  It is not if
 * only the cards of a page could be read, or if the page shows nothing on a day
 * of work.
 */
static bool
is_enough(const struct one_day *t, int64_t asked)
{
	if (t->status != 0)
		return false;
	if (t->missing)
		return date_is_weekend(asked);
	return t->complete;
}

/*
 * Does the second answer count instead of the first?  If one URL fails and the
 * other has no listing of the day, nobody knows whether the day has one: then
 * the failure counts.
 */
static bool
is_better(const struct one_day *second, const struct one_day *first)
{
	if (second->status != 0)
		return first->missing;
	if (first->status != 0)
		return true;
	if (first->missing || second->missing)
		return !second->missing;
	return second->complete;
}

/* Say what was read, to those who asked for it. */
static void
tell(const struct source_run *r, const struct one_day *t, size_t new)
{
	const struct listing *l = &t->pages[0];
	char day[DATE_DAY_SIZE];

	if (!r->verbose)
		return;
	if (t->unchanged) {
		printf("%s: not modified\n", t->url);
		return;
	}
	date_format_day(l->day, day);
	printf("%s: %s %s: papers: %lld read, %zu new", t->url,
	    paper_kind_names[l->kind], l->label == NULL ? day : l->label,
	    (long long)t->validators.papers, r->report.new - new);
	if (t->before > t->validators.papers)
		printf("; %lld when it was last read", (long long)t->before);
	putchar('\n');
}

/* Note a day that was read; without papers it has no listing. */
static int
keep_day(struct source_run *r, int64_t day, int64_t papers, bool asked)
{
	const struct source_day held = { .read = r->now,
		.papers = papers,
		.asked = asked };

	return source_day_keep(r->store, r->source->name, day, &held);
}

/*
 * A listing names the day before it, so the days between have no listing.  We
 * believe that for at most so many days of work, because one wrong answer must
 * not hide a week.
 */
static bool
is_short_gap(int64_t before, int64_t after)
{
	return date_work_between(before + DATE_DAY, after) <=
	    JUMP_MAX * DATE_DAY;
}

/* Note days that were passed over, because they have no listing. */
static int
keep_gap(struct source_run *r, int64_t before, int64_t after)
{
	int64_t day;

	if (!is_short_gap(before, after))
		return 0;
	for (day = before + DATE_DAY; day < after; day += DATE_DAY) {
		if (keep_day(r, day, 0, false) == -1)
			return -1;
	}
	return 0;
}

/* Note which days were read completely, if the URL is one of days. */
static int
keep_days(struct source_run *r, const struct one_day *t, int64_t asked)
{
	const struct validators *a = &t->validators;

	if (source_url_period(r->source->url) != PERIOD_DAY ||
	    a->day == DATE_NONE || !t->complete)
		return 0;
	if (keep_day(r, a->day, a->papers, true) == -1)
		return -1;
	if (a->day < asked &&
	    (keep_day(r, asked, 0, true) == -1 ||
		keep_gap(r, a->day, asked) == -1))
		return -1;
	if (a->previous == DATE_NONE || a->previous >= a->day)
		return 0;
	return keep_gap(r, a->previous, a->day);
}

/* Warn once in a run that the source shows less than it should. */
static void
warn_once(struct source_run *r, const struct one_day *t, const char *why,
    const char *instead)
{
	if (!r->warned)
		warnx("source %s: %s: %s%s", r->source->name, t->url, why,
		    instead);
	r->warned = true;
}

/* Store the papers, the validators and the days of one listing. */
static int
put(struct source_run *r, const struct one_day *t, int64_t asked)
{
	struct database *d = r->store;
	struct store_reading reading = { .source = r->source->name,
		.without = r->without };
	const struct listing *l;
	size_t i;

	for (i = 0; i < t->page_count; i++) {
		l = &t->pages[i];
		reading.read = l->reading;
		if (l->why[0] != '\0')
			warn_once(r, t, l->why, "");
		if (papers_put(r->store, &l->papers, &reading, &r->report) ==
		    -1)
			return -1;
	}
	if (t->why != NULL)
		warn_once(r, t, t->why, "");
	/* An incomplete listing must be asked for again. */
	if (!t->complete ? validators_forget(d, t->url) == -1 :
			   validators_keep(d, &t->validators) == -1)
		return -1;
	return keep_days(r, t, asked);
}

/*
 * Note that a day has no listing.  On a day of work that may be a failure of
 * the source, unless it has shown a listing since.
 */
static int
put_missing(struct source_run *r, int64_t asked)
{
	if (source_url_period(r->source->url) != PERIOD_DAY ||
	    (r->listings == 0 && !date_is_weekend(asked)))
		return 0;
	return keep_day(r, asked, 0, true);
}

/*
 * Store what became of a day, whole or not at all, and when hosts may be asked
 * again.  Return 0 or the exit status.
 */
static int
store_answer(struct source_run *r, const struct one_day *t, int64_t asked,
    enum day_outcome outcome)
{
	size_t new = r->report.new;
	int ret = 0;

	if (database_begin(r->store) == -1)
		return EX_IOERR;
	if (outcome == DAY_STORED)
		ret = put(r, t, asked);
	else if (outcome == DAY_NONE)
		ret = put_missing(r, asked);
	if (ret == 0)
		ret = client_keep(r->client);
	if (database_end(r->store, ret) == -1)
		return EX_IOERR;
	if (outcome == DAY_STORED) {
		r->listings += t->validators.papers > 0;
		r->papers += t->validators.papers;
		tell(r, t, new);
	}
	return 0;
}

/* Note that both URLs failed; a run reports its first failure. */
static void
note_failure(struct source_run *r, const struct one_day *first,
    const struct one_day *second)
{
	int status = exit_status_worst(first->status,
	    second == NULL ? 0 : second->status);

	r->status = exit_status_worst(r->status, status);
	if (r->error.length > 0)
		return;
	buf_printf(&r->error, "%s: %s", first->url, first->why);
	if (second != NULL)
		buf_printf(&r->error, "; %s: %s", second->url, second->why);
}

/*
 * Note what was answered for a day without a listing; a run reports the first.
 */
static void
note_missing(struct source_run *r, const struct one_day *t)
{
	if (r->missing.length > 0)
		return;
	buf_printf(&r->missing, "%s: %s", t->url, t->why);
	r->absent = t->absent;
}

/*
 * Warn if the other URL was used because of what this one shows: somebody must
 * look at it.
 */
static void
warn_of_change(struct source_run *r, const struct one_day *t)
{
	const char *why = t->why;

	if (why == NULL)
		why = t->pages[0].why[0] != '\0' ? t->pages[0].why :
						   "it shows cards only";
	if (t->status == EX_DATAERR || (t->status == 0 && !t->missing))
		warn_once(r, t, why,
		    r->by_fallback ? "; read by the url" :
				     "; read by the fallback");
}

/* Say why an answer was not read; a day may just have no listing. */
static void
tell_unread(const struct one_day *t, int64_t asked)
{
	char day[DATE_DAY_SIZE];

	if (t->missing && asked != DATE_NONE) {
		date_format_day(asked, day);
		printf("%s: no listing of %s\n", t->url, day);
		return;
	}
	printf("%s: %s\n", t->url, t->why);
}

/* Ask one of the source's URLs for a day. */
static int
try(struct source_run *r, struct arena *a, const char *template, int64_t asked,
    struct one_day *answer)
{
	const struct one_day_request request = { .client = r->client,
		.arena = a,
		.template = template,
		.timeout = r->source->timeout,
		.asked = asked,
		.now = r->now };

	if (one_day_read(answer, &request, r->store) == -1)
		return -1;
	if (answer->http != 0)
		r->http = answer->http;
	if (r->verbose && answer->why != NULL)
		tell_unread(answer, asked);
	return 0;
}

/*
 * Ask the source's URLs for a day, until one has all of it.  The second answer
 * has no URL if it was not needed.
 */
static int
try_both(struct source_run *r, struct arena *a, int64_t asked,
    struct one_day answers[2], struct one_day **best)
{
	const char *urls[2] = { r->source->url, r->source->fallback };
	size_t first = r->by_fallback ? 1 : 0;

	*best = &answers[0];
	if (try(r, a, urls[first], asked, &answers[0]) == -1)
		return -1;
	if (r->source->fallback == NULL || is_enough(&answers[0], asked))
		return 0;
	if (r->alone && answers[0].page_count > 0)
		return 0;
	if (try(r, a, urls[1 - first], asked, &answers[1]) == -1)
		return -1;
	r->alone = answers[1].unreachable;
	if (!is_better(&answers[1], &answers[0]))
		return 0;
	*best = &answers[1];
	if (answers[1].missing || answers[1].status != 0)
		return 0;
	warn_of_change(r, &answers[0]);
	r->by_fallback = !r->by_fallback;
	return 0;
}

/*
 * Read the listing of a day into the store, and say what came of it.  Return
 * 0, or after a warning the exit status when the store fails.
 */
int
read_day(struct source_run *r, int64_t asked, struct day_read *day)
{
	struct arena a = { 0 };
	struct one_day *answers = arena_array(&a, 2, sizeof(*answers)), *best;
	int status = EX_IOERR, i;

	*day = (struct day_read){ .asked = asked,
		.day = asked,
		.previous = DATE_NONE };
	if (try_both(r, &a, asked, answers, &best) == -1)
		goto out;
	if (best->status != 0) {
		day->outcome = DAY_FAILED;
		day->unreachable = best->unreachable;
		note_failure(r, &answers[0],
		    answers[1].url == NULL ? NULL : &answers[1]);
	} else if (best->missing) {
		day->outcome = DAY_NONE;
		note_missing(r, best);
	} else {
		day->outcome = DAY_STORED;
		day->day = best->validators.day;
		day->previous = best->validators.previous;
	}
	status = store_answer(r, best, asked, day->outcome);
out:
	for (i = 0; i < 2; i++)
		one_day_free(&answers[i]);
	arena_free(&a);
	return status;
}

/*
 * Return the day to ask for after this one: the day before it that the listing
 * names, if we believe it.  It is always earlier than the day that was asked
 * for.
 */
int64_t
read_day_day_before(const struct source_run *r, const struct day_read *day)
{
	enum source_period period = source_url_period(r->source->url);
	int64_t before = source_url_period_before(period, day->asked);
	int64_t shown = day->day, last = day->asked;

	if (day->outcome != DAY_STORED || day->day > day->asked)
		return before;
	if (period == PERIOD_DAY && shown < last && !is_short_gap(shown, last))
		return before;
	if (day->previous != DATE_NONE && day->previous < shown &&
	    (period != PERIOD_DAY || is_short_gap(day->previous, shown)))
		return source_url_period_start(period, day->previous);
	return shown < last ? source_url_period_before(period, shown) : before;
}

/* Free what a reading noted. */
void
read_day_free(struct source_run *r)
{
	buf_free(&r->error);
	buf_free(&r->missing);
}
