/*
 * Looks whether the members of topics are the papers that their rules find, and
 * what is counted of them is right.  Papers that wait to be published are left to
 * the next publishing.
 */
#include "store/store_check.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/findings.h"
#include "topic/topic.h"
#include "paper/paper.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/database.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/related.h"
#include "store/rule.h"

/*
 * The first keys of the days that the next publishing looks at, ascending: with
 * per-day also that of the newest paper, whose votes may have been still to come.
 */
static int
read_pending(struct database *d, bool per_day, struct key_list *days)
{
	struct changes changes;
	int64_t newest;
	size_t i;
	int ret = changes_read(d, &changes);

	for (i = 0; i < changes.count; i++)
		key_list_add(days, paper_key_day_first(changes.papers[i].key));
	if (ret == 0 && per_day) {
		ret = database_query(d,
		    database_statement(d, SQL_NEWEST_PUBLISHED), &newest);
		if (ret == 1)
			key_list_add(days, paper_key_day_first(newest));
	}
	key_list_sort(days);
	changes_free(&changes);
	return ret == -1 ? -1 : 0;
}

/* Add or remove, as `how` says, those in `from` that are not in `to`. */
static int
move(struct store_check *c, const struct topic *t, const struct key_list *from,
    const struct key_list *to, const struct key_list *pending,
    enum statement how, size_t *count)
{
	struct sqlite3_stmt *q;
	size_t i;

	for (i = 0; i < from->count; i++) {
		if (key_list_has(to, from->keys[i]) ||
		    key_list_has(pending, paper_key_day_first(from->keys[i])))
			continue;
		(*count)++;
		if (!c->mends)
			continue;
		q = database_statement(c->database, how);
		database_bind_text(q, ":slug", t->slug);
		database_bind_number(q, ":key", from->keys[i]);
		if (database_step(c->database, q) == -1)
			return -1;
	}
	return 0;
}

/* Compare the members of a topic with what its rule finds. */
static int
check_topic(struct store_check *c, const struct topic *t)
{
	struct key_list before = { 0 }, now = { 0 }, pending = { 0 };
	size_t missing = 0, wrong = 0;
	int ret = -1;

	if (read_pending(c->database, t->per_day > 0, &pending) == -1 ||
	    membership_read(c->database, t, INT64_MIN, INT64_MAX, &before) ==
		-1 ||
	    rule_find(c->database, t, INT64_MIN, INT64_MAX, &now) == -1 ||
	    move(c, t, &now, &before, &pending, SQL_ADD_MEMBER, &missing) ==
		-1 ||
	    move(c, t, &before, &now, &pending, SQL_REMOVE_MEMBER, &wrong) ==
		-1)
		goto out;
	ret = 0;
	if (missing + wrong == 0)
		goto out;
	findings_add(c->findings, EX_DATAERR,
	    "topic %s: it lacks %zu papers that its rule finds, and has %zu "
	    "that it does not find; --repair mends that",
	    t->slug, missing, wrong);
	c->mended = c->mended || c->mends;
out:
	key_list_free(&before);
	key_list_free(&now);
	key_list_free(&pending);
	return ret;
}

/* The same for all topics whose rule is the one that found the members. */
static int
check_topics(struct store_check *c)
{
	struct arena a = { 0 };
	struct topic_state state;
	struct buf rule = { 0 };
	const struct topic *t;
	size_t i;
	int ret = 0;

	for (i = 0; i < c->config->topic_count && ret == 0; i++) {
		t = &c->config->topics[i];
		buf_clear(&rule);
		topic_describe(&rule, t);
		ret = membership_read_state(c->database, &a, t, &state);
		if (ret == 0 && topic_has_members(t) &&
		    strcmp(state.rule, rule.data) == 0)
			ret = check_topic(c, t);
	}
	findings_next_kind(c->findings, "topics");
	buf_free(&rule);
	arena_free(&a);
	return ret;
}

/* Members of a topic that has none. */
static int
check_strays(struct store_check *c)
{
	struct sqlite3_stmt *q =
	    database_statement(c->database, SQL_CHECK_STRAY_MEMBERS);
	struct arena a = { 0 };
	struct name_list slugs = { 0 };
	const char *slug;
	size_t i;
	int ret;

	while ((ret = database_step(c->database, q)) == 1) {
		slug = database_text(q, "topic");
		findings_add(c->findings, EX_DATAERR,
		    "topic %s: it has %lld papers, but was not published; "
		    "--repair takes them out",
		    slug, (long long)database_number(q, "count"));
		paper_add_name(&a, &slugs, slug, strlen(slug));
	}
	findings_next_kind(c->findings, "such topics");
	for (i = 0; c->mends && i < slugs.count && ret == 0; i++) {
		q = database_statement(c->database, SQL_CLEAR_MEMBERS);
		database_bind_text(q, ":slug", slugs.names[i]);
		ret = database_step(c->database, q);
		c->mended = true;
	}
	arena_free(&a);
	return ret;
}

/* How many members there are. */
static int
check_counts(struct store_check *c)
{
	struct sqlite3_stmt *q = database_statement(c->database,
				SQL_CHECK_COUNTS),
			    *set;
	int more, ret = 0;

	while (ret == 0 && (more = database_step(c->database, q)) == 1) {
		findings_add(c->findings, EX_DATAERR,
		    "topic %s: %lld papers are counted, and it has %lld; "
		    "--repair counts anew",
		    database_text(q, "slug"),
		    (long long)database_number(q, "count"),
		    (long long)database_number(q, "members"));
		if (!c->mends)
			continue;
		set = database_statement(c->database, SQL_SET_COUNT);
		database_bind_text(set, ":slug", database_text(q, "slug"));
		database_bind_number(set, ":count",
		    database_number(q, "members"));
		ret = database_step(c->database, set);
		c->mended = true;
	}
	findings_next_kind(c->findings, "topics that are counted wrongly");
	return ret == -1 ? -1 : more;
}

/* Find the related papers of some papers anew. */
static int
find_related(struct store_check *c, const struct key_list *keys)
{
	struct changes changes = { 0 };
	struct sqlite3_stmt *q;
	struct topic_state all;
	struct arena a = { 0 };
	size_t i;
	int ret =
	    membership_read_state(c->database, &a, &c->config->topics[0], &all);

	for (i = 0; i < keys->count && ret == 0; i++) {
		q = database_statement(c->database, SQL_DROP_RELATED_OF);
		database_bind_number(q, ":key", keys->keys[i]);
		ret = database_step(c->database, q);
		changes.papers = array_grow(changes.papers, changes.count,
		    sizeof(*changes.papers));
		changes.papers[changes.count++] =
		    (struct change){ .key = keys->keys[i], .what = CHANGE_NEW };
	}
	if (ret == 0)
		ret = related_find(c->database, &changes, all.count);
	changes_free(&changes);
	arena_free(&a);
	return ret;
}

/* Related papers are numbered from 1 on. */
static int
check_related(struct store_check *c)
{
	struct sqlite3_stmt *q =
	    database_statement(c->database, SQL_CHECK_RELATED);
	struct key_list keys = { 0 };
	int ret;

	while ((ret = database_step(c->database, q)) == 1) {
		key_list_add(&keys, database_number(q, "key"));
		findings_add(c->findings, EX_DATAERR,
		    "%s: a related paper is missing; --repair finds them again",
		    database_text(q, "name"));
	}
	findings_next_kind(c->findings, "papers that lack a related one");
	if (ret == 0 && c->mends && keys.count > 0) {
		ret = find_related(c, &keys);
		c->mended = true;
	}
	key_list_free(&keys);
	return ret;
}

/*
 * Check, and mend if the check says so, which papers belong to which topics, and
 * which are related.  Return 0, or -1 after a warning.
 */
int
member_check(struct store_check *c)
{
	if (check_strays(c) == -1)
		return -1;
	if (c->searchable && (check_topics(c) == -1 || check_related(c) == -1))
		return -1;
	return check_counts(c);
}
