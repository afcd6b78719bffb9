/* Which ids a request may name, and the URLs of requests. */
#include "support.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "arxiv/request.h"

#define API "https://export.arxiv.org/api/query"

static void
test_ids_of_the_right_shape(void **state)
{
	static const struct {
		const char *id;
		bool right;
	} ids[] = {
		{ "2604.05015", true },
		{ "0704.0001", true },
		{ "2612.00001", true },
		{ "1412.9999", true },
		{ "1501.00001", true },
		{ "1412.99999", false },
		{ "1501.0001", false },
		{ "0703.0001", false },
		{ "2604.0501", false },
		{ "math.GT/0309136", true },
		{ "hep-th/9901001", true },
		{ "", false },
		{ "x", false },
		{ "2604.05015v2", false },
		{ "2600.05015", false },
		{ "2613.05015", false },
		{ "2699.05015", false },
		{ "2604.050155", false },
		{ "hep-th/9913001", false },
		{ "2604.05015,2604.05016", false },
		{ "2604.05015&max_results=1", false },
		{ "my-paper", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(ids); i++) {
		if (request_may_name(ids[i].id) != ids[i].right)
			fail_msg("%s", ids[i].id);
	}
}

static void
test_a_batch_asks_for_as_many_as_it_names(void **state)
{
	static const char *const ids[] = { "2604.05015", "hep-th/9901001" };
	struct buf url = { 0 };

	(void)state;
	request_write_ids(&url, API, ids, 2);
	expect_text(url.data,
	    API "?id_list=2604.05015,hep-th/9901001&max_results=2");
	buf_clear(&url);
	request_write_ids(&url, "http://localhost/a?key=1", ids, 1);
	expect_text(url.data,
	    "http://localhost/a?key=1&id_list=2604.05015&max_results=1");
	buf_free(&url);
}

/* Nothing of a title can end the phrase, or the value in the URL. */
static void
test_a_title_is_a_row_of_words(void **state)
{
	static const struct {
		const char *title, *query;
	} rows[] = {
		{ "Tides", "Tides" },
		{ "Lamps of the Harbour: How They Burn",
		    "Lamps%20of%20the%20Harbour%20How%20They%20Burn" },
		{ "\"A\" AND all:x&max_results=2000#",
		    "A%20AND%20all%20x%20max%20results%202000%20" },
		{ "Caf\xc3\xa9", "Caf%C3%A9" },
		{ "(C++) -- 100%", "C%20100%20" },
	};
	struct buf url = { 0 }, wanted = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		buf_clear(&url);
		buf_clear(&wanted);
		assert_true(request_write_title(&url, API, rows[i].title));
		buf_printf(&wanted,
		    API "?search_query=ti:%%22%s%%22&max_results=5",
		    rows[i].query);
		expect_text(url.data, wanted.data);
	}
	buf_clear(&url);
	assert_false(request_write_title(&url, API, "??? ..."));
	buf_free(&url);
	buf_free(&wanted);
}

/* A very long title is looked for by its first words. */
static void
test_a_long_title_is_cut_between_words(void **state)
{
	struct buf title = { 0 }, url = { 0 };

	(void)state;
	repeat(&title, "harbour ", 1000);
	assert_true(request_write_title(&url, API, title.data));
	assert_in_range(url.length, 300, 600);
	assert_non_null(strstr(url.data, "harbour%22&max_results=5"));
	buf_free(&title);
	buf_free(&url);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ids_of_the_right_shape),
		cmocka_unit_test(test_a_batch_asks_for_as_many_as_it_names),
		cmocka_unit_test(test_a_title_is_a_row_of_words),
		cmocka_unit_test(test_a_long_title_is_cut_between_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
