/* Which papers a mail has, where, and what the store remembers of that. */
#include "topic_support.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "store/database.h"
#include "store/mails.h"
#include "mail/choose.h"
#include "mail/digest.h"

#define FROM "2026-04-01"
#define TO   "2026-04-08"

static const struct topic some = { .slug = "some",
	.title = "Some",
	.match = "paper",
	.query = PAPERS };
static const struct topic liked = { .slug = "liked",
	.title = "Liked",
	.match = "paper",
	.query = PAPERS,
	.min_upvotes = 10 };

static const struct item items[] = {
	{ 1, 3, "2026-03-31T23:59:59Z", NULL, NULL },
	{ 2, 5, "2026-04-01T00:00:00Z", NULL, NULL },
	{ 3, 30, "2026-04-02T10:00:00Z", NULL, NULL },
	{ 4, -1, "2026-04-03T10:00:00Z", NULL, NULL },
	{ 5, 20, "2026-04-04T10:00:00Z", NULL, NULL },
	{ 6, 40, "2026-04-05T10:00:00Z", "Other", NULL },
	{ 7, 7, "2026-04-06T10:00:00Z", NULL, NULL },
	{ 8, 8, "2026-04-07T23:59:59Z", NULL, NULL },
	{ 9, 9, "2026-04-08T00:00:00Z", NULL, NULL },
};

/* A store with papers of some days, whose topics are up to date. */
static int
set_up(void **state)
{
	struct database *s = open_memory();
	struct topic_changes n;

	SHOW(s, "", "2026-04-09T00:00:00Z", items);
	n = update_topic(s, &some);
	key_list_free(&n.keys);
	n = update_topic(s, &liked);
	key_list_free(&n.keys);
	*state = s;
	return 0;
}

static int
tear_down(void **state)
{
	database_close(*state);
	return 0;
}

/* Papers from before this are late. */
static const char *new_since = FROM;

/* Choose for a mail, and fail unless it has `wanted`: slug, place and number. */
static void
expect_choice(struct database *s, const struct mail *m, const char *name,
    const char *wanted)
{
	const struct mail_query query = { .name = name,
		.since = at(FROM),
		.until = at(TO),
		.new_since = at(new_since) };
	struct mail_papers list = { 0 };
	struct arena a = { 0 };
	struct buf got = { 0 };
	size_t i;

	assert_int_equal(choose_papers(s, &a, m, &query, &list), 0);
	for (i = 0; i < list.count; i++) {
		/* Their minutes of listing tell the papers apart. */
		buf_printf(&got, "%s%s %lld %s", i == 0 ? "" : ", ",
		    list.papers[i].topic, (long long)list.papers[i].place,
		    list.papers[i].guid + strlen(list.papers[i].guid) - 1);
	}
	expect_text(got.length == 0 ? "" : got.data, wanted);
	buf_free(&got);
	arena_free(&a);
}

/* Each paper is under the first topic that has it, and in one place. */
static void
test_order(void **state)
{
	const struct topic *both[] = { &liked, &some },
			   *back[] = { &some, &liked };
	struct mail m = { .order = "votes",
		.most = 100,
		.topics = both,
		.topic_count = 2 };

	expect_choice(*state, &m, "w",
	    "liked 1 3, liked 2 5, some 3 8, some 4 7, some 5 2, some 6 4");
	m.topics = back;
	expect_choice(*state, &m, "w",
	    "some 1 3, some 2 5, some 3 8, some 4 7, some 5 2, some 6 4");
	m.order = "date";
	expect_choice(*state, &m, "w",
	    "some 1 8, some 2 7, some 3 5, some 4 4, some 5 3, some 6 2");
}

/* A mail has room for so many; each topic has a share, the best have the rest. */
static void
test_most(void **state)
{
	const struct topic *both[] = { &liked, &some };
	struct mail m = { .order = "votes",
		.most = 2,
		.topics = both,
		.topic_count = 2 };

	expect_choice(*state, &m, "w",
	    "liked 1 3, some 2 8, liked 0 5, some 0 7, some 0 2, some 0 4");
	m.most = 3;
	expect_choice(*state, &m, "w",
	    "liked 1 3, liked 2 5, some 3 8, some 0 7, some 0 2, some 0 4");
	m.most = 1;
	expect_choice(*state, &m, "w",
	    "liked 1 3, liked 0 5, some 0 8, some 0 7, some 0 2, some 0 4");
	/* A share that a topic cannot use is for the others. */
	m.most = 6;
	expect_choice(*state, &m, "w",
	    "liked 1 3, liked 2 5, some 3 8, some 4 7, some 5 2, some 6 4");
}

/* Papers that are late come behind all that are new. */
static void
test_late(void **state)
{
	const struct topic *one[] = { &some };
	struct mail m = { .order = "votes",
		.most = 3,
		.topics = one,
		.topic_count = 1 };

	new_since = "2026-04-06";
	expect_choice(*state, &m, "w",
	    "some 1 8, some 2 7, some 3 3, some 0 5, some 0 2, some 0 4");
	m.order = "date";
	expect_choice(*state, &m, "w",
	    "some 1 8, some 2 7, some 3 5, some 0 4, some 0 3, some 0 2");
	new_since = FROM;
}

/* What a mail of a name had, it has no more; another one does. */
static void
test_once(void **state)
{
	const struct topic *one[] = { &some };
	const struct mail_query query = { .name = "w",
		.topic = &some,
		.since = at("2026-04-04"),
		.until = at("2026-04-07") };
	struct mail m = { .order = "date",
		.most = 2,
		.topics = one,
		.topic_count = 1 };
	struct mail_papers list = { 0 }, kept = { 0 };
	struct arena a = { 0 };

	assert_int_equal(mails_find(*state, &a, &query, &list), 0);
	assert_int_equal(list.count, 2);
	list.papers[0].place = 0;
	list.papers[1].place = 1;
	assert_int_equal(mails_note(*state, "w", "x", &list.papers[0]), 0);
	assert_int_equal(mails_note(*state, "w", "x", &list.papers[1]), 0);
	expect_choice(*state, &m, "w",
	    "some 1 8, some 2 4, some 0 3, some 0 2");
	expect_choice(*state, &m, "v",
	    "some 1 8, some 2 7, some 0 5, some 0 4, some 0 3, some 0 2");
	/* By its name and label the mail is what it was. */
	assert_int_equal(mails_contents(*state, &a, "w", "x", &kept), 0);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.papers[0].key, list.papers[1].key);
	assert_int_equal(kept.papers[0].place, 1);
	assert_int_equal(kept.papers[1].key, list.papers[0].key);
	kept.count = 0;
	assert_int_equal(mails_contents(*state, &a, "w", "y", &kept), 0);
	assert_int_equal(kept.count, 0);
	assert_int_equal(mails_has(*state, "w", "x"), 1);
	assert_int_equal(mails_has(*state, "w", "y"), 0);
	assert_int_equal(mails_has(*state, "v", "x"), 0);
	/* A paper cannot be in two messages of a mail. */
	assert_int_equal(mails_note(*state, "w", "y", &list.papers[0]), -1);
	/* What was only counted is free again, but not the id. */
	assert_int_equal(mails_forget_counted(*state, "v", "x"), 0);
	assert_int_equal(mails_note(*state, "w", "y", &list.papers[0]), -1);
	assert_int_equal(mails_forget_counted(*state, "w", "x"), 0);
	assert_int_equal(mails_note(*state, "w", "y", &list.papers[0]), 0);
	assert_int_equal(mails_note(*state, "w", "y", &list.papers[1]), -1);
	assert_int_equal(mails_has(*state, "w", "x"), 1);
	arena_free(&a);
}

static void
test_state(void **state)
{
	struct mail_state s,
	    wanted = { .since = at(FROM),
		    .through = DATE_NONE,
		    .message_id = "w.2026-W14@x.org",
		    .dated = at(TO),
		    .until = at(TO),
		    .sent = DATE_NONE,
		    .error = "exit status 75" };
	struct arena a = { 0 };

	assert_int_equal(mails_read(*state, &a, "w", &s), 0);
	assert_false(s.known);
	assert_int_equal(mails_keep(*state, "w", &wanted), 0);
	assert_int_equal(mails_read(*state, &a, "w", &s), 0);
	assert_true(s.known);
	assert_int_equal(s.since, at(FROM));
	assert_int_equal(s.through, DATE_NONE);
	assert_string_equal(s.message_id, "w.2026-W14@x.org");
	assert_int_equal(s.dated, at(TO));
	assert_int_equal(s.until, at(TO));
	assert_int_equal(s.sent, DATE_NONE);
	assert_string_equal(s.error, "exit status 75");
	wanted.message_id = wanted.error = NULL;
	wanted.sent = wanted.through = at(TO);
	assert_int_equal(mails_keep(*state, "w", &wanted), 0);
	assert_int_equal(mails_read(*state, &a, "w", &s), 0);
	assert_null(s.message_id);
	assert_null(s.error);
	assert_int_equal(s.sent, at(TO));
	assert_int_equal(mails_read(*state, &a, "v", &s), 0);
	assert_false(s.known);
	arena_free(&a);
}

static void
test_span(void **state)
{
	static const struct {
		const char *first, *last, *wanted;
	} cases[] = {
		{ "2026-04-08", "2026-04-08", "Wednesday, 8 April 2026" },
		{ "2026-04-06", "2026-04-12", "6–12 April 2026" },
		{ "2026-03-30", "2026-04-05", "30 March – 5 April 2026" },
		{ "2025-12-29", "2026-01-04",
		    "29 December 2025 – 4 January 2026" },
		{ "2025-04-08", "2026-04-08", "8 April 2025 – 8 April 2026" },
	};
	struct digest d = { 0 };
	char span[DIGEST_SPAN_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		d.first = at(cases[i].first);
		d.last = at(cases[i].last);
		digest_span(&d, span);
		assert_string_equal(span, cases[i].wanted);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_most, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_late, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_state, set_up, tear_down),
		cmocka_unit_test(test_span),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
