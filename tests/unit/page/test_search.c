/* The index of a month for the search: a line a paper, whatever it says. */
#include "support.h"

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "feed/entry.h"
#include "page/search.h"

static void
test_a_paper_is_a_line(void **state)
{
	static const struct topic topics[] = { { .slug = "all" },
		{ .slug = "rag" }, { .slug = "agents" } };
	static const struct topic *in[] = { &topics[0], &topics[1],
		&topics[2] };
	static const char *names[] = { "Ada\tQuay", "Bo\nPier" };
	const struct paper papers[] = {
		{ .guid = "https://arxiv.org/abs/2611.00001",
		    .authors = { names, 2 } },
		{ .guid = "https://arxiv.org/abs/2611.00002" },
		{ .guid = "https://arxiv.org/abs/2611.00003" },
	};
	const struct entry entries[] = {
		{ .paper = &papers[0],
		    .day = day_of(20261120),
		    .title = "A\ttitle\nof two lines",
		    .topics = in,
		    .topic_count = 3 },
		{ .paper = &papers[1],
		    .day = day_of(20261120),
		    .title = "Another",
		    .topics = in,
		    .topic_count = 1 },
		{ .paper = &papers[2],
		    .day = day_of(20261119),
		    .title = "\n",
		    .topics = in,
		    .topic_count = 2 },
	};
	struct search_index index;
	struct buf out = { 0 };
	size_t i;

	(void)state;
	search_open(&index, topics);
	for (i = 0; i < COUNT(entries); i++)
		search_add(&out, &index, &entries[i]);
	assert_string_equal(out.data,
	    "2026-11-20\n"
	    "2611.00001\t1,2\tA title of two lines\tAda Quay, Bo Pier\n"
	    "2611.00002\t\tAnother\t\n"
	    "2026-11-19\n"
	    "2611.00003\t1\t \t\n");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_paper_is_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
