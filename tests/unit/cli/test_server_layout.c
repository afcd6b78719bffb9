#include "support.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

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

/* Below a file, and too deep: it says so, and leaves nothing. */
static void
test_folders_that_cannot_be_made(void **state)
{
	char root[FOLDER_SIZE], below[FOLDER_SIZE + 8];
	struct buf config = { 0 }, deep = { 0 };
	struct server_layout l = { .config = "/etc/x/paperfeed.conf",
		.output = "/srv/papers" };
	struct capture said;
	FILE *file;

	(void)state;
	make_folder(root);
	snprintf(below, sizeof(below), "%s/file", root);
	file = fopen(below, "w");
	assert_non_null(file);
	fclose(file);
	buf_puts(&config, start);
	l.root = below;
	capture_start(&said);
	assert_int_equal(server_layout_make(&l, &config), EX_CANTCREAT);
	capture_end(&said);
	assert_non_null(strstr(said.said, below));
	repeat(&deep, "/x", 100);
	l.root = root;
	l.output = deep.data;
	capture_start(&said);
	assert_int_equal(server_layout_make(&l, &config), EX_CANTCREAT);
	capture_end(&said);
	assert_non_null(strstr(said.said, "too many folders around it"));
	assert_int_equal(unlink(below), 0);
	/* Nothing else is in it. */
	assert_int_equal(rmdir(root), 0);
	buf_free(&config);
	buf_free(&deep);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_output_and_store_are_set),
		cmocka_unit_test(test_a_start_without_one_of_them_is_refused),
		cmocka_unit_test(
		    test_an_output_is_absolute_and_needs_no_escape),
		cmocka_unit_test(test_folders_that_cannot_be_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
