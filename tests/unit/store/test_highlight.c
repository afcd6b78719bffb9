#include "topic_support.h"

#include "base/arena.h"
#include "base/key_list.h"
#include "topic/query_scan.h"
#include "topic/topic.h"
#include "store/highlight.h"
#include "store/papers.h"
#include "store/rule.h"

static void
test_hits(void **state)
{
	static const struct item items[] = {
		{ 1, 1, "2026-04-08T08:00:00Z",
		    "Agents that wait for other agents", "Agent Institute" },
	};
	static const struct {
		const char *query;
		const char *texts[QUERY_FIELD_COUNT]; /* as in query_fields */
		int found;
	} cases[] = {
		{ "{title abstract keywords} : \"agent\"",
		    { "\1Agents\2 that wait for other \1agents\2 1" }, 1 },
		{ "{title} : \"agents that\"",
		    { "\1Agents that\2 wait for other agents 1" }, 1 },
		{ "{organization} : \"agent\"",
		    { NULL, NULL, NULL, "\1Agent\2 Institute" }, 1 },
		{ "{title} : \"wai\" * OR {organization} : \"institute\"",
		    { "Agents that \1wait\2 for other agents 1", NULL, NULL,
			"Agent \1Institute\2" },
		    1 },
		{ "{title} : \"agent\" NOT {organization} : \"agent\"",
		    { NULL }, 0 },
		{ "{abstract} : \"agent\"", { NULL }, 0 },
	};
	struct database *s = open_memory();
	struct arena a = { 0 };
	struct hits hits;
	struct key_list found = { 0 };
	size_t i, n;

	(void)state;
	SHOW(s, "", "2026-04-08T13:00:00Z", items);
	assert_int_equal(rule_find(s, &(struct topic){ .slug = "x" }, INT64_MIN,
			     INT64_MAX, &found),
	    0);
	assert_int_equal(found.count, 1);
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(highlight_find(s, &a, cases[i].query,
				     found.keys[0], &hits),
		    cases[i].found);
		for (n = 0; n < QUERY_FIELD_COUNT; n++) {
			if (cases[i].texts[n] == NULL)
				assert_null(hits.texts[n]);
			else
				assert_string_equal(hits.texts[n],
				    cases[i].texts[n]);
		}
	}
	assert_int_equal(highlight_find(s, &a, cases[0].query,
			     found.keys[0] + 1, &hits),
	    0);
	key_list_free(&found);
	arena_free(&a);
	database_close(s);
}

/* Where words have no blanks between them, only what was asked for is marked. */
static void
test_hits_without_blanks(void **state)
{
	static const struct item items[] = {
		{ 1, 1, "2026-04-08T08:00:00Z", "大規模世界モデル", NULL },
	};
	struct database *s = open_memory();
	struct arena a = { 0 };
	struct hits hits;
	struct key_list found = { 0 };

	(void)state;
	SHOW(s, "", "2026-04-08T13:00:00Z", items);
	assert_int_equal(rule_find(s, &(struct topic){ .slug = "x" }, INT64_MIN,
			     INT64_MAX, &found),
	    0);
	assert_int_equal(highlight_find(s, &a, "{title} : \"世界\"",
			     found.keys[0], &hits),
	    1);
	assert_string_equal(hits.texts[0], "大規模\1世界\2モデル 1");
	key_list_free(&found);
	arena_free(&a);
	database_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hits),
		cmocka_unit_test(test_hits_without_blanks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
