#include "support.h"

#include "base/arena.h"
#include "base/buf.h"
#include "paper/paper.h"
#include "topic/topic.h"

static void
expect_rule(const struct topic *t, const char *wanted)
{
	struct buf rule = { 0 };

	topic_describe(&rule, t);
	assert_string_equal(rule.data, wanted);
	buf_free(&rule);
}

/* A stored text that differs makes the topic's members be found anew. */
static void
test_rule_says_what_is_asked_for_and_no_more(void **state)
{
	(void)state;
	expect_rule(&(struct topic){ .slug = "x" }, "all");
	expect_rule(&(struct topic){ .slug = "y", .title = "Another title" },
	    "all");
	expect_rule(&(struct topic){ .query = "\"agent\"" }, "\"agent\"");
	expect_rule(&(struct topic){ .min_upvotes = 1 }, "all\nmin-upvotes 1");
	expect_rule(&(struct topic){ .per_day = 1 }, "all\nper-day 1");
	expect_rule(&(struct topic){ .organization = "Coast Survey" },
	    "all\norganization Coast Survey");
	expect_rule(&(struct topic){ .source = "daily" }, "all\nsource daily");
	expect_rule(&(struct topic){ .source = "daily", .by_sight = true },
	    "all\nsource daily by sight");
	expect_rule(&(struct topic){ .without = " trending" },
	    "all\nwithout trending");
	expect_rule(&(struct topic){ .like = "2604.05015", .about = 10 },
	    "all\nlike 2604.05015\nabout 10");
	expect_rule(&(struct topic){ .like = "2604.05015",
			.unlike = "2604.05016",
			.about = 3 },
	    "all\nlike 2604.05015\nunlike 2604.05016\nabout 3");
}

/* Two papers of somebody's library, with everything that is looked at. */
static void
fill_library(struct paper_list *library)
{
	struct paper *p;
	int i;

	for (i = 0; i < 2; i++) {
		p = paper_list_add(library);
		p->id = "2604.05015";
		p->doi = "10.1000/1";
		p->title = "A title";
		p->abstract = "An abstract.";
		paper_add_name(&library->arena, &p->keywords, "one", 3);
		paper_add_name(&library->arena, &p->keywords, "two", 3);
	}
}

static void
describe_library(struct buf *rule, const struct paper_list *library)
{
	buf_clear(rule);
	topic_describe(rule, &(struct topic){ .library = library });
}

/* Whatever is another in somebody's library makes another rule. */
static void
test_rule_of_a_library_changes_with_each_of_its_texts(void **state)
{
	struct paper_list library = { 0 };
	struct buf before = { 0 }, after = { 0 };
	struct paper *p;
	const char **texts[6];
	const char *old;
	size_t i, n;

	(void)state;
	fill_library(&library);
	describe_library(&before, &library);
	for (n = 0; n < library.count; n++) {
		p = &library.papers[n];
		texts[0] = &p->id;
		texts[1] = &p->doi;
		texts[2] = &p->title;
		texts[3] = &p->abstract;
		texts[4] = &p->keywords.names[0];
		texts[5] = &p->keywords.names[1];
		for (i = 0; i < COUNT(texts); i++) {
			old = *texts[i];
			*texts[i] = "another";
			describe_library(&after, &library);
			assert_string_not_equal(before.data, after.data);
			*texts[i] = old;
		}
	}
	describe_library(&after, &library);
	assert_string_equal(before.data, after.data);
	library.count--;
	describe_library(&after, &library);
	assert_string_not_equal(before.data, after.data);
	buf_free(&before);
	buf_free(&after);
	paper_list_free(&library);
}

/* The formats are words, each to its end. */
static void
test_formats(void **state)
{
	struct topic t = { .formats = " atom rss jsonx", .archive = "yes" };

	(void)state;
	assert_true(topic_has_format(&t, "atom"));
	assert_true(topic_has_format(&t, "rss"));
	assert_false(topic_has_format(&t, "json"));
	assert_false(topic_has_format(&t, "ato"));
	assert_false(topic_has_format(&t, "html"));
	assert_true(topic_has_archive(&t));
	t.archive = "no";
	assert_false(topic_has_archive(&t));
	t = (struct topic){ .formats = " rss", .archive = "yes" };
	assert_false(topic_has_archive(&t));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rule_says_what_is_asked_for_and_no_more),
		cmocka_unit_test(
		    test_rule_of_a_library_changes_with_each_of_its_texts),
		cmocka_unit_test(test_formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
