/*
 * Says when a mail is due, which papers it can have, and how its message is
 * called.
 */
#include "mail/due.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/period.h"
#include "config/config.h"

/*
 * How long before the end of the last mail's period a paper may have been listed
 * that comes into a topic later, by its votes or because a listing was read late.
 * A rule that is made wider must not fill a mail with old papers.
 */
#define LATE (31 * DATE_DAY)

static enum period_kind
kind_of(const struct mail *m)
{
	if (strcmp(m->every, "week") == 0)
		return PERIOD_WEEK;
	return strcmp(m->every, "month") == 0 ? PERIOD_MONTH : PERIOD_DAY;
}

/* The last period of a mail that is over. */
static struct period
last_period(const struct due *d)
{
	enum period_kind kind = kind_of(d->mail);

	return period_of(kind, period_of(kind, d->now).start - 1);
}

/*
 * Read the state of a mail; the arena owns its texts.  A new one is for papers
 * from its last period on.  Instants in the future are of a clock that was wrong,
 * and would keep the mail from being sent until then.  Return 0, or -1 after a
 * warning.
 */
int
due_read_state(struct database *db, struct arena *a, const struct due *d,
    struct mail_state *state)
{
	if (mails_read(db, a, d->mail->name, state) == -1)
		return -1;
	if (!state->known || state->since > d->now)
		state->since = last_period(d).start;
	if (state->through > d->now)
		state->through = DATE_NONE;
	return 0;
}

/* Is a mail due, or on its way? */
bool
due_is(const struct due *d, const struct mail_state *state)
{
	return state->message_id != NULL || d->since != DATE_NONE ||
	    state->through == DATE_NONE || state->through < last_period(d).end;
}

/* Which papers a mail can have now, but for its topics. */
struct mail_query
due_query(const struct due *d, const struct mail_state *state)
{
	struct period last = last_period(d);
	int64_t done = state->through;
	struct mail_query q = { .name = d->mail->name,
		.since = state->since,
		.until = last.end };

	if (d->since != DATE_NONE) {
		q.since = d->since;
		q.until = d->now + 1;
		return q;
	}
	if (done == DATE_NONE)
		done = last.start;
	if (done - LATE > q.since)
		q.since = done - LATE;
	return q;
}

/* What a message is named after: its period or, by hand, its instant. */
static void
name_period(const struct due *d, char name[static DATE_RFC3339_SIZE])
{
	char instant[DATE_RFC3339_SIZE];

	if (d->since == DATE_NONE) {
		period_label(kind_of(d->mail), last_period(d).start, name);
		return;
	}
	date_format_rfc3339(d->now, instant);
	snprintf(name, DATE_RFC3339_SIZE, "%.13s%.2s%.3s", instant,
	    instant + sizeof("2026-04-08T00:") - 1,
	    instant + sizeof("2026-04-08T00:35:") - 1);
}

/*
 * Return a Message-ID, without its brackets, that no message of this mail has had
 * (RFC 5322, section 3.6.4): of the mail's name, its period and the site's host.
 * The arena owns it.  Return NULL after a warning.
 */
const char *
due_message_id(struct database *db, struct arena *a, const struct due *d,
    const char *host)
{
	char period[DATE_RFC3339_SIZE];
	const char *id;
	int n = 1, has;

	name_period(d, period);
	id = arena_printf(a, "%s.%s@%s", d->mail->name, period, host);
	while ((has = mails_has(db, d->mail->name, id)) == 1)
		id = arena_printf(a, "%s.%s.%d@%s", d->mail->name, period, ++n,
		    host);
	return has == -1 ? NULL : id;
}
