/* What the store knows of a source and of its days. */
#include "store/source_state.h"

#include "base/date.h"
#include "store/database.h"

/* Seconds. */
#define GROWS	(12 * INT64_C(3600)) /* a listing, after its day has ended */
#define A_WHILE (20 * INT64_C(3600))
#define WEEK	(7 * DATE_DAY)

/*
 * Read what is known of a source, or of one that was never asked.  The name
 * must last as long as the state, the arena owns the rest.  Return 0, or -1
 * after a warning.
 */
int
source_state_read(struct database *d, struct arena *a, const char *name,
    struct source_state *state)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_SOURCE);
	int found;

	*state = (struct source_state){ .name = name,
		.attempted = DATE_NONE,
		.succeeded = DATE_NONE,
		.changed = DATE_NONE };
	database_bind_text(q, ":name", name);
	if ((found = database_step(d, q)) != 1)
		return found;
	state->attempted = database_date(q, "attempted");
	state->succeeded = database_date(q, "succeeded");
	state->changed = database_date(q, "changed");
	state->http = database_number(q, "http");
	state->papers = database_number(q, "papers");
	state->error = arena_string(a, database_text(q, "error"));
	return database_step(d, q);
}

/* Keep what is known of a source.  Return 0, or -1 after a warning. */
int
source_state_keep(struct database *d, const struct source_state *state)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_KEEP_SOURCE);

	database_bind_text(q, ":name", state->name);
	database_bind_date(q, ":attempted", state->attempted);
	database_bind_date(q, ":succeeded", state->succeeded);
	database_bind_date(q, ":changed", state->changed);
	database_bind_number(q, ":http", state->http);
	database_bind_number(q, ":papers", state->papers);
	database_bind_text(q, ":error", state->error);
	return database_step(d, q);
}

/*
 * Find out when a day of a source was read, and what it held.  Return 0, or
 * -1 after a warning.
 */
int
source_day_read(struct database *d, const char *source, int64_t day,
    struct source_day *found)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_SOURCE_DAY);
	int more;

	*found = (struct source_day){ .read = DATE_NONE };
	database_bind_text(q, ":source", source);
	database_bind_number(q, ":day", day);
	if ((more = database_step(d, q)) != 1)
		return more;
	found->read = database_date(q, "read");
	found->papers = database_number(q, "papers");
	found->asked = database_number(q, "asked") != 0;
	return database_step(d, q);
}

/*
 * Keep how many papers a day of a source had.  A day that once had papers is
 * never set to none.  Return 0, or -1 after a warning.
 */
int
source_day_keep(struct database *d, const char *source, int64_t day,
    const struct source_day *held)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_KEEP_SOURCE_DAY);

	database_bind_text(q, ":source", source);
	database_bind_number(q, ":day", day);
	database_bind_date(q, ":read", held->read);
	database_bind_number(q, ":papers", held->papers);
	database_bind_number(q, ":asked", held->asked);
	return database_step(d, q);
}

/* Was the day read so many seconds or more after its end? */
static bool
was_read(const struct source_day *found, int64_t day, int64_t after)
{
	return found->read != DATE_NONE &&
	    found->read >= day + DATE_DAY + after;
}

/*
 * Need a day not be asked for again?  A listing grows all day, and a little
 * into the next day.  If a day of work had no listing although the source was
 * asked for it, we believe that for some time, and after a week for good: the
 * source may have been in trouble.  A reading in the future comes from a wrong
 * clock.
 */
bool
source_day_is_settled(const struct source_day *found, int64_t day, int64_t now)
{
	if (!was_read(found, day, GROWS) || found->read > now)
		return false;
	if (found->papers > 0 || date_is_weekend(day))
		return true;
	return found->asked &&
	    (was_read(found, day, WEEK) || found->read > now - A_WHILE);
}

/*
 * Return the first day that may be incomplete after the last run that got all
 * it asked for, or INT64_MAX if there was no such run.
 */
int64_t
source_first_open_day(const struct source_state *state)
{
	if (state->succeeded == DATE_NONE)
		return INT64_MAX;
	return date_midnight(state->succeeded - GROWS);
}

/*
 * Find the day of the source's newest listing; DATE_NONE when it has shown
 * none.  Return 0, or -1 after a warning.
 */
int
source_newest_day(struct database *d, const char *source, int64_t *day)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_NEWEST_DAY);

	*day = DATE_NONE;
	database_bind_text(q, ":source", source);
	return database_query(d, q, day) == -1 ? -1 : 0;
}

/*
 * Find the source's longest pause: the most days of work in a row that are
 * known to have no listing.  Return 0, or -1 after a warning.
 */
int
source_longest_pause(struct database *d, const char *source, int64_t since,
    int64_t before, int64_t *pause)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_EMPTY_DAYS);
	int64_t day, last = DATE_NONE, length = 0;
	int more;

	*pause = 0;
	database_bind_text(q, ":source", source);
	database_bind_number(q, ":since", since);
	database_bind_number(q, ":before", before);
	while ((more = database_step(d, q)) == 1) {
		day = database_number(q, "day");
		if (date_is_weekend(day))
			continue;
		if (last == DATE_NONE ||
		    date_work_between(last, day) > DATE_DAY)
			length = 0;
		last = day;
		if (++length > *pause)
			*pause = length;
	}
	return more;
}
