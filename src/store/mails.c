/* What each mail has sent, and which papers are left for the next one. */
#include "store/mails.h"

#include <sqlite3.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "topic/topic.h"
#include "store/database.h"
#include "store/paper_key.h"

/*
 * Read what is remembered of a mail, if anything; the arena owns its texts.
 * Return 0, or -1 after a warning.
 */
int
mails_read(struct database *d, struct arena *a, const char *name,
    struct mail_state *state)
{
	sqlite3_stmt *q = database_statement(d, SQL_MAIL);
	int found;

	*state = (struct mail_state){ .since = DATE_NONE,
		.through = DATE_NONE,
		.dated = DATE_NONE,
		.until = DATE_NONE,
		.sent = DATE_NONE };
	database_bind_text(q, ":name", name);
	if ((found = database_step(d, q)) != 1)
		return found;
	*state = (struct mail_state){
		.known = true,
		.since = database_number(q, "since"),
		.through = database_date(q, "through"),
		.message_id = arena_string(a, database_text(q, "message_id")),
		.dated = database_date(q, "dated"),
		.until = database_date(q, "until"),
		.sent = database_date(q, "sent"),
		.error = arena_string(a, database_text(q, "error")),
	};
	sqlite3_reset(q);
	return 0;
}

/* Remember a mail's state.  Return 0 or -1. */
int
mails_keep(struct database *d, const char *name, const struct mail_state *state)
{
	sqlite3_stmt *q = database_statement(d, SQL_KEEP_MAIL);

	database_bind_text(q, ":name", name);
	database_bind_number(q, ":since", state->since);
	database_bind_date(q, ":through", state->through);
	database_bind_text(q, ":message_id", state->message_id);
	database_bind_date(q, ":dated", state->dated);
	database_bind_date(q, ":until", state->until);
	database_bind_date(q, ":sent", state->sent);
	database_bind_text(q, ":error", state->error);
	return database_step(d, q);
}

static struct mail_paper *
add_paper(struct arena *a, struct mail_papers *list)
{
	list->papers =
	    array_grow_in(a, list->papers, list->count, sizeof(*list->papers));
	return &list->papers[list->count++];
}

/* The statement for the papers of a query. */
static sqlite3_stmt *
find_statement(struct database *d, const struct mail_query *query)
{
	const struct topic *t = query->topic;
	sqlite3_stmt *q;

	if (t->own_dates) {
		q = database_statement(d, SQL_UNMAILED_SHOWN);
		database_bind_text(q, ":source", t->source);
		database_bind_number(q, ":by_sight", t->by_sight);
		database_bind_number(q, ":since", query->since);
		database_bind_number(q, ":until", query->until);
	} else {
		q = database_statement(d, SQL_UNMAILED + !topic_has_members(t));
		database_bind_number(q, ":first", paper_key_from(query->since));
		database_bind_number(q, ":last",
		    paper_key_before(query->until));
	}
	database_bind_text(q, ":slug", t->slug);
	database_bind_text(q, ":mail", query->name);
	return q;
}

/*
 * Add a topic's papers that a mail can have to a list.  The members are those of
 * the last publishing.  Return 0, or -1 after a warning.
 */
int
mails_find(struct database *d, struct arena *a, const struct mail_query *query,
    struct mail_papers *list)
{
	sqlite3_stmt *q = find_statement(d, query);
	int more;

	while ((more = database_step(d, q)) == 1)
		*add_paper(a, list) = (struct mail_paper){
			.key = database_number(q, "key"),
			.guid = arena_string(a, database_text(q, "guid")),
			.upvotes = database_number(q, "upvotes"),
			.dated = database_number(q, "dated"),
			.topic = query->topic->slug,
		};
	return more;
}

/* Note that a message of the mail of a name has a paper.  Return 0 or -1. */
int
mails_note(struct database *d, const char *name, const char *message_id,
    const struct mail_paper *p)
{
	sqlite3_stmt *q = database_statement(d, SQL_NOTE_MAILED);

	database_bind_text(q, ":mail", name);
	database_bind_text(q, ":guid", p->guid);
	database_bind_text(q, ":message_id", message_id);
	database_bind_text(q, ":topic", p->topic);
	database_bind_number(q, ":place", p->place);
	return database_step(d, q);
}

/*
 * Forget which papers a message only counted, so that another one can have them.
 * Those that it showed are kept: it may have been taken.  Return 0 or -1.
 */
int
mails_forget_counted(struct database *d, const char *name,
    const char *message_id)
{
	sqlite3_stmt *q = database_statement(d, SQL_FORGET_MAILED);

	database_bind_text(q, ":mail", name);
	database_bind_text(q, ":message_id", message_id);
	return database_step(d, q);
}

/* Was there a message with this id?  Return 1, 0, or -1 after a warning. */
int
mails_has(struct database *d, const char *name, const char *message_id)
{
	sqlite3_stmt *q = database_statement(d, SQL_HAS_MAILED);
	int64_t one;

	database_bind_text(q, ":mail", name);
	database_bind_text(q, ":message_id", message_id);
	return database_query(d, q, &one);
}

/*
 * Add the papers of a message to a list, in its order, and behind them those that
 * it counts; papers that were removed since are left out.  Return 0, or -1 after
 * a warning.
 */
int
mails_contents(struct database *d, struct arena *a, const char *name,
    const char *message_id, struct mail_papers *list)
{
	sqlite3_stmt *q = database_statement(d, SQL_MAILED);
	int more;

	database_bind_text(q, ":mail", name);
	database_bind_text(q, ":message_id", message_id);
	while ((more = database_step(d, q)) == 1)
		*add_paper(a, list) = (struct mail_paper){
			.key = database_number(q, "key"),
			.dated = database_number(q, "dated"),
			.topic = arena_string(a, database_text(q, "topic")),
			.place = database_number(q, "place"),
		};
	return more;
}
