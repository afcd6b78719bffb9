/*
 * Says when a mail is to be sent, which papers it can have then, and how its
 * message is called.
 */
#include "mail/schedule.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "config/config.h"

/*
 * How long before the end of the last mail's period a paper may have been listed
 * that comes into a topic later: by its votes, because a listing was read late, or
 * because the topic's rule was made wider.
 */
#define LATE (31 * DATE_DAY)

static enum period_kind
kind_of(const struct mail *m)
{
	if (strcmp(m->every, "week") == 0)
		return PERIOD_WEEK;
	return strcmp(m->every, "month") == 0 ? PERIOD_MONTH : PERIOD_DAY;
}

/* Return the day, week or month of a mail that has an instant. */
struct period
schedule_period(const struct mail *m, int64_t instant)
{
	return period_of(kind_of(m), instant);
}

/* The last period that is over or, ahead of its end, the present one. */
static struct period
last_period(const struct schedule *s)
{
	struct period present = schedule_period(s->mail, s->now);

	return s->ahead ? present : schedule_period(s->mail, present.start - 1);
}

/*
 * Read the state of a mail; the arena owns its texts.  A new one is for papers
 * from its last period on.  Instants in the future are of a clock that was wrong,
 * and would keep the mail from being sent until then.  Return 0, or -1 after a
 * warning.
 */
int
schedule_read_state(struct database *d, struct arena *a,
    const struct schedule *s, struct mail_state *state)
{
	if (mails_read(d, a, s->mail->name, state) == -1)
		return -1;
	if (!state->known || state->since > s->now)
		state->since = last_period(s).start;
	if (state->through > s->now)
		state->through = DATE_NONE;
	return 0;
}

/* Is a mail to be sent now, because its period is over or it is on its way? */
bool
schedule_is_due(const struct schedule *s, const struct mail_state *state)
{
	return state->message_id != NULL || s->since != DATE_NONE ||
	    state->through == DATE_NONE || state->through < last_period(s).end;
}

/* From when on papers are new, and not late: since the last mail's period. */
static int64_t
new_since(const struct schedule *s, const struct mail_state *state)
{
	return state->through == DATE_NONE ? last_period(s).start :
					     state->through;
}

/* Return which papers a mail can have now, but for its topics. */
struct mail_query
schedule_query(const struct schedule *s, const struct mail_state *state)
{
	struct mail_query q = { .name = s->mail->name,
		.since = state->since,
		.until = last_period(s).end,
		.new_since = new_since(s, state) };

	if (s->since != DATE_NONE) {
		q.since = q.new_since = s->since;
		q.until = s->now + 1;
	} else if (q.new_since - LATE > q.since) {
		q.since = q.new_since - LATE;
	}
	return q;
}

/*
 * Return up to when a mail that is sent now leaves nothing to be sent, or
 * DATE_NONE: one by hand may begin later than the last one ended.
 */
int64_t
schedule_end(const struct schedule *s, const struct mail_state *state)
{
	if (s->since == DATE_NONE)
		return last_period(s).end;
	return s->since <= new_since(s, state) ? s->now + 1 : DATE_NONE;
}

/* What a message is named after: its period or, by hand, its instant. */
static void
name_period(const struct schedule *s, char name[static DATE_RFC3339_SIZE])
{
	char instant[DATE_RFC3339_SIZE];

	if (s->since == DATE_NONE) {
		period_label(kind_of(s->mail), last_period(s).start, name);
		return;
	}
	date_format_rfc3339(s->now, instant);
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
schedule_message_id(struct database *d, struct arena *a,
    const struct schedule *s, const char *host)
{
	char period[DATE_RFC3339_SIZE];
	const char *id;
	int n = 1, has;

	name_period(s, period);
	id = arena_printf(a, "%s.%s@%s", s->mail->name, period, host);
	while ((has = mails_has(d, s->mail->name, id)) == 1)
		id = arena_printf(a, "%s.%s.%d@%s", s->mail->name, period, ++n,
		    host);
	return has == -1 ? NULL : id;
}
