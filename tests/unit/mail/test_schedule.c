/* When a mail is due, which papers it can have, and what it is called. */
#include "support.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "config/config.h"
#include "store/database.h"
#include "store/mails.h"
#include "mail/schedule.h"

/* 2026-04-08 was a Wednesday. */
static const struct {
	const char *every, *now, *since; /* since: by hand */
	const char *first, *through;	 /* of the state */
	bool due;
	const char *from, *until, *new_since, *end;
} cases[] = {
	/* A new mail is due at once, for the last period that is over. */
	{ "day", "2026-04-08T05:00:00Z", NULL, "2026-04-07", NULL, true,
	    "2026-04-07", "2026-04-08", "2026-04-07", "2026-04-08" },
	{ "week", "2026-04-08", NULL, "2026-03-30", NULL, true, "2026-03-30",
	    "2026-04-06", "2026-03-30", "2026-04-06" },
	{ "month", "2026-04-08", NULL, "2026-03-01", NULL, true, "2026-03-01",
	    "2026-04-01", "2026-03-01", "2026-04-01" },
	/* Once for each period. */
	{ "day", "2026-04-08T23:59:59Z", NULL, "2026-01-01", "2026-04-08",
	    false, "2026-03-08", "2026-04-08", "2026-04-08", "2026-04-08" },
	{ "day", "2026-04-09", NULL, "2026-01-01", "2026-04-08", true,
	    "2026-03-08", "2026-04-09", "2026-04-08", "2026-04-09" },
	{ "week", "2026-04-12T23:59:59Z", NULL, "2026-01-01", "2026-04-06",
	    false, "2026-03-06", "2026-04-06", "2026-04-06", "2026-04-06" },
	{ "week", "2026-04-13", NULL, "2026-01-01", "2026-04-06", true,
	    "2026-03-06", "2026-04-13", "2026-04-06", "2026-04-13" },
	{ "month", "2024-03-01", NULL, "2024-01-01", "2024-02-01", true,
	    "2024-01-01", "2024-03-01", "2024-02-01", "2024-03-01" },
	/* Never before its first period, and late papers of a month. */
	{ "day", "2026-04-09", NULL, "2026-04-01", "2026-04-08", true,
	    "2026-04-01", "2026-04-09", "2026-04-08", "2026-04-09" },
	/* A machine that was off misses nothing. */
	{ "day", "2026-09-01", NULL, "2026-01-01", "2026-04-08", true,
	    "2026-03-08", "2026-09-01", "2026-04-08", "2026-09-01" },
	/* One that was never sent, for years or by a wrong clock. */
	{ "day", "2026-04-09", NULL, "2015-01-01", NULL, true, "2026-03-08",
	    "2026-04-09", "2026-04-08", "2026-04-09" },
	/* By hand, whatever is due; it covers a period if it begins with it. */
	{ "week", "2026-04-08T10:00:00Z", "2026-04-01", "2026-01-01",
	    "2026-04-06", true, "2026-04-01", "2026-04-08T10:00:01Z",
	    "2026-04-01", "2026-04-08T10:00:01Z" },
	{ "week", "2026-04-13T10:00:00Z", "2026-04-13", "2026-01-01",
	    "2026-04-06", true, "2026-04-13", "2026-04-13T10:00:01Z",
	    "2026-04-13", NULL },
};

static void
test_cases(void **state)
{
	struct mail m = { .name = "w" };
	struct schedule s = { .mail = &m };
	struct mail_state kept = { .known = true };
	struct mail_query q;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		m.every = cases[i].every;
		s.now = at(cases[i].now);
		s.since = at(cases[i].since);
		kept.since = at(cases[i].first);
		kept.through = at(cases[i].through);
		assert_int_equal(schedule_is_due(&s, &kept), cases[i].due);
		q = schedule_query(&s, &kept);
		assert_string_equal(q.name, "w");
		assert_int_equal(q.since, at(cases[i].from));
		assert_int_equal(q.until, at(cases[i].until));
		assert_int_equal(q.new_since, at(cases[i].new_since));
		assert_int_equal(schedule_end(&s, &kept), at(cases[i].end));
	}
	/* What is on its way is due in any case. */
	kept.message_id = "x";
	kept.through = at("2026-04-08");
	m.every = "day";
	s = (struct schedule){ &m, at("2026-04-08"), DATE_NONE, false };
	assert_true(schedule_is_due(&s, &kept));
}

/* Ahead of its end, the present period is the last one. */
static void
test_ahead(void **state)
{
	const struct mail m = { .name = "w", .every = "week" };
	const struct schedule s = { &m, at("2026-04-08"), DATE_NONE, true };
	const struct mail_state kept = { .since = at("2026-01-01"),
		.through = at("2026-04-06") };

	(void)state;
	assert_int_equal(schedule_query(&s, &kept).until, at("2026-04-13"));
	assert_true(schedule_is_due(&s, &kept));
}

/* Instants in the future are of a clock that was wrong. */
static void
test_state(void **state)
{
	const struct mail m = { .name = "w", .every = "day" };
	const struct schedule s = { &m, at("2026-04-08"), DATE_NONE, false };
	struct database *d = open_memory();
	struct mail_state kept = { .since = at("2036-01-01"),
		.through = at("2036-01-02"),
		.dated = DATE_NONE,
		.until = DATE_NONE,
		.sent = DATE_NONE };
	struct arena a = { 0 };

	(void)state;
	assert_int_equal(mails_keep(d, "w", &kept), 0);
	assert_int_equal(schedule_read_state(d, &a, &s, &kept), 0);
	assert_true(kept.known);
	assert_int_equal(kept.since, at("2026-04-07"));
	assert_int_equal(kept.through, DATE_NONE);
	kept.since = at("2026-01-01");
	kept.through = at("2026-04-08");
	assert_int_equal(mails_keep(d, "w", &kept), 0);
	assert_int_equal(schedule_read_state(d, &a, &s, &kept), 0);
	assert_int_equal(kept.since, at("2026-01-01"));
	assert_int_equal(kept.through, at("2026-04-08"));
	arena_free(&a);
	database_close(d);
}

static void
test_message_id(void **state)
{
	static const struct {
		const char *every, *since, *id;
	} ids[] = {
		{ "day", NULL, "w.2026-04-07@x.org" },
		{ "week", NULL, "w.2026-W14@x.org" },
		{ "month", NULL, "w.2026-03@x.org" },
		{ "day", "2026-04-01", "w.2026-04-08T003501Z@x.org" },
	};
	struct database *d = open_memory();
	struct mail m = { .name = "w" };
	struct schedule s = { .mail = &m, .now = at("2026-04-08T00:35:01Z") };
	struct arena a = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(ids); i++) {
		m.every = ids[i].every;
		s.since = at(ids[i].since);
		assert_string_equal(schedule_message_id(d, &a, &s, "x.org"),
		    ids[i].id);
	}
	/* One that was used gets a number behind it. */
	assert_int_equal(mails_note(d, "w", "w.2026-03@x.org",
			     &(struct mail_paper){ .guid = "g", .topic = "t" }),
	    0);
	m.every = "month";
	s.since = DATE_NONE;
	assert_string_equal(schedule_message_id(d, &a, &s, "x.org"),
	    "w.2026-03.2@x.org");
	m.name = "v";
	assert_string_equal(schedule_message_id(d, &a, &s, "x.org"),
	    "v.2026-03@x.org");
	arena_free(&a);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_ahead),
		cmocka_unit_test(test_state),
		cmocka_unit_test(test_message_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
