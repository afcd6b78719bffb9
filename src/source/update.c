/*
 * Reads a source's latest listings: decides which days, and keeps the result.
 */
#include "source/read_day.h"

#include <sysexits.h>

#include "base/arena.h"
#include "base/date.h"
#include "config/config.h"
#include "config/source_url.h"
#include "store/source_state.h"
#include "store/validators.h"

/* The most listings that one run reads. */
#define CATCH_UP_MAX 30

/* Wrong listings after which no more days are asked for. */
#define FAILURES_MAX 2

/* Seconds after which an answer's validators are forgotten. */
#define ANSWER_AGE (100 * DATE_DAY)

/*
 * What the store knows of a day that need not be asked for: that it has a
 * listing, or that it has none.
 */
static int
find_known(struct source_run *r, int64_t asked, bool again,
    enum day_outcome *known, bool *found)
{
	struct source_day held;

	if (source_day_read(r->store, r->source->name, asked, &held) == -1)
		return -1;
	*known = held.papers > 0 ? DAY_STORED : DAY_NONE;
	*found = source_day_is_settled(&held, asked, r->now) &&
	    (held.papers == 0 || !again);
	return 0;
}

/*
 * Find the first day that may be missing, and repair instants that a clock left
 * in the future.
 */
static int
find_first_open_day(struct source_run *r, int64_t *day)
{
	struct arena a = { 0 };
	struct source_state state;
	int ret;

	ret = source_state_read(r->store, &a, r->source->name, &state);
	if (ret == 0)
		*day = source_first_open_day(&state);
	if (ret == 0 && state.attempted > r->now) {
		ret = database_begin(r->store);
		if (ret == 0)
			ret = database_end(r->store,
			    papers_limit_dates(r->store, r->now));
	}
	arena_free(&a);
	return ret;
}

/*
 * Note a failure if no day that was asked for has papers: that cannot be right.
 */
void
read_day_note_nothing(struct source_run *r)
{
	if (r->listings > 0 || r->status != 0 || r->missing.length == 0)
		return;
	r->status = r->absent ? EX_UNAVAILABLE : EX_DATAERR;
	buf_puts(&r->error, r->missing.data);
	if (source_url_period(r->source->url) != PERIOD_NONE)
		buf_puts(&r->error, "; nor is there any in the days before");
}

/*
 * Read the source's latest listings, newest first: as many as `reread` says,
 * and all since the last run that got everything it asked for.  A source
 * without days has only one.  A day without a listing is passed over.  When the
 * source cannot be reached, or two listings are wrong, no more days are asked
 * for.  Return 0, or after a warning the exit status when the store fails.
 */
static int
read_latest(struct source_run *r)
{
	enum source_period period = source_url_period(r->source->url);
	int64_t wanted = period == PERIOD_NONE ? 1 : r->source->reread;
	int64_t oldest = INT64_MAX, listed = 0, in_vain = 0, failed = 0;
	struct day_read day;
	int64_t first = INT64_MAX;
	bool known;
	int status;

	if (find_first_open_day(r, &first) == -1)
		return EX_IOERR;
	day.asked = source_url_period_start(period, r->now);
	while (
	    listed < wanted || (listed < CATCH_UP_MAX && day.asked >= first)) {
		if (find_known(r, day.asked, listed < wanted, &day.outcome,
			&known) == -1)
			return EX_IOERR;
		day.day = day.asked;
		day.previous = DATE_NONE;
		if (!known && (status = read_day(r, day.asked, &day)) != 0)
			return status;
		if (day.outcome == DAY_FAILED &&
		    (day.unreachable || ++failed == FAILURES_MAX))
			break;
		if (day.outcome == DAY_STORED && day.day < oldest) {
			oldest = day.day;
			listed++;
			in_vain = 0;
		} else if (++in_vain == EMPTY_DAYS_MAX)
			break;
		if (period == PERIOD_NONE)
			break;
		day.asked = read_day_day_before(r, &day);
	}
	read_day_note_nothing(r);
	return 0;
}

/*
 * Keep the result of reading the source in the store.  Return 0, or -1 after a
 * warning.
 */
static int
keep_state(struct source_run *r, struct arena *a)
{
	struct database *d = r->store;
	struct source_state state;

	if (source_state_read(d, a, r->source->name, &state) == -1)
		return -1;
	state.attempted = r->now;
	state.http = r->http;
	state.error = r->status == 0 ? NULL : r->error.data;
	if (r->status == 0) {
		state.succeeded = r->now;
		state.papers = r->papers;
	}
	if (r->report.new > 0 || r->report.changed > 0)
		state.changed = r->now;
	if (source_state_keep(d, &state) == -1)
		return -1;
	return validators_forget_old(d, r->now - ANSWER_AGE);
}

/*
 * Read the source's latest listings, and keep the result in the store, for the
 * next run and for `status`.  `status` and `error` tell what failed.  Return 0,
 * or after a warning the exit status when the store fails.
 */
int
update_latest(struct source_run *r)
{
	struct arena a = { 0 };
	int ret, status = read_latest(r);

	if (status != 0)
		return status;
	if (database_begin(r->store) == -1)
		return EX_IOERR;
	ret = database_end(r->store, keep_state(r, &a));
	arena_free(&a);
	return ret == -1 ? EX_IOERR : 0;
}
