#include "listing_support.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "listing/listing.h"

/* What the shapes of JSON make of the same two papers. */
static const struct {
	const char *json, *asked;
	enum listing_kind kind;
	const char *label, *day;
	const char *listed[2];
} shapes[] = {
	{ "[" ONE "," TWO "]", NULL, LISTING_DAY, WEDNESDAY,
	    "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	{ " \r\n\t[" ONE " , " TWO " ] \r\n\t", WEDNESDAY, LISTING_DAY,
	    WEDNESDAY, "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	{ "\xef\xbb\xbf[" ONE "," TWO "]", NULL, LISTING_DAY, WEDNESDAY,
	    "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	{ DAY_PAGE(ONE "," TWO), NULL, LISTING_DAY, WEDNESDAY,
	    "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	/* the page says its day, whatever was asked */
	{ DAY_PAGE(ONE "," TWO), SATURDAY, LISTING_DAY, WEDNESDAY,
	    "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	{ "{\"dateString\":\"2026-W15\",\"periodType\":\"week\","
	  "\"dailyPapers\":[" ONE "," TWO "]}",
	    NULL, LISTING_WEEK, "2026-W15", "2026-04-06T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	{ "{\"dateString\":\"2026-04\",\"periodType\":\"month\","
	  "\"dailyPapers\":[" ONE "," TWO "]}",
	    NULL, LISTING_MONTH, "2026-04", "2026-04-01T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	/* what a search finds may be old: it enters today */
	{ "{\"dailyPapers\":[" THREE "],\"searchResults\":[" ONE "," TWO "],"
	  "\"periodType\":\"day\",\"dateString\":\"2026-04-10\","
	  "\"query\":{\"q\":\" state\\tspace \"}}",
	    NULL, LISTING_SEARCH, "state space", "2026-04-10T00:00:00Z",
	    { "2026-04-10T00:00:00Z", "2026-04-10T00:00:00Z" } },
	{ "{\"searchResults\":[" ONE "," TWO "],\"dateString\":\"2026-04-10\","
	  "\"query\":{\"q\":\"x\"}}",
	    NULL, LISTING_SEARCH, "x", "2026-04-10T00:00:00Z",
	    { "2026-04-10T00:00:00Z", "2026-04-10T00:00:00Z" } },
	/* no search without a query */
	{ "{\"dailyPapers\":[" ONE "," TWO "],\"searchResults\":[" THREE "],"
	  "\"dateString\":\"2026-04-08\",\"query\":{\"q\":\" \"}}",
	    NULL, LISTING_DAY, WEDNESDAY, "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	{ "{\"dailyPapers\":[" ONE "," TWO "],\"query\":{\"q\":\"x\"},"
	  "\"dateString\":\"2026-04-08\",\"searchResults\":null}",
	    NULL, LISTING_DAY, WEDNESDAY, "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	/* a page of August 2024 says its day otherwise, or not at all */
	{ "{\"dailyPapers\":[" ONE "," TWO "],\"prevDate\":\"2026-04-07\","
	  "\"date\":\"2026-04-08T00:00:00.000Z\"}",
	    NULL, LISTING_DAY, WEDNESDAY, "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	{ "{\"dailyPapers\":[" ONE "," TWO "],"
	  "\"date\":\"2026-04-08T00:00:00.000Z\"}",
	    SATURDAY, LISTING_DAY, WEDNESDAY, "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	{ "{\"dailyPapers\":[" ONE "," TWO "],\"dateString\":null}", WEDNESDAY,
	    LISTING_DAY, WEDNESDAY, "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
	/* unknown members and an unknown period */
	{ "{\"new\":[1,{\"x\":null}],\"dailyPapers\":[" ONE "," TWO "],"
	  "\"periodType\":\"era\",\"dateString\":\"2026-04-08\"}",
	    NULL, LISTING_DAY, WEDNESDAY, "2026-04-08T00:00:00Z",
	    { "2026-04-08T01:02:03Z", "2026-04-08T02:00:00Z" } },
};

static void
test_shapes(void **state)
{
	struct reading r;
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		read_good(&r, shapes[i].json, shapes[i].asked);
		assert_int_equal(r.listing.papers.count, 2);
		assert_int_equal(r.listing.items, 2);
		assert_int_equal(r.listing.skipped, 0);
		assert_int_equal(r.listing.kind, shapes[i].kind);
		expect_instant(r.listing.day, shapes[i].day);
		for (j = 0; j < 2; j++) {
			expect_place(&r, j, shapes[i].kind, shapes[i].label,
			    shapes[i].listed[j]);
			assert_int_equal(paper(&r, j)->listings[0].rank, j + 1);
			assert_true(paper(&r, j)->complete);
		}
		assert_string_equal(paper(&r, 0)->id, "2604.00001");
		assert_string_equal(paper(&r, 1)->title, "Paper 2604.00002");
		listing_free(&r.listing);
	}
}

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

static void
test_fields(void **state)
{
	struct reading r;
	const struct paper *p;

	(void)state;
	read_good(&r, full, NULL);
	p = paper(&r, 0);
	assert_string_equal(p->id, "2604.05015");
	assert_string_equal(p->title, "A \"fine\" title é😀");
	assert_string_equal(p->source.title, "A \"fine\"\n title é😀");
	assert_string_equal(p->abstract, "One line.\n\nTwo.");
	assert_string_equal(p->summary, "In short.");
	assert_int_equal(p->authors.count, 2);
	assert_string_equal(p->authors.names[0], "Ada");
	assert_string_equal(p->authors.names[1], "Bo Example");
	assert_int_equal(p->author_count, 2);
	assert_string_equal(p->organization, "The Lab");
	assert_string_equal(p->submitter, "Eve Example");
	assert_int_equal(p->keywords.count, 2);
	assert_string_equal(p->keywords.names[1], "three words");
	expect_instant(p->published, "2026-04-06T00:00:00Z");
	expect_instant(p->listed, "2026-04-08T00:35:55Z");
	assert_int_equal(p->upvotes, 12);
	assert_int_equal(p->comments, 3);
	assert_int_equal(p->stars, 5);
	assert_string_equal(p->links[LINK_CODE], "https://example.org/code");
	assert_string_equal(p->links[LINK_PROJECT],
	    "https://example.org/project");
	assert_string_equal(p->links[LINK_THUMBNAIL],
	    "https://example.org/x.png");
	assert_string_equal(p->links[LINK_ABS],
	    "https://arxiv.org/abs/2604.05015");
	listing_free(&r.listing);
}

/* A paper without a field, be it missing or null, says nothing of it. */
static void
test_missing_fields(void **state)
{
	static const char nulls[] =
	    "[{\"paper\":{\"id\":\"2604.00001\","
	    "\"title\":\"Paper\",\"summary\":null,\"authors\":null,"
	    "\"publishedAt\":null,\"submittedOnDailyAt\":null,"
	    "\"submittedOnDailyBy\":null,\"upvotes\":null,"
	    "\"organization\":null,\"githubRepo\":null,\"githubStars\":null,"
	    "\"projectPage\":null,"
	    "\"ai_summary\":null,\"ai_keywords\":null},\"title\":null,"
	    "\"numComments\":null,\"thumbnail\":null,\"submittedBy\":null,"
	    "\"organization\":null}]";
	static const char missing[] =
	    "[{\"paper\":{"
	    "\"id\":\"2604.00001\",\"title\":\"Paper\"}}]";
	const char *const lists[] = { nulls, missing };
	struct reading r;
	const struct paper *p;
	size_t i, j;

	(void)state;
	for (i = 0; i < 2; i++) {
		read_good(&r, lists[i], WEDNESDAY);
		p = paper(&r, 0);
		assert_null(p->abstract);
		assert_null(p->summary);
		assert_null(p->organization);
		assert_null(p->submitter);
		assert_int_equal(p->authors.count, 0);
		assert_int_equal(p->author_count, COUNT_UNKNOWN);
		assert_int_equal(p->keywords.count, 0);
		assert_int_equal(p->published, DATE_NONE);
		assert_int_equal(p->upvotes, COUNT_UNKNOWN);
		assert_int_equal(p->comments, COUNT_UNKNOWN);
		assert_int_equal(p->stars, COUNT_UNKNOWN);
		for (j = LINK_CODE; j < LINKS; j++)
			assert_null(p->links[j]);
		expect_place(&r, 0, LISTING_DAY, WEDNESDAY,
		    "2026-04-08T00:00:00Z");
		listing_free(&r.listing);
	}
}

/* Who submitted it, where the title stands, and other second choices. */
static const struct {
	const char *json; /* behind the id's member */
	const char *title, *submitter, *organization, *abstract;
} choices[] = {
	{ ",\"title\":\"P\"},\"title\":\"I\"", "P", NULL, NULL, NULL },
	{ "},\"title\":\"I\",\"summary\":\"S\"", "I", NULL, NULL, "S" },
	{ ",\"title\":null},\"title\":\"I\"", "I", NULL, NULL, NULL },
	{ ",\"title\":\"P\"},\"submittedBy\":{\"name\":\"n\",\"user\":\"u\"}",
	    "P", "n", NULL, NULL },
	{ ",\"title\":\"P\"},\"submittedBy\":{\"user\":\"u\"}", "P", "u", NULL,
	    NULL },
	{ ",\"title\":\"P\",\"submittedOnDailyBy\":{\"fullname\":\"F\"}}", "P",
	    "F", NULL, NULL },
	{ ",\"title\":\"P\",\"organization\":{\"fullname\":\"O\"}}", "P", NULL,
	    "O", NULL },
	{ ",\"title\":\"P\",\"organization\":{\"name\":\"o\"}}", "P", NULL,
	    NULL, NULL },
};

static void
test_choices(void **state)
{
	struct reading r;
	char json[512];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
		snprintf(json, sizeof(json),
		    "[{\"paper\":{\"id\":\"2604.00001\"%s}]", choices[i].json);
		read_good(&r, json, WEDNESDAY);
		assert_string_equal(paper(&r, 0)->title, choices[i].title);
		expect_text(paper(&r, 0)->submitter, choices[i].submitter);
		expect_text(paper(&r, 0)->organization,
		    choices[i].organization);
		expect_text(paper(&r, 0)->abstract, choices[i].abstract);
		listing_free(&r.listing);
	}
}

/* Numbers as no source should write them, but some do (C32). */
static void
test_numbers(void **state)
{
	static const struct {
		const char *number;
		int64_t upvotes;
	} numbers[] = {
		{ "0", 0 },
		{ "12", 12 },
		{ "12.7", 12 },
		{ "-0", 0 },
		{ "-0.0", 0 },
		{ "-1", 0 },
		{ "-1e400", 0 },
		{ "1e3", 1000 },
		{ "1e400", 1000000000 },
		{ "1000000001", 1000000000 },
		{ "9223372036854775807", 1000000000 },
		{ "9223372036854775808", 1000000000 },
		{ "1e-400", 0 },
		{ "null", COUNT_UNKNOWN },
	};
	struct reading r;
	char json[512];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		snprintf(json, sizeof(json),
		    "[{\"paper\":{\"id\":\"2604.1\","
		    "\"title\":\"x\",\"upvotes\":%s,\"githubStars\":%s},"
		    "\"numComments\":%s}]",
		    numbers[i].number, numbers[i].number, numbers[i].number);
		read_good(&r, json, WEDNESDAY);
		assert_int_equal(paper(&r, 0)->upvotes, numbers[i].upvotes);
		assert_int_equal(paper(&r, 0)->stars, numbers[i].upvotes);
		assert_int_equal(paper(&r, 0)->comments, numbers[i].upvotes);
		listing_free(&r.listing);
	}
}

/* What is left out of a list beside three good ones, and why. */
static const struct {
	const char *item, *why;
} bad_items[] = {
	{ "7", "paper" },
	{ "\"x\"", "paper" },
	{ "null", "paper" },
	{ "[]", "paper" },
	{ "[1]", "paper" },
	{ "[{\"paper\":1}]", "paper" },
	{ "{}", "it has no paper" },
	{ "{\"paper\":null}", "it has no paper" },
	{ "{\"paper\":[]}", "paper has a wrong type" },
	{ "{\"paper\":\"x\"}", "paper has a wrong type" },
	{ "{\"paper\":{}}", "it has no id" },
	{ "{\"paper\":{\"title\":\"x\"}}", "it has no id" },
	{ "{\"paper\":{\"id\":null,\"title\":\"x\"}}", "it has no id" },
	{ "{\"paper\":{\"id\":7,\"title\":\"x\"}}", "id has a wrong type" },
	{ "{\"paper\":{\"id\":\"\",\"title\":\"x\"}}", "no identifier" },
	{ "{\"paper\":{\"id\":\"../x\",\"title\":\"x\"}}", "no identifier" },
	{ "{\"paper\":{\"id\":\"a\\u0000b\",\"title\":\"x\"}}",
	    "no identifier" },
	{ "{\"paper\":{\"id\":\"2604.1\"}}", "no title" },
	{ "{\"paper\":{\"id\":\"2604.1\",\"title\":\" \\n\"}}", "no title" },
	{ "{\"paper\":{\"id\":\"2604.1\",\"title\":\"\\u0000\"}}", "no title" },
	{ "{\"paper\":" PAPER("2604.1", "") ",\"title\":1}",
	    "title has a wrong type" },
	{ DAILY("2604.1", ",\"upvotes\":\"12\""), "upvotes has a wrong type" },
	{ DAILY("2604.1", ",\"upvotes\":true"), "upvotes has a wrong type" },
	{ DAILY("2604.1", ",\"authors\":\"Ada\""), "authors has a wrong type" },
	{ DAILY("2604.1", ",\"authors\":{}"), "authors has a wrong type" },
	{ DAILY("2604.1", ",\"summary\":[]"), "summary has a wrong type" },
	{ DAILY("2604.1", ",\"organization\":\"x\""),
	    "organization has a wrong type" },
	{ DAILY("2604.1", ",\"publishedAt\":7"),
	    "publishedAt has a wrong type" },
	{ DAILY("2604.1", ",\"submittedOnDailyAt\":7"),
	    "submittedOnDailyAt has a wrong type" },
	{ DAILY("2604.1", ",\"githubRepo\":{}"),
	    "githubRepo has a wrong type" },
	{ DAILY("2604.1", ",\"githubStars\":\"9\""),
	    "githubStars has a wrong type" },
	{ DAILY("2604.1", ",\"projectPage\":1"),
	    "projectPage has a wrong type" },
	{ DAILY("2604.1", ",\"ai_summary\":1"), "ai_summary has a wrong type" },
	{ DAILY("2604.1", ",\"ai_keywords\":\"x\""),
	    "ai_keywords has a wrong type" },
	{ "{\"paper\":" PAPER("2604.1", "") ",\"numComments\":\"3\"}",
	    "numComments has a wrong type" },
	{ "{\"paper\":" PAPER("2604.1", "") ",\"thumbnail\":[]}",
	    "thumbnail has a wrong type" },
};

/* The others are kept, with the ranks of their places. */
static void
test_bad_item(void **state)
{
	struct reading r;
	char json[1024];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad_items) / sizeof(bad_items[0]); i++) {
		snprintf(json, sizeof(json), "[" ONE ",%s," TWO "," THREE "]",
		    bad_items[i].item);
		read_bytes(&r, json, strlen(json), NULL);
		if (r.result != 0 || count_lines(r.said) != 1 ||
		    strncmp(r.said, "x.json: item 2 left out: ", 25) != 0 ||
		    strstr(r.said, bad_items[i].why) == NULL)
			fail_msg("%s: %s", bad_items[i].item, r.said);
		assert_int_equal(r.listing.papers.count, 3);
		assert_int_equal(r.listing.items, 4);
		assert_int_equal(r.listing.skipped, 1);
		assert_int_equal(paper(&r, 0)->listings[0].rank, 1);
		assert_int_equal(paper(&r, 1)->listings[0].rank, 3);
		assert_string_equal(paper(&r, 1)->id, "2604.00002");
		listing_free(&r.listing);
	}
}

/* A list of good items and so many bad ones. */
static void
read_mixed(struct reading *r, size_t good, size_t bad)
{
	struct buf json = { 0 };
	size_t i;

	for (i = 0; i < good + bad; i++) {
		buf_putc(&json, i == 0 ? '[' : ',');
		if (i < good)
			buf_printf(&json, DAILY("2604.%05zu", ""), i, i);
		else
			buf_puts(&json, "{\"paper\":{\"id\":\"\"}}");
	}
	buf_putc(&json, ']');
	read_bytes(r, json.data, json.length, WEDNESDAY);
	buf_free(&json);
}

/* With more bad items than good ones it is another list than we know. */
static void
test_bad_items(void **state)
{
	static const struct {
		size_t good, bad;
		int result;
		size_t said; /* lines */
	} mixes[] = {
		{ 0, 1, -1, 2 },
		{ 1, 1, 0, 1 },
		{ 1, 2, -1, 3 },
		{ 2, 2, 0, 2 },
		{ 2, 3, -1, 4 },
		{ 50, 50, 0, 6 },
		{ 50, 51, -1, 6 },
		{ 100, 5, 0, 5 },
		{ 100, 6, 0, 6 },
	};
	struct reading r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(mixes) / sizeof(mixes[0]); i++) {
		read_mixed(&r, mixes[i].good, mixes[i].bad);
		if (r.result != mixes[i].result ||
		    count_lines(r.said) != mixes[i].said)
			fail_msg("%zu and %zu: %d: %s", mixes[i].good,
			    mixes[i].bad, r.result, r.said);
		if (r.result == 0)
			assert_int_equal(r.listing.papers.count, mixes[i].good);
		else
			assert_non_null(strstr(r.said, "has changed"));
		listing_free(&r.listing);
	}
}

/* Of doubled members the last one counts. */
static void
test_doubled(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r,
	    "{\"dailyPapers\":[1,2,3],\"dateString\":\"2026-04-01\","
	    "\"dateString\":\"2026-04-08\",\"dailyPapers\":["
	    "{\"paper\":{},\"paper\":{\"id\":\"2604.00001\",\"title\":\"a\","
	    "\"id\":\"2604.00002\",\"title\":\"b\",\"upvotes\":1,"
	    "\"upvotes\":null}}]}",
	    NULL);
	assert_string_equal(paper(&r, 0)->id, "2604.00002");
	assert_string_equal(paper(&r, 0)->title, "b");
	assert_int_equal(paper(&r, 0)->upvotes, COUNT_UNKNOWN);
	expect_place(&r, 0, LISTING_DAY, WEDNESDAY, "2026-04-08T00:00:00Z");
	listing_free(&r.listing);
}

/* Characters that are hard to write in JSON, and what is read of a title. */
static const struct {
	const char *title, *read;
} strings[] = {
	{ "a\\u0000b", "a b" },
	{ "a\\u0000", "a" },
	{ "a\\\\\\u0000b", "a b" }, /* TeX's blank */
	{ "\\u0061\\u00e9\\u4e16\\ud83d\\ude00", "aé世😀" },
	{ "a\\u0001\\u001f\\u007fb", "a b" },
	{ "a\\ufffe\\uffff\\ufdd0\\ufffdb", "ab" },
	{ "a\\u202eb\\u2066c\\ufeffd", "abcd" },
	{ "a\\u0093b\\u0094", "a“b”" },
	{ "a\\u2028b", "a b" },
	{ "a\\/b\\\"c\\\"", "a/b\"c\"" },
	{ "a\\b\\fb\\n\\r\\tc", "a b c" },
	{ "a\xff\xc3"
	  "b",
	    "ab" },
	{ "a\xed\xa0\x80"
	  "b",
	    "ab" },
	{ "a\xef\xbb\xbf"
	  "b",
	    "ab" },
	{ "a\tb", "a b" },
	{ "<script>x</script> ]]> &amp;", "<script>x</script> ]]> &amp;" },
};

/* The first of two papers has the title; the second must not suffer. */
static void
expect_title(const char *title, const char *wanted)
{
	struct reading r;
	char json[512];

	snprintf(json, sizeof(json),
	    "[{\"paper\":{\"id\":\"2604.1\","
	    "\"title\":\"%s\"}}," TWO "]",
	    title);
	read_good(&r, json, WEDNESDAY);
	assert_string_equal(paper(&r, 0)->title, wanted);
	assert_string_equal(paper(&r, 1)->title, "Paper 2604.00002");
	listing_free(&r.listing);
}

static void
test_escapes_in_strings(void **state)
{
	struct reading r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
		expect_title(strings[i].title, strings[i].read);
	/* A backslash before u0000 is text. */
	read_good(&r,
	    "[{\"paper\":{\"id\":\"2604.1\","
	    "\"title\":\"a\\\\u0000b\"}}]",
	    WEDNESDAY);
	assert_string_equal(paper(&r, 0)->source.title, "a\\u0000b");
	listing_free(&r.listing);
}

/*
 * JavaScript writes the half of a character that it cut as an escape of its
 * own (C22); it is left out, and the listing is read.
 */
static void
test_lone_surrogates(void **state)
{
	static const char *const titles[] = { "a \\ud800b", "a \\udfffb",
		"a \\ude00\\ud83db", "a \\ud83d\\ud83db", "a \\uD83Db",
		"a b\\ud83d" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		expect_title(titles[i], "a b");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_missing_fields),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_bad_item),
		cmocka_unit_test(test_bad_items),
		cmocka_unit_test(test_doubled),
		cmocka_unit_test(test_escapes_in_strings),
		cmocka_unit_test(test_lone_surrogates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
