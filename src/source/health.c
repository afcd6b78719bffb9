/* How the configured sources are, and whether somebody must look at them. */
#include "source/health.h"

#include "base/buf.h"
#include "base/date.h"
#include "config/config.h"
#include "config/source_url.h"

#define HOUR INT64_C(3600)

/* The past that says which pauses are usual: a year with its holidays. */
#define USUAL (400 * DATE_DAY)

const char *const source_health_names[] = {
	[SOURCE_GOOD] = "good",
	[SOURCE_UNREAD] = "unread",
	[SOURCE_STALE] = "stale",
	[SOURCE_SILENT] = "silent",
};

/*
 * Has a source of days had no new listing for too long?  Only whole days of
 * work count. They must be more than `stale-after` has, and more than the
 * longest pause so far.
 */
static int
find_silence(struct database *d, const struct source *source, int64_t now,
    struct health *s)
{
	int64_t days, pause;

	if (s->newest == DATE_NONE)
		return 0;
	if (source_longest_pause(d, source->name, s->newest - USUAL, s->newest,
		&pause) == -1)
		return -1;
	days = date_work_between(s->newest + DATE_DAY, date_midnight(now)) /
	    DATE_DAY;
	if (days > pause && days * DATE_DAY > source->stale_after * HOUR)
		s->health = SOURCE_SILENT;
	return 0;
}

/* How one source is.  Return 0, or -1 after a warning. */
static int
read_status(struct database *d, struct arena *a, const struct source *source,
    int64_t now, struct health *s)
{
	s->health = SOURCE_GOOD;
	s->newest = DATE_NONE;
	if (source_state_read(d, a, source->name, &s->state) == -1 ||
	    (source_url_period(source->url) == PERIOD_DAY &&
		source_newest_day(d, source->name, &s->newest) == -1))
		return -1;
	if (s->state.succeeded == DATE_NONE) {
		s->health = SOURCE_UNREAD;
		return 0;
	}
	if (date_work_between(s->state.succeeded, now) >
	    source->stale_after * HOUR) {
		s->health = SOURCE_STALE;
		return 0;
	}
	return find_silence(d, source, now, s);
}

/*
 * Read how all sources of the configuration are at an instant, in its order;
 * the arena owns them.  Return 0, or -1 after a warning.
 */
int
health_read(struct database *d, struct arena *a, const struct config *c,
    int64_t now, struct health **statuses)
{
	size_t i;

	*statuses = arena_array(a, c->source_count, sizeof(**statuses));
	for (i = 0; i < c->source_count; i++) {
		if (read_status(d, a, &c->sources[i], now, &(*statuses)[i]) ==
		    -1)
			return -1;
	}
	return 0;
}

/*
 * Add what is wrong with a source, as a phrase.  Return false, and add nothing, if
 * nobody has to look at it.
 */
bool
health_explain(struct buf *out, const struct health *s)
{
	char when[DATE_RFC3339_SIZE];

	switch (s->health) {
	case SOURCE_GOOD:
		return false;
	case SOURCE_UNREAD:
		/* A backfill stores listings, but nothing says it will go on. */
		if (s->state.attempted == DATE_NONE && s->newest != DATE_NONE)
			buf_puts(out,
			    "no update has run yet; a backfill read it up to "
			    "now");
		else
			buf_printf(out, "never read%s%s",
			    s->state.error == NULL ? "" : ": ",
			    s->state.error == NULL ? "" : s->state.error);
		break;
	case SOURCE_STALE:
		date_format_rfc3339(s->state.succeeded, when);
		buf_printf(out, "not read since %s: %s", when,
		    s->state.error == NULL ? "no run since then" :
					     s->state.error);
		break;
	case SOURCE_SILENT:
		date_format_day(s->newest, when);
		buf_printf(out, "no new listing since the one of %s", when);
		break;
	}
	return true;
}
