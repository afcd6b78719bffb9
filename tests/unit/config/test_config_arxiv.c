/* The block `arxiv`, and what is refused in it. */
#include "config_support.h"

#include "config/config.h"

/* Loads a good configuration with such a block. */
static struct arxiv
load_arxiv(const struct place *p, const char *text)
{
	struct loaded l;
	struct arxiv arxiv;

	load_good_config(&l, p, text);
	arxiv = l.config.arxiv;
	/* The URL goes with the configuration. */
	if (arxiv.url != NULL)
		assert_string_equal(arxiv.url,
		    arxiv.pause < 3 ? "http://[::1]:8080/api/query" :
				      "https://export.arxiv.org/api/query");
	config_free(&l.config);
	return arxiv;
}

static void
test_without_it_nothing_is_asked(void **state)
{
	assert_false(load_arxiv(*state, SITE TOPIC).enrich);
	assert_false(load_arxiv(*state, SITE "arxiv { }\n" TOPIC).enrich);
	assert_false(
	    load_arxiv(*state, SITE "arxiv { enrich = no }\n" TOPIC).enrich);
}

static void
test_defaults(void **state)
{
	struct arxiv arxiv =
	    load_arxiv(*state, SITE "arxiv {\n\tenrich = yes\n}\n" TOPIC);

	assert_true(arxiv.enrich);
	assert_int_equal(arxiv.batch, 100);
	assert_int_equal(arxiv.pause, 3);
	assert_int_equal(arxiv.refresh, 30);
	assert_int_equal(arxiv.most, 200);
}

static void
test_every_option(void **state)
{
	struct arxiv arxiv = load_arxiv(*state,
	    SITE "arxiv {\n\tenrich = yes\n"
		 "\turl = \"http://[::1]:8080/api/query\"\n"
		 "\tbatch = 7\n\tpause = 0\n\trefresh = 2\n\tmost = 9\n}\n");

	assert_int_equal(arxiv.batch, 7);
	assert_int_equal(arxiv.pause, 0);
	assert_int_equal(arxiv.refresh, 2);
	assert_int_equal(arxiv.most, 9);
}

static void
test_refused(void **state)
{
	static const struct {
		const char *text;
		int line;
		const char *why;
	} rows[] = {
		{ "arxiv {\n}\narxiv {\n}\n", 7, "there is a second arxiv" },
		{ "arxiv x {\n}\n", 4, "missing opening brace" },
		{ "arxiv {\n\tpause = 2\n}\n", 6,
		    "pause 2 must be at least 3" },
		{ "arxiv {\n\tpause = 0\n\turl = "
		  "\"http://127.0.0.1.example.org/\"\n}\n",
		    7, "pause 0 must be at least 3" },
		{ "arxiv {\n\tpause = 0\n\turl = \"http://10.0.0.1/\"\n}\n", 7,
		    "pause 0 must be at least 3" },
		{ "arxiv {\n\tpause = -1\n}\n", 5,
		    "pause -1 must be from 0 to 60" },
		{ "arxiv {\n\tbatch = 501\n}\n", 5,
		    "batch 501 must be from 1 to 500" },
		{ "arxiv {\n\tmost = 0\n}\n", 5, "must be from 1 to 5000" },
		{ "arxiv {\n\trefresh = 0\n}\n", 5, "must be from 1 to 3650" },
		{ "arxiv {\n\tenrich = maybe\n}\n", 5, "enrich" },
		{ "arxiv {\n\turl = \"file:///etc/passwd\"\n}\n", 5,
		    "must be an http or https URL" },
		{ "arxiv {\n\turl = \"https://a:b@example.org/\"\n}\n", 5,
		    "without a password" },
	};
	char text[256];
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		snprintf(text, sizeof(text), SITE "%s", rows[i].text);
		refuse_config(*state, text, rows[i].line, rows[i].why);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_without_it_nothing_is_asked),
		WITH_PLACE(test_defaults),
		WITH_PLACE(test_every_option),
		WITH_PLACE(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
