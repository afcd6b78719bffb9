#include "listing_support.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "listing/listing.h"

static const char full[] =
    "[{\"paper\":{\"id\":\"2604.05015\","
    "\"title\":\"A \\\"fine\\\"\\n title \\u00e9\\ud83d\\ude00\","
    "\"summary\":\"One\\nline.\\n\\nTwo.\","
    "\"authors\":[{\"name\":\"Ada\",\"hidden\":false,\"user\":{}},"
    "{\"name\":\"Secret\",\"hidden\":true},{\"name\":\" Bo\\tExample \"},"
    "{\"_id\":\"x\"},{\"name\":null},{\"name\":7},null,\"Carl\"],"
    "\"publishedAt\":\"2026-04-06T17:59:59.000Z\","
    "\"submittedOnDailyAt\":\"2026-04-08T06:05:55+05:30\","
    "\"submittedOnDailyBy\":{\"fullname\":\"Other\"},"
    "\"upvotes\":12,\"discussionId\":\"69\","
    "\"organization\":{\"name\":\"other\",\"fullname\":\"Other Lab\"},"
    "\"githubRepo\":\"https://example.org/code\",\"githubStars\":5,"
    "\"projectPage\":\"https://example.org/project\","
    "\"ai_summary\":\"In short.\","
    "\"ai_keywords\":[\"one\",\"\",2,\"three words\"],"
    "\"mediaUrls\":[\"https://example.org/film\"]},"
    "\"title\":\"Another title\",\"summary\":\"Another text\","
    "\"publishedAt\":\"2020-01-01T00:00:00.000Z\",\"numComments\":3,"
    "\"thumbnail\":\"https://example.org/x.png\","
    "\"submittedBy\":{\"name\":\"eve\",\"fullname\":\"Eve Example\"},"
    "\"organization\":{\"name\":\"lab\",\"fullname\":\"The Lab\"},"
    "\"isAuthorParticipating\":true}]";

/* A whole listing, cut anywhere, is none. */
static void
refuse_cuts(const char *json)
{
	size_t n = strlen(json), i;

	for (i = 0; i < n; i++)
		refuse_bytes(json, i, WEDNESDAY,
		    i == 0 ? "empty" : "no listing");
}

static void
test_cut_anywhere_is_refused(void **state)
{
	(void)state;
	refuse_cuts("[]");
	refuse_cuts(full);
	refuse_cuts("[" ONE "," TWO "," THREE "]");
	refuse_cuts(DAY_PAGE(ONE "," TWO));
	refuse_cuts("{\"searchResults\":[" ONE "],\"query\":{\"q\":\"x\"},"
		    "\"dateString\":\"2026-04-08\"}");
}

static const struct {
	const char *json, *why;
} refusals[] = {
	/* something behind it */
	{ "[" ONE "]x", "ends at byte" },
	{ "[" ONE "] ]", "ends at byte" },
	{ "[" ONE "][" TWO "]", "ends at byte" },
	{ "[" ONE "],", "ends at byte" },
	{ DAY_PAGE(ONE) "</script>", "ends at byte" },
	/* no JSON */
	{ "[" ONE ",]", "JSON is wrong at byte" },
	{ "[" ONE " " TWO "]", "JSON is wrong at byte" },
	{ "[,]", "JSON is wrong at byte" },
	{ "[']", "JSON is wrong at byte" },
	{ "{x:1}", "JSON is wrong at byte" },
	{ "[{\"a\" 1}]", "JSON is wrong at byte" },
	{ "[1.2.3]", "JSON is wrong at byte" },
	{ "[--1]", "JSON is wrong at byte" },
	{ "[1e]", "JSON is wrong at byte" },
	{ "[0x10]", "JSON is wrong at byte" },
	{ "[NaN]", "JSON is wrong at byte" },
	{ "[Infinity]", "JSON is wrong at byte" },
	{ "[+1]", "JSON is wrong at byte" },
	{ "[\"\\x\"]", "JSON is wrong at byte" },
	{ "[\"\\u12\"]", "JSON is wrong at byte" },
	{ "[\"a]", "JSON is wrong at byte" },
	{ "[//\n]", "JSON is wrong at byte" },
	/* another object */
	{ "{}", "its keys are none" },
	{ "{\"papers\":[],\"page\":{\"dailyPapers\":[]}}",
	    "no array dailyPapers; its keys are papers, page" },
	{ "{\"dailyPapers\":{\"a\":1},\"dateString\":\"2026-04-08\"}",
	    "its keys are dailyPapers, dateString" },
	{ "{\"dailyPapers\":null}", "its keys are dailyPapers" },
	{ "{\"a\\nb\\u001b[31m\":1,\"\":2,\"c\":3}",
	    "its keys are a b[31m, c\n" },
	{ "{\"error\":\"Not\\n found\\u0007\"}",
	    "the source answers \"Not found\"" },
	{ "{\"error\":7}", "its keys are error" },
	{ "{\"error\":\"\",\"x\":1}", "its keys are error, x" },
	/* a page whose date cannot be read */
	{ "{\"dailyPapers\":[" ONE "],\"dateString\":20260408}",
	    "no dateString with a date" },
	{ "{\"dailyPapers\":[" ONE "],\"dateString\":\"2026-13-45\"}",
	    "no dateString with a date" },
	{ "{\"dailyPapers\":[" ONE "],\"dateString\":\"2026-02-29\"}",
	    "no dateString with a date" },
	{ "{\"dailyPapers\":[" ONE "],\"dateString\":\"2026-W54\"}",
	    "no dateString with a date" },
	{ "{\"dailyPapers\":[" ONE "],\"dateString\":\"2026-04-08 \"}",
	    "no dateString with a date" },
	{ "{\"dailyPapers\":[" ONE "],\"dateString\":\"today\"}",
	    "no dateString with a date" },
};

static void
test_refused_json_says_why(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		refuse(refusals[i].json, WEDNESDAY, refusals[i].why);
	refuse("{\"dailyPapers\":[" ONE "]}", NULL,
	    "no dateString with a date");
	refuse("{\"dailyPapers\":[" ONE "],\"dateString\":null,"
	       "\"date\":\"today\"}",
	    NULL, "no dateString with a date");
	refuse_bytes("[\0]", 3, WEDNESDAY, "binary");
	refuse_bytes("\xff\xfe[\0]\0", 6, WEDNESDAY, "UTF-16");
	refuse_bytes("\x1f\x8b\x08", 3, WEDNESDAY, "compressed");
}

/* Very many or very long keys, and a very long error, make no long line. */
static void
test_refused_shortly(void **state)
{
	struct buf json = { 0 };
	struct reading r;
	int i;

	(void)state;
	for (i = 0; i < 10000; i++)
		buf_printf(&json, "%s\"key%d%0300d\":%d", i == 0 ? "{" : ",", i,
		    i, i);
	buf_puts(&json, "}");
	read_bytes(&r, json.data, json.length, WEDNESDAY);
	assert_int_equal(r.result, -1);
	assert_int_equal(count_lines(r.said), 1);
	assert_in_range(strlen(r.said), 50, 500);
	buf_clear(&json);
	buf_printf(&json, "{\"error\":\"%01000d\"}", 0);
	read_bytes(&r, json.data, json.length, WEDNESDAY);
	assert_int_equal(count_lines(r.said), 1);
	assert_in_range(strlen(r.said), 50, 500);
	buf_free(&json);
}

/* A page that shows neither a day's papers nor what was searched. */
static void
test_search_without_query(void **state)
{
	(void)state;
	refuse("{\"searchResults\":[" ONE "],\"dateString\":\"2026-04-11\"}",
	    NULL, "dailyPapers");
	refuse("{\"searchResults\":[" ONE "],\"dateString\":\"2026-04-11\","
	       "\"dailyPapers\":{\"a\":" TWO "}}",
	    NULL, "dailyPapers");
}

/* So many times one text, then another, then so many times a third. */
static void
refuse_nested(const char *before, const char *middle, const char *after,
    const char *why)
{
	struct buf json = { 0 };
	int i;

	for (i = 0; i < 100000; i++)
		buf_puts(&json, before);
	buf_puts(&json, middle);
	for (i = 0; i < 100000; i++)
		buf_puts(&json, after);
	refuse_bytes(json.data, json.length, WEDNESDAY, why);
	buf_free(&json);
}

static void
test_nested(void **state)
{
	(void)state;
	refuse_nested("[", "", "", "no listing");
	refuse_nested("[", "", "]", "no listing");
	refuse_nested("{\"a\":", "1", "}", "no listing");
	refuse_nested("[{\"paper\":", "1", "}]", "no listing");
	/* wide instead of deep */
	refuse_nested("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", "", "]",
	    "too many values");
}

/* Commas and brackets in a text are none of JSON's. */
static void
test_commas(void **state)
{
	struct reading r;
	struct buf json = { 0 };
	size_t i;

	(void)state;
	buf_puts(&json,
	    "[{\"paper\":{\"id\":\"2604.1\",\"title\":\"x\","
	    "\"summary\":\"\\\"");
	for (i = 0; i < 100000; i++)
		buf_puts(&json, ",[{");
	buf_puts(&json, "\"}}]");
	read_good(&r, json.data, WEDNESDAY);
	assert_string_equal(paper(&r, 0)->id, "2604.1");
	listing_free(&r.listing);
	buf_free(&json);
}

/* An empty listing is in order where one can be expected. */
static void
test_empty(void **state)
{
	static const struct {
		const char *json, *asked;
		const char *why; /* NULL: it is in order */
	} empties[] = {
		{ "[]", SATURDAY, NULL },
		{ "[]", "2026-04-12", NULL },
		{ " [ ] ", SATURDAY, NULL },
		{ "[]", WEDNESDAY, "2026-04-08 is no weekend" },
		{ "[]", "2026-04-13", "2026-04-13 is no weekend" },
		{ "[]", NULL, "-d DATE" },
		{ "{\"dailyPapers\":[],\"dateString\":\"2026-04-11\"}", NULL,
		    NULL },
		{ "{\"dailyPapers\":[],\"dateString\":\"2026-04-08\"}",
		    SATURDAY, "2026-04-08 is no weekend" },
		{ "{\"searchResults\":[],\"dateString\":\"2026-04-08\","
		  "\"query\":{\"q\":\"x\"}}",
		    NULL, NULL },
	};
	struct reading r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(empties) / sizeof(empties[0]); i++) {
		if (empties[i].why != NULL) {
			refuse(empties[i].json, empties[i].asked,
			    empties[i].why);
			continue;
		}
		read_good(&r, empties[i].json, empties[i].asked);
		assert_int_equal(r.listing.papers.count, 0);
		listing_free(&r.listing);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut_anywhere_is_refused),
		cmocka_unit_test(test_refused_json_says_why),
		cmocka_unit_test(test_refused_shortly),
		cmocka_unit_test(test_search_without_query),
		cmocka_unit_test(test_nested),
		cmocka_unit_test(test_commas),
		cmocka_unit_test(test_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
