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
#include "feed/entry_cache.h"
#include "mail/digest.h"
#include "mail/due.h"
#include "mail/message.h"
#include "mail/sendmail.h"

#define TIMEOUT 60000 /* milliseconds for the command */

/* A mail that is being sent. */
struct sending {
	const struct mailing *mailing;
	struct due due;
	struct mail_state state;
	struct arena arena;
	struct buf message; /* empty: there is nothing to send */
	bool waited;	    /* an earlier run left it on its way */
};

/*
 * Have the topics of a mail been published with the rules that they have now?
 * If not, their members are not known.  Return 0, -1 after a warning, or
 * EX_CONFIG after one.
 */
static int
check_topics(struct sending *s)
{
	const struct mail *m = s->due.mail;
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

	s->state.message_id = due_message_id(d, &s->arena, &s->due,
	    message_host(&s->arena, &s->mailing->config->site));
	if (s->state.message_id == NULL)
		return -1;
	for (i = 0; i < list->count; i++) {
		if (mails_note(d, s->due.mail->name, s->state.message_id,
			&list->papers[i]) == -1)
			return -1;
	}
	return 0;
}

/*
 * Choose the papers of a mail that is due, and note that it is on its way.  When
 * nothing is new there is no mail for this period; a mail that was never sent has
 * no state yet, so that a clock that is wrong leaves nothing behind.
 * Return 0 or -1.
 */
static int
begin(struct sending *s)
{
	struct mail_papers list = { 0 };
	struct mail_query query = due_query(&s->due, &s->state);

	if (digest_choose(s->mailing->database, &s->arena, s->due.mail, &query,
		&list) == -1)
		return -1;
	if (list.count > 0) {
		s->state.dated = s->due.now;
		s->state.until = query.until;
		if (note_papers(s, &list) == -1)
			return -1;
	} else if (!s->state.known || s->due.since != DATE_NONE) {
		return 0;
	} else {
		s->state.through = query.until;
	}
	return mails_keep(s->mailing->database, s->due.mail->name, &s->state);
}

/* Write the message of the mail that is on its way.  Return 0 or -1. */
static int
compose(struct sending *s, const struct mail_papers *list)
{
	struct digest d = { .mail = s->due.mail,
		.config = s->mailing->config,
		.message_id = s->state.message_id,
		.dated = s->state.dated,
		.until = s->state.until };
	struct entry_cache cache;
	int ret;

	entry_cache_start(&cache, s->mailing->database, s->mailing->config);
	ret = digest_make(&cache, list, &d);
	if (ret == 0)
		message_write(&s->message, &cache.arena, &d);
	entry_cache_free(&cache);
	return ret;
}

/*
 * Read the papers of the mail that is on its way.  If all that it showed were
 * removed since, the others are free for a new one.  Return 0 or -1.
 */
static int
read_papers(struct sending *s, struct mail_papers *list)
{
	struct database *d = s->mailing->database;
	const char *name = s->due.mail->name;

	if (mails_contents(d, &s->arena, name, s->state.message_id, list) == -1)
		return -1;
	if (list->count > 0 && list->papers[0].place > 0)
		return 0;
	list->count = 0;
	if (mails_forget(d, name, s->state.message_id) == -1)
		return -1;
	s->state.message_id = NULL;
	return mails_keep(d, name, &s->state);
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

	if (due_read_state(s->mailing->database, &s->arena, &s->due,
		&s->state) == -1)
		return -1;
	if (!due_is(&s->due, &s->state))
		return 0;
	if ((ret = check_topics(s)) != 0)
		return ret;
	s->waited = s->state.message_id != NULL;
	if (s->waited && read_papers(s, &list) == -1)
		return -1;
	if (s->state.message_id == NULL &&
	    (begin(s) == -1 ||
		(s->state.message_id != NULL && read_papers(s, &list) == -1)))
		return -1;
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
		s->state.sent = s->due.now;
		s->state.message_id = NULL;
		s->state.dated = s->state.until = DATE_NONE;
	}
	if (database_begin(d) == -1)
		return -1;
	return database_end(d, mails_keep(d, s->due.mail->name, &s->state));
}

/* Hand the message to the command.  Return 0 or the exit status. */
static int
hand_over(struct sending *s)
{
	const struct mail *m = s->due.mail;
	const struct sendmail command = { .command = m->sendmail,
		.timeout = TIMEOUT,
		.elapsed = s->mailing->elapsed };
	struct buf why = { 0 };
	int status = 0;

	if (sendmail_run(&command, &s->message, &why) == -1) {
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
			.due = { m, g->now, g->since } };
		status = send_one(&s, sent);
		buf_free(&s.message);
		arena_free(&s.arena);
	} while (status == 0 && s.waited);
	return status;
}

/*
 * Choose the papers of a mail for printing: those that are due or, if there are
 * none, those of the period that is not over; from a day on, those that were
 * mailed as well.  Return 0 or -1.
 */
static int
choose_for_print(struct sending *s, struct mail_papers *list)
{
	struct database *d = s->mailing->database;
	struct mail_query query = due_query(&s->due, &s->state);

	s->state.message_id = due_message_id(d, &s->arena, &s->due,
	    message_host(&s->arena, &s->mailing->config->site));
	if (s->state.message_id == NULL)
		return -1;
	s->state.dated = s->due.now;
	s->state.until = query.until;
	if (s->due.since != DATE_NONE)
		query.name = "";
	if (digest_choose(d, &s->arena, s->due.mail, &query, list) == -1)
		return -1;
	if (list->count > 0)
		return 0;
	s->state.until = query.until = s->due.now + 1;
	return digest_choose(d, &s->arena, s->due.mail, &query, list);
}

/* Write a mail for printing.  Return 0, -1 after a warning, or EX_CONFIG. */
static int
prepare_print(struct sending *s)
{
	struct mail_papers list = { 0 };
	int ret =
	    due_read_state(s->mailing->database, &s->arena, &s->due, &s->state);

	if (ret == 0)
		ret = check_topics(s);
	if (ret != 0)
		return ret;
	if (s->state.message_id != NULL && s->due.since == DATE_NONE)
		ret = mails_contents(s->mailing->database, &s->arena,
		    s->due.mail->name, s->state.message_id, &list);
	else
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
	struct sending s = { .mailing = g, .due = { m, g->now, g->since } };
	int ret = prepare_print(&s);

	if (s.message.length > 0)
		buf_add(out, s.message.data, s.message.length);
	buf_free(&s.message);
	arena_free(&s.arena);
	return ret == -1 ? EX_IOERR : ret;
}
