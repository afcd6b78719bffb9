/*
 * Sends the mails that are due.  Before a mail is sent the store notes its papers
 * and its id; when the command has taken it, that it was sent.  A run that dies
 * between these leaves the next one to send the same papers under the same id, so
 * that servers and readers know the second copy for one.
 */
#include "mail/mailing.h"

#include <err.h>
#include <stdbool.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/database.h"
#include "store/mails.h"
#include "store/membership.h"
#include "store/papers.h"
#include "feed/entry_cache.h"
#include "mail/choose.h"
#include "mail/digest.h"
#include "mail/mailer.h"
#include "mail/message.h"
#include "mail/schedule.h"

/* A mail that is being sent. */
struct sending {
	const struct mailing *mailing;
	struct schedule schedule;
	struct mail_state state;
	struct arena arena;
	struct buf message; /* empty: there is nothing to send */
	bool was_waiting;   /* an earlier run left it on its way */
};

/*
 * Have the topics of a mail been published with the rules that they have now?
 * If not, their members are not known.  Return 0, -1 after a warning, or
 * EX_CONFIG after one.
 */
static int
check_topics(struct sending *s)
{
	const struct mail *m = s->schedule.mail;
	struct topic_state state;
	struct buf rule = { 0 };
	size_t i;
	int ret = 0;

	for (i = 0; i < m->topic_count && ret == 0; i++) {
		buf_clear(&rule);
		topic_describe(&rule, m->topics[i]);
		ret = membership_read_state(s->mailing->database, &s->arena,
		    m->topics[i], &state);
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

/* Name the message, and note in the store which papers it has.  Return 0 or -1. */
static int
note_papers(struct sending *s, const struct mail_papers *list)
{
	struct database *d = s->mailing->database;
	size_t i;

	s->state.message_id = schedule_message_id(d, &s->arena, &s->schedule,
	    message_host(&s->arena, &s->mailing->config->site));
	if (s->state.message_id == NULL)
		return -1;
	for (i = 0; i < list->count; i++) {
		if (mails_note(d, s->schedule.mail->name, s->state.message_id,
			&list->papers[i]) == -1)
			return -1;
	}
	return 0;
}

/* Nothing is on its way any more, and nothing failed. */
static void
clear_waiting(struct mail_state *state)
{
	state->message_id = state->error = NULL;
	state->dated = state->until = DATE_NONE;
}

/*
 * Choose the papers of a mail that is due, and note that it is on its way.  When
 * nothing is new there is no mail for this period.  Return 0 or -1.
 */
static int
begin(struct sending *s)
{
	struct mail_papers list = { 0 };
	struct mail_query query = schedule_query(&s->schedule, &s->state);

	if (choose_papers(s->mailing->database, &s->arena, s->schedule.mail,
		&query, &list) == -1)
		return -1;
	if (list.count > 0) {
		s->state.dated = s->schedule.now;
		s->state.until = schedule_end(&s->schedule, &s->state);
		if (note_papers(s, &list) == -1)
			return -1;
	} else if (s->schedule.since != DATE_NONE) {
		return 0;
	} else if (s->state.known) {
		s->state.through = query.until;
	}
	return mails_keep(s->mailing->database, s->schedule.mail->name,
	    &s->state);
}

/* Write the message of the mail that is on its way.  Return 0 or -1. */
static int
compose(struct sending *s, const struct mail_papers *list)
{
	struct digest d = { .mail = s->schedule.mail,
		.config = s->mailing->config,
		.message_id = s->state.message_id,
		.dated = s->state.dated };
	struct entry_cache cache;
	int64_t until = s->state.until;
	int ret;

	d.period = schedule_period(s->schedule.mail,
	    until == DATE_NONE ? d.dated : until - 1);
	entry_cache_start(&cache, s->mailing->database, s->mailing->config);
	ret = digest_make(&cache, list, &d);
	if (ret == 0)
		message_write(&s->message, &cache.arena, &d);
	entry_cache_free(&cache);
	return ret;
}

/*
 * Read the papers of the mail that is on its way: none if all that it showed were
 * removed since.  Return 0 or -1.
 */
static int
read_papers(struct sending *s, struct mail_papers *list)
{
	if (mails_contents(s->mailing->database, &s->arena,
		s->schedule.mail->name, s->state.message_id, list) == -1)
		return -1;
	if (list->count > 0 && list->papers[0].place == 0)
		list->count = 0;
	return 0;
}

/*
 * Give up the mail that is on its way, because it has nothing to show; what it
 * counted is free for a new one.  Return 0 or -1.
 */
static int
give_up(struct sending *s)
{
	struct database *d = s->mailing->database;
	const char *name = s->schedule.mail->name;

	if (mails_forget_counted(d, name, s->state.message_id) == -1)
		return -1;
	clear_waiting(&s->state);
	return mails_keep(d, name, &s->state);
}

/*
 * Find the papers of the mail that is on its way, or else of a new one.  There is
 * none if nothing is new.  Return 0, -1 after a warning, or EX_CONFIG after one.
 */
static int
find_papers(struct sending *s, struct mail_papers *list)
{
	bool empty;
	int ret;

	if (s->was_waiting) {
		if (read_papers(s, list) == -1)
			return -1;
		if (list->count > 0)
			return 0;
		if (give_up(s) == -1)
			return -1;
	}
	/* Before there is a paper, no topic is published. */
	if (papers_is_empty(s->mailing->database, &empty) == -1)
		return -1;
	if (empty)
		return 0;
	if ((ret = check_topics(s)) != 0)
		return ret;
	if (begin(s) == -1)
		return -1;
	return s->state.message_id == NULL ? 0 : read_papers(s, list);
}

/*
 * Note what a mail that is due has, and write it.  Return 0, -1 after a warning,
 * or EX_CONFIG after one.
 */
static int
prepare(struct sending *s)
{
	struct mail_papers list = { 0 };
	int ret;

	if (schedule_read_state(s->mailing->database, &s->arena, &s->schedule,
		&s->state) == -1)
		return -1;
	if (!schedule_is_due(&s->schedule, &s->state))
		return 0;
	s->was_waiting = s->state.message_id != NULL;
	if ((ret = find_papers(s, &list)) != 0)
		return ret;
	return list.count == 0 ? 0 : compose(s, &list);
}

/* Note how the sending of a mail ended; NULL: it was taken.  Return 0 or -1. */
static int
finish(struct sending *s, const char *error)
{
	struct database *d = s->mailing->database;

	s->state.error = error;
	if (error == NULL) {
		if (s->state.until > s->state.through)
			s->state.through = s->state.until;
		s->state.sent = s->schedule.now;
		clear_waiting(&s->state);
	}
	if (database_begin(d) == -1)
		return -1;
	return database_end(d,
	    mails_keep(d, s->schedule.mail->name, &s->state));
}

/* Hand the message to the command.  Return 0 or the exit status. */
static int
hand_over(struct sending *s)
{
	const struct mail *m = s->schedule.mail;
	struct buf why = { 0 };
	int status = 0;

	if (mailer_send(s->mailing->mailer, m, &s->message, &why) == -1) {
		warnx("mail %s: %s: %s", m->name, m->sendmail, why.data);
		status = EX_UNAVAILABLE;
	}
	if (finish(s, status == 0 ? NULL : why.data) == -1)
		status = EX_IOERR;
	buf_free(&why);
	return status;
}

/* Send one message, if there is one.  Return 0 or the exit status. */
static int
send_one(struct sending *s, size_t *sent)
{
	struct database *d = s->mailing->database;
	int status;

	if (database_begin(d) == -1)
		return EX_IOERR;
	status = prepare(s);
	if (database_end(d, status == -1 ? -1 : 0) == -1)
		return EX_IOERR;
	if (status != 0 || s->message.length == 0)
		return status;
	if ((status = hand_over(s)) == 0)
		++*sent;
	return status;
}

/*
 * Send a mail if it is due and has something new, and add to *sent.  Behind one
 * that an earlier run left on its way the one that is due now is sent as well.
 * The store must be open for writing.  Return 0, or after one warning
 * EX_UNAVAILABLE when the command did not take it (the next run tries again),
 * EX_CONFIG or EX_IOERR.
 */
int
mailing_send(const struct mailing *g, const struct mail *m, size_t *sent)
{
	struct sending s;
	int status;

	do {
		s = (struct sending){ .mailing = g,
			.schedule = { .mail = m,
			    .now = g->now,
			    .since = g->since } };
		status = send_one(&s, sent);
		buf_free(&s.message);
		arena_free(&s.arena);
	} while (status == 0 && s.was_waiting);
	return status;
}

/* Choose papers for a message that is not sent.  Return 0 or -1. */
static int
choose_unsent(struct sending *s, struct mail_papers *list)
{
	struct mail_query query = schedule_query(&s->schedule, &s->state);

	if (s->schedule.since != DATE_NONE)
		query.name = "";
	return choose_papers(s->mailing->database, &s->arena, s->schedule.mail,
	    &query, list);
}

/*
 * Choose the papers of a mail for printing: those that are due or, if there are
 * none, those of the period that is not over; from a day on, those that were
 * mailed as well.  Return 0 or -1.
 */
static int
choose_for_print(struct sending *s, struct mail_papers *list)
{
	s->state.message_id = NULL;
	if (schedule_is_due(&s->schedule, &s->state) &&
	    choose_unsent(s, list) == -1)
		return -1;
	if (list->count == 0) {
		s->schedule.ahead = true;
		if (choose_unsent(s, list) == -1)
			return -1;
	}
	s->state.dated = s->schedule.now;
	s->state.until = schedule_query(&s->schedule, &s->state).until;
	s->state.message_id =
	    schedule_message_id(s->mailing->database, &s->arena, &s->schedule,
		message_host(&s->arena, &s->mailing->config->site));
	return s->state.message_id == NULL ? -1 : 0;
}

/* Write a mail for printing.  Return 0, -1 after a warning, or EX_CONFIG. */
static int
prepare_print(struct sending *s)
{
	struct mail_papers list = { 0 };
	int ret = schedule_read_state(s->mailing->database, &s->arena,
	    &s->schedule, &s->state);

	if (ret == 0)
		ret = check_topics(s);
	if (ret == 0 && s->state.message_id != NULL &&
	    s->schedule.since == DATE_NONE)
		ret = read_papers(s, &list);
	if (ret == 0 && list.count == 0)
		ret = choose_for_print(s, &list);
	if (ret == 0 && list.count > 0)
		ret = compose(s, &list);
	return ret;
}

/*
 * Write a mail as it would be sent now, due or not; the store need not be open for
 * writing, and stays as it is.  Nothing is written if nothing is new.  Return 0,
 * or after a warning EX_CONFIG or EX_IOERR.
 */
int
mailing_print(const struct mailing *g, const struct mail *m, struct buf *out)
{
	struct sending s = { .mailing = g,
		.schedule = { .mail = m, .now = g->now, .since = g->since } };
	int ret = prepare_print(&s);

	if (s.message.length > 0)
		buf_add(out, s.message.data, s.message.length);
	buf_free(&s.message);
	arena_free(&s.arena);
	return ret == -1 ? EX_IOERR : ret;
}
