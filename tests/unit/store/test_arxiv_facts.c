#include "topic_support.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "store/arxiv_facts.h"
#include "store/changes.h"
#include "store/database.h"
#include "store/paper_row.h"
#include "store/papers.h"
#include "store/removed.h"
#include "store/rule.h"

static const struct item items[] = {
	{ 1, 1, "2026-04-08T08:00:00Z", "Oldest", NULL },
	{ 2, 1, "2026-04-08T09:00:00Z", "Middle", NULL },
	{ 3, 1, "2026-04-08T10:00:00Z", "Newest", NULL },
};

static const char *categories[] = { "cs.CL", "cs.LG" };

#define CATEGORIES                              \
	{                                       \
		.names = categories, .count = 2 \
	}

static const struct topic by_category = { .slug = "x",
	.query = "{category} : \"cs.CL\"" };
static const struct topic by_comment = { .slug = "x",
	.query = "{comment} : \"accepted\"" };

static struct database *
open_with_items(void)
{
	struct database *s = open_memory();

	SHOW(s, "", "2026-04-08T13:00:00Z", items);
	return s;
}

/* The ids that are due, with blanks between them, as the arena has them. */
static const char *
due(struct database *s, struct arena *a, int64_t before, size_t most)
{
	struct name_list ids = { 0 };
	struct buf text = { 0 };
	size_t i;

	assert_int_equal(arxiv_facts_due(s, a, before, most, &ids), 0);
	for (i = 0; i < ids.count; i++)
		buf_printf(&text, "%s%d", i == 0 ? "" : " ",
		    number_in(ids.names[i]));
	return text.data == NULL ? "" : buf_move(&text, a);
}

/* The id of the paper with a number, as `show` chose it. */
static const char *
id_of(struct database *s, struct arena *a, int number)
{
	struct name_list ids = { 0 };
	size_t i;

	assert_int_equal(arxiv_facts_due(s, a, INT64_MAX, 100, &ids), 0);
	for (i = 0; i < ids.count; i++) {
		if (number_in(ids.names[i]) == number)
			return ids.names[i];
	}
	fail_msg("no paper %d", number);
	return NULL;
}

/* Read the paper of an id. */
static struct paper
read_paper(struct database *s, struct arena *a, const char *id)
{
	struct paper p = { 0 };
	struct sqlite3_stmt *q = database_statement(s, SQL_FIND_BY_ID);
	int64_t key;

	database_bind_text(q, ":id", id);
	assert_int_equal(database_query(s, q, &key), 1);
	assert_int_equal(paper_row_get(s, key, a, &p), 0);
	return p;
}

static void
put(struct database *s, const struct paper *answer, int64_t asked, size_t moved)
{
	struct store_report report = { 0 };

	assert_int_equal(database_begin(s), 0);
	assert_int_equal(arxiv_facts_put(s, answer, asked, &report), 0);
	assert_int_equal(database_end(s, 0), 0);
	assert_int_equal(report.changed, moved);
}

/* Never asked comes first, the newest first; then what was asked longest ago. */
static void
test_due(void **state)
{
	struct database *s = open_with_items();
	struct arena a = { 0 };
	const char *first = id_of(s, &a, 1), *last = id_of(s, &a, 3);

	(void)state;
	assert_string_equal(due(s, &a, 0, 10), "3 2 1");
	assert_string_equal(due(s, &a, 0, 2), "3 2");
	assert_int_equal(arxiv_facts_none(s, last, 1000), 0);
	assert_string_equal(due(s, &a, 0, 10), "2 1");
	assert_string_equal(due(s, &a, 1000, 10), "2 1");
	assert_string_equal(due(s, &a, 1001, 10), "2 1 3");
	put(s, &(struct paper){ .id = first, .version = 1 }, 900, 0);
	assert_string_equal(due(s, &a, 1001, 10), "2 1 3");
	assert_string_equal(due(s, &a, 950, 10), "2 1");
	assert_string_equal(due(s, &a, 1001, 2), "2 1");
	/* One that the store lacks changes nothing. */
	assert_int_equal(arxiv_facts_none(s, "2604.99999", 1), 0);
	put(s, &(struct paper){ .id = "2604.99999", .version = 1 }, 1, 0);
	assert_string_equal(due(s, &a, INT64_MAX, 10), "2 1 3");
	arena_free(&a);
	database_close(s);
}

/* Facts are kept, found by queries, replaced, and do not move `updated`. */
static void
test_facts(void **state)
{
	struct database *s = open_with_items();
	struct arena a = { 0 };
	const char *id = id_of(s, &a, 2);
	struct paper before = read_paper(s, &a, id), p;
	struct paper answer = { .id = id,
		.title = "Another title",
		.published = DATE_NONE,
		.categories = CATEGORIES,
		.comment = "Accepted at ICML",
		.journal = "J. Tests 1",
		.doi = "10.1000/1",
		.version = 2,
		.arxiv_updated = 1700000000 };
	struct changes changes;

	(void)state;
	expect_found(s, "no category", &by_category, "");
	assert_int_equal(changes_forget(s), 0);
	put(s, &answer, 2000000000, 0);
	expect_found(s, "category", &by_category, "2");
	expect_found(s, "comment", &by_comment, "2");
	assert_int_equal(changes_read(s, &changes), 0);
	assert_int_equal(changes.count, 1);
	assert_int_equal(changes.papers[0].what, CHANGE_RECORD);
	changes_free(&changes);
	p = read_paper(s, &a, id);
	assert_string_equal(p.title, before.title);
	assert_int_equal(p.updated, before.updated);
	assert_int_equal(p.categories.count, 2);
	assert_string_equal(p.categories.names[1], "cs.LG");
	assert_string_equal(p.comment, "Accepted at ICML");
	assert_string_equal(p.journal, "J. Tests 1");
	assert_string_equal(p.doi, "10.1000/1");
	assert_int_equal(p.version, 2);
	assert_int_equal(p.arxiv_updated, 1700000000);
	assert_false(p.withdrawn);
	/* The same answer again is no change. */
	assert_int_equal(changes_forget(s), 0);
	put(s, &answer, 2000000100, 0);
	assert_int_equal(changes_read(s, &changes), 0);
	assert_int_equal(changes.count, 0);
	changes_free(&changes);
	/* Another one replaces all of it; the index forgets the old one. */
	answer = (struct paper){ .id = id,
		.published = DATE_NONE,
		.version = 3,
		.arxiv_updated = 1700000001,
		.comment = "Withdrawn",
		.withdrawn = true };
	put(s, &answer, 2000000200, 1);
	expect_found(s, "category again", &by_category, "");
	expect_found(s, "comment again", &by_comment, "");
	p = read_paper(s, &a, id);
	assert_true(p.withdrawn);
	assert_null(p.doi);
	assert_int_equal(p.updated, 2000000200);
	arena_free(&a);
	database_close(s);
}

/* What no listing showed is filled in; an abstract moves `updated`. */
static void
test_gaps(void **state)
{
	static const char *names[] = { "Ada Agentova" };
	struct database *s = open_with_items();
	struct arena a = { 0 };
	const char *id = id_of(s, &a, 1);
	struct paper answer = { .id = id,
		.authors = { .names = names, .count = 1 },
		.author_count = 1,
		.published = 1775520000,
		.version = 1 };
	struct paper before = read_paper(s, &a, id), p;

	(void)state;
	assert_null(before.abstract);
	put(s, &answer, 2000000000, 0);
	p = read_paper(s, &a, id);
	assert_int_equal(p.updated, before.updated);
	assert_int_equal(p.authors.count,
	    before.authors.count == 0 ? 1 : before.authors.count);
	answer.abstract = answer.source.abstract = "We test.";
	put(s, &answer, 2000000000, 1);
	p = read_paper(s, &a, id);
	assert_string_equal(p.abstract, "We test.");
	assert_int_equal(p.updated, 2000000000);
	answer.abstract = answer.source.abstract = "Something else.";
	put(s, &answer, 2000000300, 0);
	p = read_paper(s, &a, id);
	assert_string_equal(p.abstract, "We test.");
	assert_int_equal(p.updated, 2000000000);
	arena_free(&a);
	database_close(s);
}

/* A paper that is removed takes its facts with it. */
static void
test_removal(void **state)
{
	struct database *s = open_with_items();
	struct arena a = { 0 };
	const char *id = id_of(s, &a, 3);
	struct paper p;

	(void)state;
	put(s,
	    &(struct paper){ .id = id, .version = 1, .categories = CATEGORIES },
	    5, 0);
	expect_found(s, "before", &by_category, "3");
	p = read_paper(s, &a, id);
	assert_int_equal(database_begin(s), 0);
	assert_int_equal(removed_take(s, p.key, false), 0);
	assert_int_equal(database_end(s, 0), 0);
	expect_found(s, "after", &by_category, "");
	assert_string_equal(due(s, &a, INT64_MAX, 10), "2 1");
	/* The number may be another paper's next: it has no facts of this one. */
	SHOW(s, "", "2026-04-09T13:00:00Z", items);
	expect_found(s, "again", &by_category, "");
	assert_string_equal(due(s, &a, 0, 10), "3 2 1");
	arena_free(&a);
	database_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_due),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_removal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
