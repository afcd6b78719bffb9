/*
 * What a topic holds now: what its rule finds and, where that depends on other
 * papers (per-day), what once was among the first of its day and still matches.
 */
#include "store/hold.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/member.h"
#include "store/paper_key.h"
#include "store/rule.h"

#define DAY paper_key_from(DATE_DAY) /* on the scale of keys */

/* How long before the newest day a day's first papers may still be decided. */
#define DECIDED_DAYS 10

/* Were a topic's members found by the rule that it has now?  -1 on errors. */
static int
is_current(struct database *d, const struct topic *t)
{
	struct arena a = { 0 };
	struct buf rule = { 0 };
	struct topic_state state;
	int ret = member_read_state(d, &a, t, &state);

	topic_describe(&rule, t);
	if (ret == 0)
		ret = strcmp(state.rule, rule.data) == 0;
	buf_free(&rule);
	arena_free(&a);
	return ret;
}

/* Add to what a rule finds those members that it found before. */
static int
add_members(struct database *d, const struct topic *t, int64_t first,
    int64_t last, struct key_list *held)
{
	struct topic any_place = *t;
	struct key_list members = { 0 }, matching = { 0 }, more = { 0 };
	size_t i;
	int ret;

	any_place.per_day = 0;
	ret = rule_keys(d, &any_place, first, last, &matching);
	if (ret == 0)
		ret = member_read(d, t, first, last, &members);
	for (i = 0; i < members.count && ret == 0; i++) {
		if (!key_list_has(held, members.keys[i]) &&
		    key_list_has(&matching, members.keys[i]))
			key_list_add(&more, members.keys[i]);
	}
	for (i = 0; i < more.count; i++)
		key_list_add(held, more.keys[i]);
	key_list_sort(held);
	key_list_free(&more);
	key_list_free(&members);
	key_list_free(&matching);
	return ret;
}

/*
 * Add the keys from `first` to `last` that a topic holds now, published or not,
 * in ascending order, to an empty list; with per-day all of the days that these
 * are in.  Return 0, or -1 after a warning.
 */
int
hold_find(struct database *d, const struct topic *t, int64_t first,
    int64_t last, struct key_list *held)
{
	int ret;

	if (t->per_day == 0)
		return rule_keys(d, t, first, last, held);
	if (first != INT64_MIN)
		first -= first % DAY;
	if (last != INT64_MAX)
		last += DAY - 1 - last % DAY;
	if (rule_keys(d, t, first, last, held) == -1)
		return -1;
	if ((ret = is_current(d, t)) == 1)
		ret = add_members(d, t, first, last, held);
	return ret;
}

/* Does a topic hold the paper of a key now?  Return 0, or -1 after a warning. */
int
hold_has(struct database *d, const struct topic *t, int64_t key, bool *holds)
{
	struct key_list held = { 0 };
	int ret = hold_find(d, t, key, key, &held);

	*holds = ret == 0 && key_list_has(&held, key);
	key_list_free(&held);
	return ret;
}

/*
 * Count the papers that a topic holds now, published or not, and date the
 * newest.  Return 0, or -1 after a warning.
 */
int
hold_count(struct database *d, const struct topic *t, struct topic_counts *m)
{
	struct key_list held = { 0 };
	int ret;

	if (!topic_has_members(t))
		return rule_count(d, t, m);
	ret = hold_find(d, t, INT64_MIN, INT64_MAX, &held);
	*m = rule_count_keys(&held);
	key_list_free(&held);
	return ret;
}

/* Note those that the rule finds from `first` to `last` and are no members. */
static int
note_found(struct database *d, const struct topic *t, int64_t first,
    int64_t last)
{
	struct key_list members = { 0 }, found = { 0 };
	size_t i;
	int ret = member_read(d, t, first, last, &members);

	if (ret == 0)
		ret = rule_keys(d, t, first, last, &found);
	for (i = 0; i < found.count && ret == 0; i++) {
		if (!key_list_has(&members, found.keys[i]))
			ret = unpublished_note(d, found.keys[i], CHANGE_COUNTS);
	}
	key_list_free(&members);
	key_list_free(&found);
	return ret;
}

/*
 * Note papers that have come to a topic without having changed: those of a day
 * that is over now, or in the place of one of its day that has changed.  Return
 * 0, or -1 after a warning.
 */
int
hold_note_decided(struct database *d, const struct topic *t,
    const struct unpublished *u)
{
	static const struct topic all = { .slug = "all" };
	int64_t newest, recent, day, last = INT64_MIN;
	size_t i;
	int ret;

	if ((ret = is_current(d, t)) != 1 ||
	    (ret = member_newest(d, &all, INT64_MIN, INT64_MAX, &newest)) != 1)
		return ret;
	recent = newest - newest % DAY - DECIDED_DAYS * DAY;
	ret = note_found(d, t, recent, INT64_MAX);
	for (i = 0; i < u->count && u->papers[i].key < recent && ret == 0;
	     i++) {
		day = u->papers[i].key - u->papers[i].key % DAY;
		if (day != last)
			ret = note_found(d, t, day, day + DAY - 1);
		last = day;
	}
	return ret;
}
