/* Which papers belong to which topics. */
#include "store/membership.h"

#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/date.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/paper_key.h"

/*
 * Read what the store remembers of a topic, if anything; the arena owns its
 * texts. Return 0 or -1.
 */
int
membership_read_state(struct database *d, struct arena *a,
    const struct topic *t, struct topic_state *state)
{
	sqlite3_stmt *q = database_statement(d, SQL_TOPIC_STATE);
	int found;

	*state = (struct topic_state){ .rule = "", .archive = "", .floor = -1 };
	database_bind_text(q, ":slug", t->slug);
	if ((found = database_step(d, q)) != 1)
		return found;
	*state = (struct topic_state){
		.rule = arena_string(a, database_text(q, "rule")),
		.archive = arena_string(a, database_text(q, "archive")),
		.count = database_number(q, "count"),
		.floor = database_number(q, "floor"),
		.size = database_number(q, "size"),
	};
	sqlite3_reset(q);
	return 0;
}

/* Remember a topic's state.  Return 0 or -1. */
int
membership_keep_state(struct database *d, const struct topic *t,
    const struct topic_state *state)
{
	sqlite3_stmt *q = database_statement(d, SQL_KEEP_TOPIC);

	database_bind_text(q, ":slug", t->slug);
	database_bind_text(q, ":rule", state->rule);
	database_bind_text(q, ":archive", state->archive);
	database_bind_number(q, ":count", state->count);
	database_bind_number(q, ":floor", state->floor);
	database_bind_number(q, ":size", state->size);
	return database_step(d, q);
}

/*
 * Return the statement for a topic or, for all papers, the one behind it in
 * statements.sql.
 */
static sqlite3_stmt *
statement(struct database *d, const struct topic *t, enum statement which,
    int64_t first, int64_t last)
{
	sqlite3_stmt *q = database_statement(d, which + !topic_has_members(t));

	database_bind_text(q, ":slug", t->slug);
	database_bind_number(q, ":first", first);
	database_bind_number(q, ":last", last);
	return q;
}

/*
 * Return a statement for the keys of a topic's members from `first` to
 * `last`, newest first: its column is `key`.
 */
sqlite3_stmt *
membership_keys(struct database *d, const struct topic *t, int64_t first,
    int64_t last)
{
	return statement(d, t, SQL_MEMBERS, first, last);
}

/* The statement for places from `first` on, newest first. */
static sqlite3_stmt *
places_statement(struct database *d, const struct topic *t, int64_t first)
{
	sqlite3_stmt *q;

	if (!t->by_sight)
		return statement(d, t, SQL_MEMBERS, first, INT64_MAX);
	q = database_statement(d, SQL_SHOWN_MEMBERS);
	database_bind_text(q, ":slug", t->slug);
	database_bind_text(q, ":source", t->source);
	database_bind_number(q, ":first", first);
	return q;
}

/*
 * Read the newest places of a topic's members in its live feed, none of them
 * before `first`, into an array of `most`, newest first, and their count.
 * Return 0, or -1 after a warning.
 */
int
membership_newest_places(struct database *d, const struct topic *t,
    int64_t first, struct member_place *places, size_t most, size_t *count)
{
	sqlite3_stmt *q = places_statement(d, t, first);
	int more = 0;

	for (*count = 0; *count < most; (*count)++) {
		if ((more = database_step(d, q)) != 1)
			break;
		places[*count].key = database_number(q, "key");
		places[*count].place = database_number(q, "place");
	}
	sqlite3_reset(q);
	return more == -1 ? -1 : 0;
}

/*
 * Find a topic's newest member with a key from `first` to `last`.  Return 1
 * with the key, 0 when there is none, or -1.
 */
int
membership_newest(struct database *d, const struct topic *t, int64_t first,
    int64_t last, int64_t *key)
{
	return database_query(d, membership_keys(d, t, first, last), key);
}

/* The same for its oldest member. */
int
membership_oldest(struct database *d, const struct topic *t, int64_t first,
    int64_t last, int64_t *key)
{
	return database_query(d,
	    statement(d, t, SQL_OLDEST_MEMBER, first, last), key);
}

/*
 * Count a topic's members, whose number is known, of each week of its counts,
 * which were started.  Return 0, or -1 after a warning.
 */
int
membership_weeks(struct database *d, const struct topic *t,
    struct topic_counts *c)
{
	const int64_t week = 7 * paper_key_from(DATE_DAY);
	int64_t first = paper_key_from(counts_monday(c, 0)), left = c->count;
	int i;

	/* One by one: grouped, SQLite would sort what is in order already. */
	for (i = COUNTS_WEEKS - 1; i >= 0 && left > 0; i--) {
		if (database_query(d,
			statement(d, t, SQL_WEEK, first + i * week,
			    first + (i + 1) * week - 1),
			&c->weeks[i]) == -1)
			return -1;
		left -= c->weeks[i];
	}
	return 0;
}

/*
 * Add a topic's members with a key from `first` to `last`, in ascending order.
 * Return 0, or -1 after a warning.
 */
int
membership_read(struct database *d, const struct topic *t, int64_t first,
    int64_t last, struct key_list *members)
{
	sqlite3_stmt *q = membership_keys(d, t, first, last);
	int more;

	while ((more = database_step(d, q)) == 1)
		key_list_add(members, database_number(q, "key"));
	key_list_sort(members);
	return more;
}

/* Add the keys that a statement gives to a list. */
static int
add_keys(struct database *d, sqlite3_stmt *q, struct key_list *keys)
{
	int more;

	while ((more = database_step(d, q)) == 1)
		key_list_add(keys, database_number(q, "key"));
	return more;
}

/*
 * Add the keys of a topic's members that were listed on a day, in the order of
 * the day's listing and then those that it does not show, to a list.  Return 0,
 * or -1 after a warning.
 */
int
membership_day(struct database *d, const struct topic *t, int64_t day,
    struct key_list *keys)
{
	sqlite3_stmt *q = statement(d, t, SQL_DAY, paper_key_from(day),
	    paper_key_before(day + DATE_DAY));

	database_bind_number(q, ":day", day);
	return add_keys(d, q, keys);
}

/*
 * Add the keys of a topic's members with the most votes, from key `first` to
 * `last`, the most voted one first, and not more than so many, to a list.
 * Return 0, or -1 after a warning.
 */
int
membership_most_voted(struct database *d, const struct topic *t, int64_t first,
    int64_t last, size_t most, struct key_list *keys)
{
	sqlite3_stmt *q = statement(d, t, SQL_MOST_VOTED, first, last);

	database_bind_number(q, ":most", (int64_t)most);
	return add_keys(d, q, keys);
}

/* Add the slugs that a statement gives to a list. */
static int
add_slugs(struct database *d, sqlite3_stmt *q, struct arena *a,
    struct name_list *slugs)
{
	const char *slug;
	int more;

	while ((more = database_step(d, q)) == 1) {
		slug = database_text(q, "topic");
		paper_add_name(a, slugs, slug, strlen(slug));
	}
	return more;
}

/*
 * Add the slugs of the topics that a paper belongs to, but for `all`, to a list.
 * Return 0, or -1 after a warning.
 */
int
membership_topics(struct database *d, struct arena *a, int64_t key,
    struct name_list *slugs)
{
	sqlite3_stmt *q = database_statement(d, SQL_TOPICS_OF_PAPER);

	database_bind_number(q, ":key", key);
	return add_slugs(d, q, a, slugs);
}

/*
 * The same into an empty list, and of more than so many topics the smallest ones.
 * Most papers have few, and these are found without an order.
 */
int
membership_smallest_topics(struct database *d, struct arena *a, int64_t key,
    size_t most, struct name_list *slugs)
{
	sqlite3_stmt *q;

	if (membership_topics(d, a, key, slugs) == -1)
		return -1;
	if (slugs->count <= most)
		return 0;
	slugs->count = 0;
	q = database_statement(d, SQL_SMALLEST_TOPICS);
	database_bind_number(q, ":key", key);
	database_bind_number(q, ":most", (int64_t)most);
	return add_slugs(d, q, a, slugs);
}

/*
 * Add the papers that belong to more than so many topics to a list.  Return 0, or
 * -1 after a warning.
 */
int
membership_crowded(struct database *d, size_t most, struct key_list *keys)
{
	sqlite3_stmt *q = database_statement(d, SQL_CROWDED);

	database_bind_number(q, ":most", (int64_t)most);
	return add_keys(d, q, keys);
}
