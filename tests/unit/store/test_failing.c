/* The store while SQLite fails: it is told, and nothing has changed. */
#include "topic_support.h"
#include "step_support.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/findings.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "listing/listing.h"
#include "listing/parse.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/arxiv_facts.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/find.h"
#include "store/integrity.h"
#include "store/membership.h"
#include "store/papers.h"
#include "store/related.h"
#include "store/removed.h"
#include "store/rule.h"
#include "store/store_check.h"
#include "store/topic_dates.h"

/* A topic that asks for all that a rule may ask for. */
static const struct topic topic = { .slug = "x",
	.query = PAPERS,
	.source = "daily",
	.per_day = 1,
	.min_upvotes = 1 };

/* Papers that are changed, the same, new, listed at last, and without an id. */
static int
put_shown(struct database *d, const char *source)
{
	static const char json[] = "[" ITEM("2604.00001", "Another title",
	    NOON) "," ITEM("2604.00002", "Paper 2",
	    AT("2026-04-09T08:00:00Z")) "," ITEM("2604.00900",
	    "Another new title", NOON) "," ITEM("2604.00800", "Trending",
	    AT("2026-04-09T09:00:00Z")) ","
					"{\"title\":\"Paper 3\",\"paper\":{\"title\":\"Paper 3\"}}]";
	const struct listing_request request = { .name = "x.json",
		.asked = DATE_NONE,
		.now = at(THIRD_DAY),
		.live = true };
	const struct store_reading reading = { .source = source,
		.without = "\ntrending\n",
		.read = at(THIRD_DAY) };
	struct store_report report = { 0 };
	struct listing l;
	int ret;

	assert_int_equal(parse_listing(&l, &request, json, strlen(json)), 0);
	ret = papers_put(d, &l.papers, &reading, &report);
	listing_free(&l);
	return ret;
}

static int
put_papers(struct database *d)
{
	return put_shown(d, "daily");
}

/* A source that stays out of topics has dates of its own. */
static int
put_trending(struct database *d)
{
	return put_shown(d, "trending");
}

static int
limit_dates(struct database *d)
{
	return papers_limit_dates(d, at("2026-04-08T00:00:00Z"));
}

static int
remove_paper(struct database *d)
{
	struct arena a = { 0 };
	int64_t key;
	int ret = find_paper(d, &a, "2604.00001", &key);

	arena_free(&a);
	if (ret == 1)
		ret = removed_take(d, key, true);
	return ret;
}

static int
note_facts(struct database *d)
{
	struct paper p = { .id = "2604.00001",
		.title = "Paper 1",
		.abstract = "What arXiv says.",
		.comment = "12 pages",
		.version = 2 };
	struct store_report report = { 0 };
	int ret = arxiv_facts_put(d, &p, at(THIRD_DAY), &report);

	return ret == 0 ? arxiv_facts_none(d, "2604.00002", at(THIRD_DAY)) :
			  ret;
}

/* List what arXiv has to be asked about. */
static int
list_due(struct database *d)
{
	struct arena a = { 0 };
	struct name_list ids = { 0 };
	struct paper_list unnamed = { 0 };
	int ret = arxiv_facts_due(d, &a, INT64_MAX, 50, &ids);

	if (ret == 0)
		ret = arxiv_facts_unnamed(d, INT64_MAX, 50, &unnamed);
	paper_list_free(&unnamed);
	arena_free(&a);
	return ret;
}

/* Note an answer that names a paper as another one is named. */
static int
name_twice(struct database *d)
{
	const struct paper answer = { .id = "2604.00001", .title = "Paper 1" };
	struct store_report report = { 0 };
	struct arena a = { 0 };
	int64_t key;
	int ret = find_paper(d, &a, "2604.00005", &key);

	arena_free(&a);
	return ret == 1 ?
	    arxiv_facts_name(d, key, &answer, at(THIRD_DAY), &report) :
	    ret;
}

static int
count_topic(struct database *d)
{
	struct topic_counts counts = { 0 };

	return rule_count(d, &topic, &counts);
}

static int
find_members(struct database *d)
{
	struct key_list keys = { 0 };
	int ret = rule_find(d, &topic, INT64_MIN, INT64_MAX, &keys);

	key_list_free(&keys);
	return ret;
}

/* Bring the members of a topic up to date, and forget those of no topic. */
static int
update_members(struct database *d)
{
	const struct config config = { 0 };
	const struct topic_note note = { .topic = &topic, .about = "x" };
	struct arena a = { 0 };
	struct topic_state state;
	struct topic_changes news = { 0 };
	struct changes changes;
	struct key_list moved = { 0 };
	int ret = changes_read(d, &changes);

	if (ret == 0)
		ret = topic_dates_note(d, &note, at(THIRD_DAY));
	if (ret == 0)
		ret = membership_read_state(d, &a, &topic, &state);
	if (ret == 0)
		ret = membership_update(d, &a, &topic, &changes, &state, &news,
		    &moved);
	if (ret == 0)
		ret = membership_keep_state(d, &topic, &state);
	if (ret == 0 && !news.anew)
		ret = membership_retire(d, &config);
	key_list_free(&news.keys);
	key_list_free(&moved);
	changes_free(&changes);
	arena_free(&a);
	return ret;
}

/* Find what is near the papers that are new, by each of two ways. */
static int
find_related(struct database *d, int64_t before)
{
	struct changes changes;
	struct sqlite3_stmt *q;
	size_t i;
	int ret = changes_read(d, &changes);

	for (i = 0; i < changes.count && ret == 0; i++) {
		q = database_statement(d, SQL_DROP_RELATED_OF);
		database_bind_number(q, ":key", changes.papers[i].key);
		ret = database_step(d, q);
	}
	if (ret == 0)
		ret = related_find(d, &changes, before);
	changes_free(&changes);
	return ret;
}

static int
relate_all(struct database *d)
{
	return find_related(d, 0);
}

static int
relate_few(struct database *d)
{
	return find_related(d, 7000);
}

static int
learn(struct database *d)
{
	static const struct topic examples = { .slug = "x",
		.like = "2604.00001 2604.00004",
		.about = 3 };
	bool learnt;

	return rule_learn(d, &examples, &learnt);
}

static int
list_papers(struct database *d)
{
	struct buf list = { 0 };
	int ret = papers_each(d, INT64_MIN, add_record, &list);

	buf_free(&list);
	return ret;
}

/* What could not be looked at is no damage. */
static int
check_file(struct database *d)
{
	struct findings f = { .path = "x.db", .silent = true };
	int ret = integrity_check(database_connection(d), &f);

	assert_int_equal(f.count, 0);
	return ret;
}

static int
check_rows(struct database *d)
{
	struct findings f = { .path = "x.db", .silent = true };
	struct store_check c = { .database = d,
		.findings = &f,
		.now = at(THIRD_DAY),
		.mends = true,
		.salvaged = true };
	int ret = row_check(&c);

	if (ret == 0)
		ret = store_check_mark_days(&c);
	assert_int_equal(f.count, 0);
	key_list_free(&c.days);
	return ret;
}

static int
check_indexes(struct database *d)
{
	struct findings f = { .path = "x.db", .silent = true };
	struct store_check c = { .database = d, .findings = &f };
	int ret = index_check(&c);

	assert_int_equal(f.count, 0);
	return ret;
}

static const struct {
	const char *name;
	int (*act)(struct database *);
	bool writes;
} actions[] = {
	{ "list", list_papers, false },
	{ "find", find_members, false },
	{ "count", count_topic, false },
	{ "learn", learn, false },
	{ "check the file", check_file, false },
	{ "check the indexes", check_indexes, false },
	{ "check the rows", check_rows, false },
	{ "members", update_members, false },
	{ "facts", note_facts, true },
	{ "facts of two", name_twice, false },
	{ "facts that are due", list_due, false },
	{ "put", put_papers, true },
	{ "put what trends", put_trending, false },
	{ "other members", update_members, false },
	{ "related papers", relate_all, false },
	{ "related papers of few", relate_few, false },
	{ "limit", limit_dates, true },
	{ "remove", remove_paper, true },
};

/* The records of all papers of the store. */
static void
read_papers(struct database *d, struct buf *list)
{
	buf_clear(list);
	assert_int_equal(papers_each(d, INT64_MIN, add_record, list), 0);
}

static void
test_every_failure_is_told(void **state)
{
	char folder[FOLDER_SIZE], path[64];
	struct buf before = { 0 }, after = { 0 };
	struct database *d;
	size_t i, step;
	bool failed;

	(void)state;
	make_folder(folder);
	snprintf(path, sizeof(path), "%s/x.db", folder);
	assert_int_equal(database_open(&d, path, DATABASE_WRITE), 0);
	fill_store(d);
	show_json(d, "daily", "[" ITEM("2604.00004", "Paper", NOON) "]",
	    SECOND_DAY);
	show_json(d, "trending",
	    "[" ITEM("2604.00800", "Trending",
		NOON) ",{\"title\":\"No id\",\"paper\":{\"title\":\"No id\"}}]",
	    FIRST_DAY);
	/* A new store is thrown away when something fails. */
	database_close(d);
	assert_int_equal(database_open(&d, path, DATABASE_WRITE), 0);
	for (i = 0; i < COUNT(actions); i++) {
		read_papers(d, &before);
		step = 1;
		do {
			failed = act_with_failing_step(d, actions[i].name,
			    actions[i].act, step++);
			read_papers(d, &after);
			if ((strcmp(after.data, before.data) != 0) !=
			    (actions[i].writes && !failed))
				fail_msg("%s: step %zu: the papers are now %s",
				    actions[i].name, step - 1, after.data);
		} while (failed);
	}
	buf_free(&before);
	buf_free(&after);
	database_close(d);
	remove_folder(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_failure_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
