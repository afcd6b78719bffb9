/* The names by which people mean a paper of the store. */
#include "support.h"

#include "base/arena.h"
#include "store/database.h"
#include "store/find.h"
#include "store/papers.h"

/* Names, and the paper that each of them means, or 0 for none. */
static const struct {
	const char *name;
	int paper;
} names[] = {
	{ "2604.00001", 1 },
	{ "2604.00002v3", 2 },
	{ "https://arxiv.org/abs/2604.00001", 1 },
	{ "https://arxiv.org/abs/2604.00002v12", 2 },
	{ "https://arxiv.org/pdf/2604.00002v1.pdf", 2 },
	{ "https://arxiv.org/html/2604.00002#S1", 2 },
	{ "https://alphaxiv.org/overview/2604.00002?a=b", 2 },
	{ "arXiv:2604.00002", 2 },
	{ "Nobody, \"Two\", arXiv: 2604.00002 [cs.CL]", 2 },
	{ "oai:arXiv.org:2604.00002", 2 },
	{ "https://doi.org/10.48550/arXiv.2604.00002", 2 },
	{ "https://huggingface.co/papers/2604.00002", 2 },
	/* One that is at no archive. */
	{ "gpt-four", 3 },
	{ "https://huggingface.co/papers/gpt-four", 3 },
	{ "https://huggingface.co/papers/gpt-five", 0 },
	/* Others, and what only begins as one. */
	{ "2604.00003", 0 },
	{ "2604.000021", 0 },
	{ "2604.00002version", 0 },
	{ "https://arxiv.org/abs/2604.0000", 0 },
	{ "https://example.org/2604.00002", 0 },
	{ "arXiv:", 0 },
	{ "", 0 },
};

static void
test_names(void **state)
{
	struct database *d = open_memory();
	struct arena a = { 0 };
	int64_t keys[4] = { 0 }, key;
	size_t i;
	int found;

	(void)state;
	put_json(d,
	    "[" ITEM("2604.00001", "One", NOON) "," ITEM("2604.00002", "Two",
		NOON) "," ITEM("gpt-four", "Three", NOON) "]",
	    SECOND_DAY);
	assert_int_equal(find_paper(d, &a, "2604.00001", &keys[1]), 1);
	assert_int_equal(find_paper(d, &a, "2604.00002", &keys[2]), 1);
	assert_int_equal(find_paper(d, &a, "gpt-four", &keys[3]), 1);
	assert_true(keys[1] != keys[2] && keys[2] != keys[3]);
	for (i = 0; i < COUNT(names); i++) {
		key = 0;
		found = find_paper(d, &a, names[i].name, &key);
		if (found != (names[i].paper > 0) ||
		    (found == 1 && key != keys[names[i].paper]))
			fail_msg("%s: %d", names[i].name, found);
	}
	arena_free(&a);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
