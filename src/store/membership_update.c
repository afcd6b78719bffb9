/*
 * Brings it up to date which papers belong to which topics.  Publishing does so,
 * and asks the rules only about the days whose papers changed.
 */
#include "store/membership.h"

#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/paper_key.h"
#include "store/rule.h"

/*
 * Two changed papers with more days than this between them are looked at apart.
 */
#define GAP_DAYS 10

static int
run(struct database *d, enum statement which, const struct topic *t,
    int64_t key)
{
	sqlite3_stmt *q = database_statement(d, which);

	database_bind_text(q, ":slug", t->slug);
	database_bind_number(q, ":key", key);
	return database_step(d, q);
}

/* Add the keys that are in one list, which ascends, and not in the other. */
static void
add_missing(struct key_list *to, const struct key_list *from,
    const struct key_list *other)
{
	size_t i;

	for (i = 0; i < from->count; i++) {
		if (!key_list_has(other, from->keys[i]))
			key_list_add(to, from->keys[i]);
	}
}

/*
 * Forget the members of a topic and find all of them again.  Papers that came
 * or left are added to `moved`.
 */
static int
find_anew(struct database *d, const struct topic *t, struct topic_state *state,
    struct key_list *moved)
{
	sqlite3_stmt *q = database_statement(d, SQL_CLEAR_MEMBERS);
	struct topic_counts all;
	struct key_list before = { 0 }, now = { 0 };
	size_t i;
	int ret = -1;

	state->floor = -1;
	/* Before they are forgotten: those that a rule lets stay are found again. */
	if (topic_has_members(t) &&
	    rule_find(d, t, INT64_MIN, INT64_MAX, &now) == -1)
		goto out;
	if (topic_has_members(t) &&
	    membership_read(d, t, INT64_MIN, INT64_MAX, &before) == -1)
		goto out;
	database_bind_text(q, ":slug", t->slug);
	if (database_step(d, q) == -1)
		goto out;
	if (!topic_has_members(t)) {
		ret = rule_count(d, t, &all);
		state->count = all.count;
		goto out;
	}
	ret = 0;
	for (i = 0; i < now.count && ret == 0; i++)
		ret = run(d, SQL_ADD_MEMBER, t, now.keys[i]);
	state->count = (int64_t)now.count;
	add_missing(moved, &before, &now);
	add_missing(moved, &now, &before);
out:
	key_list_free(&before);
	key_list_free(&now);
	return ret;
}

/* An update of one topic: its inputs, and its results. */
struct update {
	struct database *database;
	const struct topic *topic;
	const struct changes *changes;
	struct topic_state *state;
	struct topic_changes *result;
	struct key_list *moved;
};

/*
 * Add or remove, as `how` says, the members that are in `from` and not in `to`.
 */
static int
move(struct update *u, const struct key_list *from, const struct key_list *to,
    enum statement how, size_t *count)
{
	size_t i;

	for (i = 0; i < from->count; i++) {
		if (key_list_has(to, from->keys[i]))
			continue;
		if (run(u->database, how, u->topic, from->keys[i]) == -1)
			return -1;
		key_list_add(&u->result->keys, from->keys[i]);
		key_list_add(u->moved, from->keys[i]);
		u->result->shown = true;
		(*count)++;
	}
	return 0;
}

/* Note the change of a paper that belongs to the topic as before. */
static void
note_change(struct update *u, const struct change *c)
{
	if (c->what > CHANGE_COUNTS)
		key_list_add(&u->result->keys, c->key);
	/* A topic's page shows its examples, however old they are. */
	if (c->what > CHANGE_COUNTS && topic_has_examples(u->topic))
		u->result->shown = true;
	if (c->what >= u->changes->shown) {
		u->result->shown = true;
		u->result->changed++;
	}
}

/*
 * Bring the members with a key from `first` to `last`, which are whole days,
 * up to date with the changes from number `from` up to number `to`.
 */
static int
update_days(struct update *u, int64_t first, int64_t last, size_t from,
    size_t to)
{
	struct key_list before = { 0 }, now = { 0 };
	const struct change *c = u->changes->papers;
	int ret = -1;

	if (membership_read(u->database, u->topic, first, last, &before) ==
		-1 ||
	    rule_find(u->database, u->topic, first, last, &now) == -1 ||
	    move(u, &before, &now, SQL_REMOVE_MEMBER, &u->result->left) == -1 ||
	    move(u, &now, &before, SQL_ADD_MEMBER, &u->result->came) == -1)
		goto out;
	u->state->count += (int64_t)now.count - (int64_t)before.count;
	for (; from < to; from++) {
		if (key_list_has(&now, c[from].key) &&
		    key_list_has(&before, c[from].key))
			note_change(u, &c[from]);
	}
	ret = 0;
out:
	key_list_free(&before);
	key_list_free(&now);
	return ret;
}

/*
 * Find the first key whose day per-day may decide now, although no paper of it
 * changed: the day of the newest paper that was published before, because its
 * votes were still to come then.  Without per-day there is no such day.
 */
static int
find_undecided(const struct update *u, int64_t *first)
{
	int64_t newest;
	int found;

	*first = INT64_MAX;
	if (u->topic->per_day == 0)
		return 0;
	found = database_query(u->database,
	    database_statement(u->database, SQL_NEWEST_PUBLISHED), &newest);
	if (found == 1)
		*first = paper_key_day_first(newest);
	return found == -1 ? -1 : 0;
}

/*
 * Bring the members up to date, one stretch of days with changes after the
 * other: what lies between two far ones is not read again, because an old
 * paper that trends would cost the whole history.
 */
static int
update_changed(struct update *u)
{
	const int64_t gap = GAP_DAYS * paper_key_from(DATE_DAY);
	const struct change *c = u->changes->papers;
	size_t from, to, count = u->changes->count;
	int64_t undecided;

	if (find_undecided(u, &undecided) == -1)
		return -1;
	for (from = 0; from < count && c[from].key < undecided; from = to) {
		for (to = from + 1; to < count && c[to].key < undecided; to++) {
			if (c[to].key - c[to - 1].key > gap)
				break;
		}
		if (update_days(u, paper_key_day_first(c[from].key),
			paper_key_day_last(c[to - 1].key), from, to) == -1)
			return -1;
	}
	if (undecided == INT64_MAX)
		return 0;
	return update_days(u, undecided, INT64_MAX, from, count);
}

/* The same for `all`, to which papers only come. */
static void
update_all(struct update *u)
{
	const struct change *c = u->changes->papers;
	size_t i;

	for (i = 0; i < u->changes->count; i++) {
		note_change(u, &c[i]);
		if (c[i].what == CHANGE_NEW) {
			u->state->count++;
			u->result->came++;
			u->result->changed--;
		}
	}
}

/*
 * Bring a topic's members and state up to date with the papers that changed,
 * and say what changed in it; key_list_free() frees its keys, which ascend.  A
 * new rule finds all members anew, and so does what was learnt of its examples just
 * now.  Keys of papers that came to the topic or left it are added to `moved`.  The
 * arena owns the state's rule.  Return 0, or -1 after a warning.
 */
int
membership_update(struct database *d, struct arena *a, const struct topic *t,
    const struct changes *changes, struct topic_state *state,
    struct topic_changes *result, struct key_list *moved)
{
	struct update u = { d, t, changes, state, result, moved };
	struct buf rule = { 0 };
	bool learnt;
	int ret = rule_learn(d, t, &learnt);

	if (ret == -1)
		return -1;
	topic_describe(&rule, t);
	if (learnt || strcmp(state->rule, rule.data) != 0) {
		state->rule = arena_copy(a, rule.data, rule.length);
		result->anew = result->shown = true;
		ret = find_anew(d, t, state, moved);
	} else if (!topic_has_members(t))
		update_all(&u);
	else
		ret = update_changed(&u);
	key_list_sort(&result->keys);
	buf_free(&rule);
	return ret;
}

/* Forget the members of topics that have left the configuration. */
int
membership_retire(struct database *d, const struct config *config)
{
	static const enum statement steps[] = { SQL_CLEAR_MEMBERS,
		SQL_FORGET_LEARNT, SQL_RETIRE_TOPIC };
	struct arena a = { 0 };
	struct name_list gone = { 0 };
	sqlite3_stmt *q = database_statement(d, SQL_TOPICS_WITH_MEMBERS);
	const char *slug;
	size_t i, step;
	int ret;

	while ((ret = database_step(d, q)) == 1) {
		slug = database_text(q, "slug");
		if (config_find_topic(config, slug) == NULL)
			paper_add_name(&a, &gone, slug, strlen(slug));
	}
	for (i = 0; i < gone.count && ret == 0; i++) {
		for (step = 0; step < 3 && ret == 0; step++) {
			q = database_statement(d, steps[step]);
			database_bind_text(q, ":slug", gone.names[i]);
			ret = database_step(d, q);
		}
	}
	arena_free(&a);
	return ret;
}
