/* Which earlier papers are near a new one. */
#include "support.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/clean.h"
#include "paper/paper.h"
#include "listing/listing.h"
#include "listing/parse.h"
#include "store/changes.h"
#include "store/database.h"
#include "store/papers.h"
#include "store/related.h"
#include "store/removed.h"

/* A paper of November: its number, day, title and keyword. */
static void
add_on(struct buf *json, int n, int day, const char *title, const char *keyword)
{
	buf_printf(json,
	    "%s{\"paper\":{\"id\":\"2611.%05d\",\"title\":\"%s\",\"summary\":"
	    "\"Harbour walrus.\",\"ai_keywords\":[\"%s\"],"
	    "\"submittedOnDailyAt\":\"2026-11-%02dT01:00:00.000Z\"}}",
	    json->length == 0 ? "[" : ",", n, title, keyword, day);
}

/* The same on the day of its number. */
static void
add(struct buf *json, int n, const char *title, const char *keyword)
{
	add_on(json, n, n, title, keyword);
}

static void
store(struct database *d, struct buf *json)
{
	buf_putc(json, ']');
	put_json(d, json->data, "2026-11-28");
	buf_clear(json);
}

/* The same as shown by a source, where `trending` stays out of topics. */
static void
show(struct database *d, const char *source, struct buf *json)
{
	const struct listing_request request = { .name = "x.json",
		.asked = DATE_NONE,
		.now = at("2026-11-28"),
		.live = true };
	const struct store_reading reading = { .source = source,
		.without = "\ntrending\n",
		.read = at("2026-11-28") };
	struct store_report report = { 0 };
	struct listing l;

	buf_putc(json, ']');
	assert_int_equal(parse_listing(&l, &request, json->data, json->length),
	    0);
	assert_int_equal(database_begin(d), 0);
	assert_int_equal(papers_put(d, &l.papers, &reading, &report), 0);
	assert_int_equal(database_end(d, 0), 0);
	listing_free(&l);
	buf_clear(json);
}

/* A paper of the first day, of which only the title is known. */
static void
store_title(struct database *d, const char *title)
{
	struct listing l = { .kind = LISTING_TEXT,
		.reading = at("2026-11-01") };
	struct paper *p = paper_list_add(&l.papers);
	const struct listed_in seen = { .kind = LISTING_TEXT,
		.label = "2026-11-01",
		.day = at("2026-11-01"),
		.rank = 1 };

	paper_add_listing(&l.papers.arena, p, &seen);
	p->source.title = title;
	p->listed = at("2026-11-01T01:00:00Z");
	assert_null(clean_paper(&l.papers.arena, p));
	put_listing(d, "", &l);
	listing_free(&l);
}

/*
 * How many papers there seem to be before: of none all papers are read, of many
 * the index is asked.
 */
static int64_t before;

#define MANY_BEFORE 700

/* As a publishing does. */
static void
find(struct database *d)
{
	struct changes c;

	assert_int_equal(database_begin(d), 0);
	assert_int_equal(changes_read(d, &c), 0);
	assert_int_equal(related_find(d, &c, before), 0);
	changes_free(&c);
	assert_int_equal(changes_forget(d), 0);
	assert_int_equal(database_end(d, 0), 0);
}

/* The key of the paper of a day. */
static int64_t
key_of(int n)
{
	return (at("2026-11-01T01:00:00Z") + (n - 1) * DATE_DAY) * 8;
}

/* Fails unless the paper of a day names those of these days, as "3 1". */
static void
expect(struct database *d, int n, const char *wanted)
{
	struct related_paper papers[RELATED_PAPERS];
	struct arena a = { 0 };
	struct buf got = { 0 };
	size_t i, count;

	assert_int_equal(related_read(d, &a, key_of(n), papers, &count), 0);
	buf_puts(&got, "");
	for (i = 0; i < count; i++)
		buf_printf(&got, "%s%ld", i == 0 ? "" : " ",
		    strtol(papers[i].id + strlen("2611."), NULL, 10));
	if (strcmp(got.data, wanted) != 0)
		fail_msg("paper %d: %s, not %s", n, got.data, wanted);
	buf_free(&got);
	arena_free(&a);
}

static bool
is_changed(struct database *d, int n)
{
	struct changes c;
	bool found = false;
	size_t i;

	assert_int_equal(changes_read(d, &c), 0);
	for (i = 0; i < c.count; i++)
		found = found || c.papers[i].key == key_of(n);
	changes_free(&c);
	return found;
}

static void
test_shared_rare_words(void **state)
{
	struct database *d = open_memory();
	struct buf json = { 0 };

	(void)state;
	add(&json, 1, "Walrus radio below the waves", "sonar");
	add(&json, 2, "Radio for gulls", "antenna");
	add(&json, 3, "Sonar and radio of a walrus", "echo");
	add(&json, 4, "Gull antennas", "radio");
	add(&json, 5, "Nothing in common", "zebra");
	add(&json, 6, "A walrus hears radio", "sonar");
	store(d, &json);
	find(d);
	/* Only earlier ones, with two words at least; plurals are one word. */
	expect(d, 1, "");
	expect(d, 2, "");
	expect(d, 3, "1");
	expect(d, 4, "2");
	expect(d, 5, "");
	/* Three words each: the newer one is first. */
	expect(d, 6, "3 1");
	/* What comes later changes nothing. */
	add(&json, 7, "Walrus radio and sonar, again", "echo");
	store(d, &json);
	find(d);
	expect(d, 7, "3 6 1");
	expect(d, 6, "3 1");
	/* A name that is common is no kinship, nor are words of abstracts. */
	expect(d, 5, "");
	buf_free(&json);
	database_close(d);
}

/* The order of days counts, not that in which they are read. */
static void
test_old_day_read_late(void **state)
{
	struct database *d = open_memory();
	struct buf json = { 0 };

	(void)state;
	add(&json, 4, "Walrus radio below the waves", "sonar");
	add(&json, 6, "A walrus hears radio", "sonar");
	store(d, &json);
	find(d);
	expect(d, 6, "4");
	add(&json, 3, "Sonar and radio of a walrus", "echo");
	add(&json, 1, "Walrus radio", "sonar");
	store(d, &json);
	find(d);
	expect(d, 1, "");
	expect(d, 3, "1");
	expect(d, 6, "4");
	add(&json, 5, "Walrus and radio", "sonar");
	add(&json, 7, "Radio walrus", "zebra");
	store(d, &json);
	find(d);
	expect(d, 5, "3 4 1");
	expect(d, 7, "6 5 4");
	buf_free(&json);
	database_close(d);
}

/* A word that many papers have tells nothing. */
static void
test_common_words(void **state)
{
	struct database *d = open_memory();
	struct buf json = { 0 };
	int i;

	(void)state;
	for (i = 1; i <= 12; i++)
		add(&json, i, "Large model", "benchmark");
	store(d, &json);
	find(d);
	expect(d, 2, "1");
	expect(d, 9, "8 7 6");
	expect(d, 10, "");
	expect(d, 12, "");
	buf_free(&json);
	database_close(d);
}

/* How many papers a word may have depends on how many there are. */
static void
test_rare_words_of_many(void **state)
{
	struct database *d = open_memory();
	struct buf json = { 0 };
	int i;

	(void)state;
	/* One in a hundred, those counted that are new. */
	for (i = 1; i <= 14; i++)
		add(&json, i, "Large model", "benchmark");
	store(d, &json);
	before = 1190;
	find(d);
	expect(d, 13, "12 11 10");
	expect(d, 14, "");
	database_close(d);
	/* A hundred at most. */
	d = open_memory();
	for (i = 1; i <= 100; i++)
		add_on(&json, i, 1, "Large model", "benchmark");
	add_on(&json, 101, 2, "Large model", "benchmark");
	add_on(&json, 102, 3, "Large model", "benchmark");
	store(d, &json);
	before = 100000;
	find(d);
	expect(d, 2, "100 99 98");
	expect(d, 3, "");
	buf_free(&json);
	database_close(d);
}

#define FORTY(s) s s s s s s s s s s

/* What a word is, and that it counts once. */
static void
test_words(void **state)
{
	struct database *d = open_memory();
	struct buf json = { 0 };

	(void)state;
	add(&json, 1, "Walrus radio", "sonar");
	add(&json, 2, "Walrus walrus", "walrus");
	add(&json, 3, "\u00c0rgon piano", "x");
	add(&json, 4, "Piano \u00c0rgon", "y");
	/* Three bytes at least, and forty at most. */
	add(&json, 5, "Auk emu", "x");
	add(&json, 6, "Emu auk", "y");
	add(&json, 7, "Pi mu", "x");
	add(&json, 8, "Mu pi", "y");
	add(&json, 9, FORTY("abcd") " " FORTY("efgh"), "x");
	add(&json, 10, FORTY("efgh") " " FORTY("abcd"), "y");
	add(&json, 11, FORTY("abcd") "a " FORTY("efgh") "e", "x");
	add(&json, 12, FORTY("efgh") "e " FORTY("abcd") "a", "y");
	store(d, &json);
	find(d);
	expect(d, 2, "");
	expect(d, 4, "3");
	expect(d, 6, "5");
	expect(d, 8, "");
	expect(d, 10, "9");
	expect(d, 12, "");
	buf_free(&json);
	database_close(d);
}

/* A paper that is renamed or goes changes those that name it. */
static void
test_changes_of_others(void **state)
{
	struct database *d = open_memory();
	struct buf json = { 0 };

	(void)state;
	add(&json, 1, "Walrus radio", "sonar");
	add(&json, 2, "Radio of a walrus", "echo");
	add(&json, 3, "Another paper", "zebra");
	store(d, &json);
	find(d);
	expect(d, 2, "1");
	assert_false(is_changed(d, 2));
	add(&json, 1, "Walrus radio, renamed", "sonar");
	store(d, &json);
	assert_true(is_changed(d, 1));
	assert_true(is_changed(d, 2));
	assert_false(is_changed(d, 3));
	/* One that is new comes behind one that is not. */
	add(&json, 4, "A walrus on the radio", "stripes");
	store(d, &json);
	find(d);
	expect(d, 2, "1");
	expect(d, 4, "2 1");
	assert_int_equal(database_begin(d), 0);
	assert_int_equal(removed_take(d, key_of(1), false), 0);
	assert_int_equal(database_end(d, 0), 0);
	expect(d, 2, "");
	assert_true(is_changed(d, 2));
	buf_free(&json);
	database_close(d);
}

/*
 * So does one that gets an id, by which it is linked, and one that was trending
 * and is listed now, on the page of another day.
 */
static void
test_links_of_others(void **state)
{
	struct database *d = open_memory();
	struct buf json = { 0 };

	(void)state;
	store_title(d, "Walrus radio");
	add(&json, 2, "Radio of a walrus", "echo");
	show(d, "daily", &json);
	find(d);
	assert_false(is_changed(d, 2));
	add(&json, 1, "Walrus radio", "sonar");
	show(d, "daily", &json);
	assert_true(is_changed(d, 2));
	find(d);
	add(&json, 3, "Zebra piano", "stripes");
	show(d, "trending", &json);
	add(&json, 4, "Piano of a zebra", "stripes");
	show(d, "daily", &json);
	find(d);
	expect(d, 4, "3");
	assert_false(is_changed(d, 4));
	add_on(&json, 3, 9, "Zebra piano", "stripes");
	show(d, "daily", &json);
	assert_true(is_changed(d, 4));
	expect(d, 4, "3");
	buf_free(&json);
	database_close(d);
}

/* What the papers of a store are near, as "1 2;3 1;". */
static struct buf
describe_related(struct database *d, int papers)
{
	struct related_paper near[RELATED_PAPERS];
	struct arena a = { 0 };
	struct buf all = { 0 };
	size_t i, count;
	int n;

	for (n = 1; n <= papers; n++) {
		assert_int_equal(related_read(d, &a, key_of(n), near, &count),
		    0);
		for (i = 0; i < count; i++)
			buf_printf(&all, "%s ", near[i].id);
		buf_putc(&all, ';');
	}
	arena_free(&a);
	return all;
}

/* Some words, of which a paper's title or keyword is made. */
static const char *
make_text(struct buf *text, uint32_t *x)
{
	static const char *const words[] = { "walrus", "Walruses", "radio",
		"radios", "ice-cream", "cream", "bus", "buses", "Studies",
		"study", "ies", "G\u00f6del", "godel", "\u6a21\u578b",
		"\u578b\u6a21", "x\u2013ray", "ray", "MIXED", "mixed", "class",
		"classes", "\u0130stanbul", "istanbul", "a1b2",
		"\u00e9t\u00e9s", "ete", "gull", "tern", "auk", "skua" };
	int n = 2 + (int)(next_random(x) % 4);

	buf_clear(text);
	while (n-- > 0)
		buf_printf(text, "%s%s", text->length == 0 ? "" : " ",
		    words[next_random(x) % (sizeof(words) / sizeof(words[0]))]);
	return text->data;
}

/* Asking the index and reading all papers find the same. */
static void
test_both_ways(void **state)
{
	struct database *d[] = { open_memory(), open_memory() };
	struct buf json = { 0 }, title = { 0 }, keyword = { 0 }, found[2];
	uint32_t x[] = { 7, 7 };
	int way, n;

	(void)state;
	for (way = 0; way < 2; way++) {
		before = way == 0 ? 0 : MANY_BEFORE;
		for (n = 1; n <= 28; n++) {
			add(&json, n, make_text(&title, &x[way]),
			    make_text(&keyword, &x[way]));
			if (n % 7 > 0)
				continue;
			store(d[way], &json);
			find(d[way]);
		}
		found[way] = describe_related(d[way], 28);
		database_close(d[way]);
	}
	assert_string_equal(found[0].data, found[1].data);
	assert_true(found[0].length > 400);
	buf_free(&found[0]);
	buf_free(&found[1]);
	buf_free(&json);
	buf_free(&title);
	buf_free(&keyword);
}

static int
read_all(void **state)
{
	(void)state;
	before = 0;
	return 0;
}

static int
ask_index(void **state)
{
	(void)state;
	before = MANY_BEFORE;
	return 0;
}

/* clang-format off */
#define EITHER_WAY(test) \
	{ #test, test, read_all, NULL, NULL }, \
	{ #test ", asking the index", test, ask_index, NULL, NULL }
/* clang-format on */

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EITHER_WAY(test_shared_rare_words),
		EITHER_WAY(test_old_day_read_late),
		EITHER_WAY(test_common_words),
		EITHER_WAY(test_words),
		cmocka_unit_test(test_rare_words_of_many),
		EITHER_WAY(test_changes_of_others),
		EITHER_WAY(test_links_of_others),
		cmocka_unit_test(test_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
