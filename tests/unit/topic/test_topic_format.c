#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "topic/topic.h"
#include "topic/topic_format.h"

/* The list that configurations get unasked has each format, in the table's order. */
static void
test_all_is_all(void **state)
{
	struct buf all = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < TOPIC_FORMATS; i++)
		buf_printf(&all, "%s%s", i > 0 ? " " : "",
		    topic_formats[i].ending);
	assert_string_equal(all.data, TOPIC_FORMATS_ALL);
	buf_free(&all);
}

/* Each row is whole, and no feed stands behind what is none. */
static void
test_rows_are_whole(void **state)
{
	const struct topic_format *f;
	size_t i;

	(void)state;
	assert_int_equal(topic_formats[0].kind, TOPIC_FEED);
	for (i = 0; i < TOPIC_FORMATS; i++) {
		f = &topic_formats[i];
		assert_non_null(strchr(f->type, '/'));
		assert_true(strlen(f->name) > 0);
		assert_true(
		    f->also[0] == '\0' || f->also[strlen(f->also) - 1] == ' ');
		if (i > 0 && f->kind == TOPIC_FEED)
			assert_int_equal(f[-1].kind, TOPIC_FEED);
	}
}

/* What a topic offers, first one first; what is no feed is not offered. */
static void
test_feeds_in_their_order(void **state)
{
	const struct topic t = { .formats = " html json bib rss" };
	const struct topic one = { .formats = " json" };
	const struct topic_format *f = topic_format_first(&t);

	(void)state;
	assert_string_equal(f->ending, "rss");
	f = topic_format_next(&t, f + 1);
	assert_string_equal(f->ending, "json");
	assert_null(topic_format_next(&t, f + 1));
	assert_string_equal(topic_format_first(&one)->ending, "json");
}

/* By the last dot of a name, as far as it goes, and whole. */
static void
test_format_of_a_file(void **state)
{
	static const struct {
		const char *name;
		size_t n; /* bytes of it */
		const char *ending;
	} files[] = {
		{ "all.atom", 8, "atom" },
		{ "all.json.gz", 8, "json" },
		{ "all.json.gz", 11, NULL },
		{ "archive/x-2026-04.atom", 22, "atom" },
		{ "a.b.html", 8, "html" },
		{ "all.atoms", 9, NULL },
		{ "all.ato", 7, NULL },
		{ "atom", 4, NULL },
		{ "all.", 4, NULL },
		{ "", 0, NULL },
	};
	const struct topic_format *f;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(files); i++) {
		f = topic_format_of_file(files[i].name, files[i].n);
		if (files[i].ending == NULL)
			assert_null(f);
		else
			assert_string_equal(f->ending, files[i].ending);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_is_all),
		cmocka_unit_test(test_rows_are_whole),
		cmocka_unit_test(test_format_of_a_file),
		cmocka_unit_test(test_feeds_in_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
