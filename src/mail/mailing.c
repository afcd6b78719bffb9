/*
 * Sends the mails that are due.  Before a mail is sent the store notes what it
 * has, and its id; when the command has taken it, that it was sent.  A run that
 * dies between these leaves the next one to send the same papers under the same
 * id, so that servers and readers know the second copy for one.
 */
#include "mail/mailing.h"

#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/period.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/database.h"
#include "store/mails.h"
#include "store/membership.h"
#include "feed/entry_cache.h"
#include "mail/digest.h"
#include "mail/message.h"
#include "mail/sendmail.h"

#define TIMEOUT 60000 /* milliseconds for the command */

/*
 * How long before the last mail's end a paper may have been listed that comes
 * into a topic later, by its votes or because a listing was read late.  A topic
 * whose rule is made wider must not fill a mail with old papers.
 */
#define LATE (31 * DATE_DAY)

#define LABEL_SIZE sizeof("2026-04-08T003555Z")

static enum period_kind
kind_of(const struct mail *m)
{
	if (strcmp(m->every, "week") == 0)
		return PERIOD_WEEK;
	return strcmp(m->every, "month") == 0 ? PERIOD_MONTH : PERIOD_DAY;
}

/* The last period of a mail that is over. */
static struct period
last_period(const struct mail *m, int64_t now)
{
	struct period present = period_of(kind_of(m), now);

	return period_of(kind_of(m), present.start - 1);
}

/* Which papers a mail may have now. */
static struct mail_wish
make_wish(const struct mailing *g, const struct mail *m,
    const struct mail_state *state)
{
	struct mail_wish w = { .name = m->name, .since = state->since };

	w.until = last_period(m, g->now).end;
	if (g->since != DATE_NONE) {
		w.since = g->since;
		w.until = g->now + 1;
	} else if (state->through != DATE_NONE &&
	    state->through - LATE > w.since) {
		w.since = state->through - LATE;
	}
	return w;
}

/* The part of an id that is a mail's own: its period or, by hand, its instant. */
static void
make_label(const struct mailing *g, const struct mail *m,
    char label[static LABEL_SIZE])
{
	struct period p = last_period(m, g->now);
	char instant[DATE_RFC3339_SIZE];

	if (g->since == DATE_NONE) {
		period_label(kind_of(m), p.start, label);
		return;
	}
	date_format_rfc3339(g->now, instant);
	snprintf(label, LABEL_SIZE, "%.13s%.2s%.3s", instant, instant + 14,
	    instant + 17);
}

/* Note in the store what a mail has.  Return 0 or -1. */
static int
note_papers(struct database *d, const char *name, const char *label,
    const struct mail_papers *list)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (mails_note(d, name, label, &list->papers[i]) == -1)
			return -1;
	}
	return 0;
}

/*
 * Choose the papers of a mail, unless one is on its way, and note in the store
 * that it is.  There is none on its way then if nothing is new.  Return 0 or -1.
 */
static int
begin(const struct mailing *g, const struct mail *m, struct arena *a,
    struct mail_state *state)
{
	struct mail_papers list = { 0 };
	struct mail_wish wish;
	char label[LABEL_SIZE];

	if (state->label != NULL)
		return 0;
	wish = make_wish(g, m, state);
	if (digest_choose(g->database, a, m, &wish, &list) == -1)
		return -1;
	if (list.count > 0) {
		make_label(g, m, label);
		state->label = arena_string(a, label);
		state->dated = g->now;
		state->until = wish.until;
		if (note_papers(g->database, m->name, label, &list) == -1)
			return -1;
	}
	if (list.count == 0 && state->known)
		return 0;
	return mails_keep(g->database, m->name, state);
}

/*
 * Read the state of a mail; a new one is for papers from its last period on.
 * Return 0 or -1.
 */
static int
read_state(const struct mailing *g, const struct mail *m, struct arena *a,
    struct mail_state *state)
{
	if (mails_read(g->database, a, m->name, state) == -1)
		return -1;
	if (!state->known)
		state->since = last_period(m, g->now).start;
	return 0;
}

/* Is a mail due, or on its way? */
static bool
is_due(const struct mailing *g, const struct mail *m,
    const struct mail_state *state)
{
	return state->label != NULL || g->since != DATE_NONE ||
	    state->through == DATE_NONE ||
	    state->through < last_period(m, g->now).end;
}

/*
 * Have the topics of a mail been published with the rules that they have now?
 * If not, their members are not known.  Return 0, -1 after a warning, or
 * EX_CONFIG after one.
 */
static int
check_topics(const struct mailing *g, const struct mail *m, struct arena *a)
{
	struct topic_state state;
	struct buf rule = { 0 };
	size_t i;
	int ret = 0;

	for (i = 0; i < m->topic_count && ret == 0; i++) {
		buf_clear(&rule);
		topic_describe(&rule, m->topics[i]);
		ret =
		    membership_read_state(g->database, a, m->topics[i], &state);
		if (ret == -1 || strcmp(state.rule, rule.data) == 0)
			continue;
		warnx("mail %s: topic %s is not published as it is configured "
		      "now; run \"paperfeed publish\" first",
		    m->name, m->topics[i]->slug);
		ret = EX_CONFIG;
	}
	buf_free(&rule);
	return ret;
}

/* Write the message of the mail that is on its way, with the papers of a list. */
static int
compose(const struct mailing *g, const struct mail *m,
    const struct mail_state *state, const struct mail_papers *list,
    struct buf *out)
{
	struct digest d = { .mail = m,
		.config = g->config,
		.label = state->label,
		.dated = state->dated };
	struct entry_cache cache;
	int ret;

	entry_cache_start(&cache, g->database, g->config);
	ret = digest_make(&cache, list, &d);
	if (ret == 0 && d.shown > 0)
		message_write(out, &cache.arena, &d);
	entry_cache_free(&cache);
	return ret;
}

/*
 * Note what a mail that is due has, and write it; nothing if nothing is new, or if
 * all its papers were removed since.  Return 0, -1 after a warning, or EX_CONFIG
 * after one.
 */
static int
prepare(const struct mailing *g, const struct mail *m, struct arena *a,
    struct mail_state *state, struct buf *message)
{
	struct mail_papers list = { 0 };
	int ret;

	if (read_state(g, m, a, state) == -1)
		return -1;
	if (!is_due(g, m, state))
		return 0;
	if ((ret = check_topics(g, m, a)) != 0)
		return ret;
	if (begin(g, m, a, state) == -1)
		return -1;
	if (state->label == NULL)
		return 0;
	if (mails_contents(g->database, a, m->name, state->label, &list) == -1)
		return -1;
	return compose(g, m, state, &list, message);
}

/* Note how the mail on its way ended.  Return 0 or -1. */
static int
finish(const struct mailing *g, const struct mail *m, struct mail_state *state,
    const char *error)
{
	state->error = error;
	if (error == NULL) {
		state->through = state->until;
		state->sent = g->now;
		state->label = NULL;
		state->dated = state->until = DATE_NONE;
	}
	if (database_begin(g->database) == -1)
		return -1;
	return database_end(g->database,
	    mails_keep(g->database, m->name, state));
}

/*
 * Send a mail if it is due and has something new, and add to *sent.  The store
 * must be open for writing.  Return 0, or after one warning EX_UNAVAILABLE when
 * the command did not take it (the next run tries again), EX_CONFIG or EX_IOERR.
 */
int
mailing_send(const struct mailing *g, const struct mail *m, size_t *sent)
{
	const struct sendmail command = { .command = m->sendmail,
		.timeout = TIMEOUT,
		.elapsed = g->elapsed };
	struct arena a = { 0 };
	struct buf message = { 0 }, why = { 0 };
	struct mail_state state;
	int status;

	if (database_begin(g->database) == -1)
		return EX_IOERR;
	status = prepare(g, m, &a, &state, &message);
	if (database_end(g->database, status == -1 ? -1 : 0) == -1)
		status = EX_IOERR;
	if (status != 0 || state.label == NULL)
		goto out;
	if (message.length > 0 &&
	    sendmail_run(&command, &message, &why) == -1) {
		warnx("mail %s: %s: %s", m->name, m->sendmail, why.data);
		status = EX_UNAVAILABLE;
	}
	if (finish(g, m, &state, status == 0 ? NULL : why.data) == -1)
		status = EX_IOERR;
	if (status == 0)
		*sent += message.length > 0;
out:
	buf_free(&message);
	buf_free(&why);
	arena_free(&a);
	return status;
}

/*
 * Choose the papers of a mail for printing: those that are due or, if there are
 * none, those of the period that is not over; from a day on, those that were
 * mailed as well.  Return 0 or -1.
 */
static int
choose_for_print(const struct mailing *g, const struct mail *m, struct arena *a,
    const struct mail_state *state, struct mail_papers *list)
{
	struct mail_wish wish = make_wish(g, m, state);

	if (g->since != DATE_NONE)
		wish.name = "";
	if (digest_choose(g->database, a, m, &wish, list) == -1)
		return -1;
	if (list->count > 0)
		return 0;
	wish.until = g->now + 1;
	return digest_choose(g->database, a, m, &wish, list);
}

/*
 * Write a mail as it would be sent now, due or not; the store need not be open for
 * writing, and stays as it is.  Nothing is written if nothing is new.  Return 0,
 * or after a warning EX_CONFIG or EX_IOERR.
 */
int
mailing_print(const struct mailing *g, const struct mail *m, struct buf *out)
{
	struct arena a = { 0 };
	struct mail_papers list = { 0 };
	struct mail_state state;
	char label[LABEL_SIZE];
	int ret = read_state(g, m, &a, &state);

	if (ret == 0)
		ret = check_topics(g, m, &a);
	if (ret != 0)
		goto out;
	if (state.label != NULL && g->since == DATE_NONE) {
		ret = mails_contents(g->database, &a, m->name, state.label,
		    &list);
	} else {
		make_label(g, m, label);
		state.label = label;
		state.dated = g->now;
		ret = choose_for_print(g, m, &a, &state, &list);
	}
	if (ret == 0)
		ret = compose(g, m, &state, &list, out);
out:
	arena_free(&a);
	return ret == -1 ? EX_IOERR : ret;
}
