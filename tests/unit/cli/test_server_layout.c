#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "cli/server_layout.h"

static const char start[] = "site {\n"
			    "\turl = \"https://papers.example.org/\"\n"
			    "\t# output   = \"public\"\n"
			    "\t# database = \"paperfeed.db\"\n"
			    "\t# outputs are made here\n"
			    "}";

static void
test_only_output_and_store_are_set(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_int_equal(server_layout_configure(&b, start, strlen(start),
			     "/srv/x"),
	    0);
	assert_string_equal(b.data,
	    "site {\n"
	    "\turl = \"https://papers.example.org/\"\n"
	    "\toutput   = \"/srv/x\"\n"
	    "\tdatabase = \"/var/lib/paperfeed/paperfeed.db\"\n"
	    "\t# outputs are made here\n"
	    "}");
	buf_free(&b);
}

/* A start that was reworded must not make a server of defaults. */
static void
test_a_start_without_one_of_them_is_refused(void **state)
{
	static const char *const starts[] = { "", "\t# output   = \"public\"\n",
		"\t# database = \"paperfeed.db\"\n",
		"# output   = \"public\"\n# database = \"paperfeed.db\"\n" };
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(starts); i++) {
		if (server_layout_configure(&b, starts[i], strlen(starts[i]),
			"/srv/x") != -1)
			fail_msg("%s", starts[i]);
	}
	buf_free(&b);
}

static void
test_an_output_is_absolute_and_needs_no_escape(void **state)
{
	(void)state;
	assert_true(server_layout_is_folder("/srv/papers"));
	assert_true(server_layout_is_folder("/srv/my papers"));
	assert_false(server_layout_is_folder(""));
	assert_false(server_layout_is_folder("/"));
	assert_false(server_layout_is_folder("papers"));
	assert_false(server_layout_is_folder("/srv/\"papers"));
	assert_false(server_layout_is_folder("/srv/\\papers"));
	assert_false(server_layout_is_folder("/srv/papers\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_output_and_store_are_set),
		cmocka_unit_test(test_a_start_without_one_of_them_is_refused),
		cmocka_unit_test(
		    test_an_output_is_absolute_and_needs_no_escape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
