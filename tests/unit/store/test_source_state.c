/* What the store knows of sources, their days, and what URLs answered. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "store/database.h"
#include "store/papers.h"
#include "store/source_state.h"
#include "store/validators.h"

#define HOUR INT64_C(3600)

/* 2026-04-08 was a Wednesday. */
#define WEDNESDAY INT64_C(1775606400)
#define SATURDAY  (WEDNESDAY + 3 * DATE_DAY)
#define SUNDAY	  (WEDNESDAY + 4 * DATE_DAY)

#define URL "https://example.org/papers/2026-04-08"

/* A store in a folder of its own. */
struct place {
	char folder[FOLDER_SIZE];
	char file[64];
	struct database *store;
	struct database *database;
	struct arena arena;
};

static void
open_place(struct place *p)
{
	assert_int_equal(database_open(&p->store, p->file, DATABASE_WRITE), 0);
	p->database = p->store;
}

/* Close the store and open it again: what counts is what was kept. */
static void
reopen(struct place *p)
{
	database_close(p->store);
	arena_free(&p->arena);
	open_place(p);
}

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->folder);
	snprintf(p->file, sizeof(p->file), "%s/x.db", p->folder);
	open_place(p);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	struct place *p = *state;
	char path[80];
	size_t i;

	database_close(p->store);
	arena_free(&p->arena);
	for (i = 0; i < COUNT(ends); i++) {
		snprintf(path, sizeof(path), "%s%s", p->file, ends[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(p->folder), 0);
	free(p);
	return 0;
}

static void
expect_state(struct place *p, const struct source_state *wanted)
{
	struct source_state got;

	memset(&got, 0x55, sizeof(got));
	assert_int_equal(source_state_read(p->database, &p->arena, wanted->name,
			     &got),
	    0);
	assert_string_equal(got.name, wanted->name);
	assert_int_equal(got.attempted, wanted->attempted);
	assert_int_equal(got.succeeded, wanted->succeeded);
	assert_int_equal(got.changed, wanted->changed);
	assert_int_equal(got.http, wanted->http);
	assert_int_equal(got.papers, wanted->papers);
	expect_text(got.error, wanted->error);
}

static void
test_state(void **state)
{
	static const struct source_state states[] = {
		{ "a", 1, DATE_NONE, DATE_NONE, 0, 0, "name not resolved" },
		{ "b", 20, 10, DATE_NONE, 304, 0, NULL },
		{ "c", 30, 20, 10, 200, 50, "" },
		{ "'; DROP TABLE source; --", WEDNESDAY, WEDNESDAY, 0, 503,
		    INT64_MAX, "\xc3\xa9" },
	}, later = { "a", 40, 40, 40, 200, 12, NULL };
	static const struct source_state never = { "never", DATE_NONE,
		DATE_NONE, DATE_NONE, 0, 0, NULL };
	struct place *p = *state;
	size_t i;

	for (i = 0; i < COUNT(states); i++)
		assert_int_equal(source_state_keep(p->database, &states[i]), 0);
	reopen(p);
	for (i = 0; i < COUNT(states); i++)
		expect_state(p, &states[i]);
	expect_state(p, &never);
	/* All of it is replaced, also by nothing. */
	assert_int_equal(source_state_keep(p->database, &later), 0);
	expect_state(p, &later);
	assert_int_equal(source_state_keep(p->database, &states[0]), 0);
	expect_state(p, &states[0]);
	expect_state(p, &states[1]);
}

static void
keep_day(struct place *p, const char *source, int64_t day, int64_t read,
    int64_t papers)
{
	const struct source_day held = { .read = read,
		.papers = papers,
		.asked = true };

	assert_int_equal(source_day_keep(p->database, source, day, &held), 0);
}

static void
expect_day(struct place *p, const char *source, int64_t day, int64_t read,
    int64_t papers)
{
	struct source_day got;

	memset(&got, 0x55, sizeof(got));
	assert_int_equal(source_day_read(p->database, source, day, &got), 0);
	assert_int_equal(got.read, read);
	assert_int_equal(got.papers, papers);
}

static void
test_days(void **state)
{
	struct place *p = *state;

	expect_day(p, "a", WEDNESDAY, DATE_NONE, 0);
	keep_day(p, "a", WEDNESDAY, 100, 0);
	keep_day(p, "b", WEDNESDAY, 200, 7);
	keep_day(p, "a", SUNDAY, 300, 8);
	reopen(p);
	expect_day(p, "a", WEDNESDAY, 100, 0);
	expect_day(p, "b", WEDNESDAY, 200, 7);
	expect_day(p, "a", SUNDAY, 300, 8);
	expect_day(p, "b", SUNDAY, DATE_NONE, 0);
	/* None again, then some, then others. */
	keep_day(p, "a", WEDNESDAY, 400, 0);
	expect_day(p, "a", WEDNESDAY, 400, 0);
	keep_day(p, "a", WEDNESDAY, 500, 3);
	expect_day(p, "a", WEDNESDAY, 500, 3);
	keep_day(p, "a", WEDNESDAY, 600, 2);
	expect_day(p, "a", WEDNESDAY, 600, 2);
	/* It held papers, and that stays so. */
	keep_day(p, "a", WEDNESDAY, 700, 0);
	expect_day(p, "a", WEDNESDAY, 600, 2);
	expect_day(p, "b", WEDNESDAY, 200, 7);
}

/* A day, when it was read after its end, what it held, and how long ago. */
static void
test_is_settled(void **state)
{
	static const struct {
		int64_t day;
		int64_t read; /* seconds after the day's end */
		int64_t papers;
		int64_t passed; /* seconds since it was read */
		bool settled;
	} cases[] = {
		/* A listing grows until 12 hours after its day. */
		{ WEDNESDAY, -DATE_DAY, 9, 99 * DATE_DAY, false },
		{ WEDNESDAY, 0, 9, 99 * DATE_DAY, false },
		{ WEDNESDAY, 12 * HOUR - 1, 9, 99 * DATE_DAY, false },
		{ WEDNESDAY, 12 * HOUR, 9, 0, true },
		{ WEDNESDAY, 12 * HOUR, 9, 99 * DATE_DAY, true },
		{ WEDNESDAY, 12 * HOUR, 1, 99 * DATE_DAY, true },
		{ SATURDAY, 12 * HOUR - 1, 9, 0, false },
		{ SATURDAY, 12 * HOUR, 9, 0, true },
		/* None on a weekend. */
		{ SATURDAY, 12 * HOUR - 1, 0, 0, false },
		{ SATURDAY, 12 * HOUR, 0, 99 * DATE_DAY, true },
		{ SUNDAY, 12 * HOUR, 0, 99 * DATE_DAY, true },
		{ SUNDAY + DATE_DAY, 12 * HOUR, 0, 99 * DATE_DAY, false },
		{ SATURDAY - DATE_DAY, 12 * HOUR, 0, 99 * DATE_DAY, false },
		/* None on a day of work: for 20 hours, or a week later. */
		{ WEDNESDAY, 12 * HOUR - 1, 0, 0, false },
		{ WEDNESDAY, 12 * HOUR, 0, 0, true },
		{ WEDNESDAY, 12 * HOUR, 0, 20 * HOUR - 1, true },
		{ WEDNESDAY, 12 * HOUR, 0, 20 * HOUR, false },
		{ WEDNESDAY, 7 * DATE_DAY - 1, 0, 20 * HOUR + 1, false },
		{ WEDNESDAY, 7 * DATE_DAY, 0, 20 * HOUR + 1, true },
		{ WEDNESDAY, 7 * DATE_DAY, 0, 999 * DATE_DAY, true },
	};
	static const struct source_day never = { .read = DATE_NONE };
	struct source_day held;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		held.read = cases[i].day + DATE_DAY + cases[i].read;
		held.papers = cases[i].papers;
		held.asked = true;
		if (source_day_is_settled(&held, cases[i].day,
			held.read + cases[i].passed) != cases[i].settled)
			fail_msg("case %zu", i);
	}
	/* Of a day of work another day's listing is not believed... */
	held = (struct source_day){ .read = WEDNESDAY + 9 * DATE_DAY };
	assert_false(source_day_is_settled(&held, WEDNESDAY, held.read));
	assert_true(source_day_is_settled(&held, SUNDAY, held.read));
	/* ... nor is a clock that was ahead. */
	held.asked = true;
	held.papers = 9;
	assert_true(source_day_is_settled(&held, WEDNESDAY, held.read));
	assert_false(source_day_is_settled(&held, WEDNESDAY, held.read - 1));
	assert_false(source_day_is_settled(&never, WEDNESDAY, WEDNESDAY));
	assert_false(source_day_is_settled(&never, SUNDAY, WEDNESDAY));
}

/* A listing is whole twelve hours after its day, so earlier days are settled. */
static void
test_first_open_day(void **state)
{
	struct source_state s = { .succeeded = DATE_NONE };

	(void)state;
	assert_int_equal(source_first_open_day(&s), INT64_MAX);
	s.succeeded = WEDNESDAY + DATE_DAY + 12 * HOUR - 1;
	assert_int_equal(source_first_open_day(&s), WEDNESDAY);
	s.succeeded = WEDNESDAY + DATE_DAY + 12 * HOUR;
	assert_int_equal(source_first_open_day(&s), WEDNESDAY + DATE_DAY);
}

static void
test_newest_day(void **state)
{
	struct place *p = *state;
	int64_t day = 0;

	assert_int_equal(source_newest_day(p->database, "a", &day), 0);
	assert_int_equal(day, DATE_NONE);
	keep_day(p, "a", WEDNESDAY, WEDNESDAY, 5);
	keep_day(p, "a", WEDNESDAY - DATE_DAY, SUNDAY, 5);
	keep_day(p, "a", SATURDAY, SUNDAY, 0);
	keep_day(p, "b", SUNDAY, SUNDAY, 5);
	assert_int_equal(source_newest_day(p->database, "a", &day), 0);
	assert_int_equal(day, WEDNESDAY);
}

static void
expect_pause(struct place *p, int64_t since, int64_t before, int64_t wanted)
{
	int64_t pause = -1;

	assert_int_equal(source_longest_pause(p->database, "a", since, before,
			     &pause),
	    0);
	assert_int_equal(pause, wanted);
}

/* Days of work, one after the other, also across a weekend. */
static void
test_longest_pause(void **state)
{
	const int64_t monday = WEDNESDAY - 2 * DATE_DAY;
	/* M, Th, F, Sa, Su, M, W; papers on the others, or not known. */
	static const int empty[] = { 0, 3, 4, 5, 6, 7, 9 };
	struct place *p = *state;
	size_t i;

	expect_pause(p, 0, INT64_MAX, 0);
	for (i = 0; i < COUNT(empty); i++)
		keep_day(p, "a", monday + empty[i] * DATE_DAY, SUNDAY, 0);
	keep_day(p, "a", monday + DATE_DAY, SUNDAY, 5);
	keep_day(p, "b", monday + 8 * DATE_DAY, SUNDAY, 0);
	expect_pause(p, 0, INT64_MAX, 3);
	expect_pause(p, monday, monday + 10 * DATE_DAY, 3);
	expect_pause(p, monday, monday + 7 * DATE_DAY, 2);
	expect_pause(p, monday, monday + 3 * DATE_DAY, 1);
	expect_pause(p, monday + 4 * DATE_DAY, INT64_MAX, 2);
	expect_pause(p, monday + 5 * DATE_DAY, monday + 7 * DATE_DAY, 0);
	expect_pause(p, monday + 9 * DATE_DAY, INT64_MAX, 1);
	expect_pause(p, monday + 10 * DATE_DAY, INT64_MAX, 0);
}

static void
expect_answer(struct place *p, const struct validators *wanted)
{
	struct validators got;

	memset(&got, 0x55, sizeof(got));
	assert_int_equal(validators_find(p->database, &p->arena, wanted->url,
			     &got),
	    1);
	assert_string_equal(got.url, wanted->url);
	assert_string_equal(got.final, wanted->final);
	expect_text(got.etag, wanted->etag);
	expect_text(got.modified, wanted->modified);
	assert_int_equal(got.day, wanted->day);
	assert_int_equal(got.previous, wanted->previous);
	assert_int_equal(got.papers, wanted->papers);
}

static void
expect_no_answer(struct place *p, const char *url)
{
	struct validators got;

	assert_int_equal(validators_find(p->database, &p->arena, url, &got), 0);
}

static void
test_answers(void **state)
{
	static const struct validators whole = { URL, URL "/", "W/\"x\"",
		"Sun, 06 Nov 1994 08:49:37 GMT", 100, WEDNESDAY,
		WEDNESDAY - DATE_DAY, 50 };
	static const struct validators bare = { URL, URL, NULL, NULL, 200,
		DATE_NONE, DATE_NONE, 0 };
	static const struct validators other = { URL "?",
		"https://example.org/'", "\"\"", NULL, 300, 0, DATE_NONE, 1 };
	struct place *p = *state;

	expect_no_answer(p, URL);
	assert_int_equal(validators_keep(p->database, &whole), 0);
	assert_int_equal(validators_keep(p->database, &other), 0);
	reopen(p);
	expect_answer(p, &whole);
	expect_answer(p, &other);
	expect_no_answer(p, URL "/");
	/* All of it is replaced. */
	assert_int_equal(validators_keep(p->database, &bare), 0);
	expect_answer(p, &bare);
	assert_int_equal(validators_keep(p->database, &whole), 0);
	expect_answer(p, &whole);
	/* One is forgotten, or none. */
	assert_int_equal(validators_forget(p->database, URL "/"), 0);
	expect_answer(p, &whole);
	assert_int_equal(validators_forget(p->database, URL), 0);
	expect_no_answer(p, URL);
	expect_answer(p, &other);
	assert_int_equal(validators_keep(p->database, &whole), 0);
	/* What was read at the instant itself stays. */
	assert_int_equal(validators_forget_old(p->database, 100), 0);
	expect_answer(p, &whole);
	assert_int_equal(validators_forget_old(p->database, 101), 0);
	reopen(p);
	expect_no_answer(p, URL);
	expect_answer(p, &other);
}

/* What another version read does not count, but is replaced. */
static void
test_other_version(void **state)
{
	static const struct validators mine = { URL, URL, "\"x\"", NULL, 100,
		WEDNESDAY, DATE_NONE, 50 };
	struct place *p = *state;
	struct sqlite3_stmt *q;

	q = database_statement(p->database, SQL_KEEP_VALIDATORS);
	database_bind_text(q, ":url", URL);
	database_bind_text(q, ":final", URL);
	database_bind_text(q, ":etag", "\"old\"");
	database_bind_text(q, ":modified", NULL);
	database_bind_text(q, ":program", PACKAGE_VERSION "x");
	database_bind_number(q, ":read", 1);
	database_bind_date(q, ":day", WEDNESDAY);
	database_bind_date(q, ":previous", DATE_NONE);
	database_bind_number(q, ":papers", 1);
	assert_int_equal(database_step(p->database, q), 0);
	expect_no_answer(p, URL);
	assert_int_equal(validators_keep(p->database, &mine), 0);
	expect_answer(p, &mine);
}

#define WITH_PLACE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_state),
		WITH_PLACE(test_days),
		cmocka_unit_test(test_is_settled),
		cmocka_unit_test(test_first_open_day),
		WITH_PLACE(test_newest_day),
		WITH_PLACE(test_longest_pause),
		WITH_PLACE(test_answers),
		WITH_PLACE(test_other_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
