/* Feeds that the hub has to be told of, and how the hub answered. */
#include "support.h"

#include "base/arena.h"
#include "base/date.h"
#include "paper/paper.h"
#include "store/announcements.h"
#include "store/database.h"

#define HUB   "https://hub.example.org/"
#define OTHER "https://other.example.org/"

/* A store and what was read from it. */
struct place {
	struct database *store;
	struct arena arena;
};

static int
set_up(void **state)
{
	static struct place p;

	p = (struct place){ .store = open_memory() };
	*state = &p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	arena_free(&p->arena);
	database_close(p->store);
	return 0;
}

/* Fails unless these wait, in this order, as parted by blanks. */
static void
expect_waiting(struct place *p, size_t most, const char *wanted)
{
	struct name_list names = { 0 };
	const char *all = "";
	size_t i;

	assert_int_equal(announcements_read(p->store, &p->arena, most, &names),
	    0);
	for (i = 0; i < names.count; i++)
		all = arena_printf(&p->arena, "%s%s%s", all, i == 0 ? "" : " ",
		    names.names[i]);
	assert_string_equal(all, wanted);
}

static void
add(struct place *p, const char *name, int64_t now)
{
	assert_int_equal(announcements_add(p->store, name, now), 0);
}

static void
test_longest_waiting_first(void **state)
{
	struct place *p = *state;
	int64_t count = -1;

	expect_waiting(p, 10, "");
	add(p, "b.atom", 20);
	add(p, "c.rss", 10);
	add(p, "a.json", 20);
	expect_waiting(p, 10, "c.rss a.json b.atom");
	expect_waiting(p, 2, "c.rss a.json");
	expect_waiting(p, 0, "");
	assert_int_equal(announcements_count(p->store, &count), 0);
	assert_int_equal(count, 3);
}

/* A feed that changes again waits once, as of then. */
static void
test_changed_again(void **state)
{
	struct place *p = *state;

	add(p, "a.atom", 10);
	add(p, "b.atom", 20);
	add(p, "a.atom", 30);
	expect_waiting(p, 10, "b.atom a.atom");
	assert_int_equal(announcements_remove(p->store, "b.atom"), 0);
	assert_int_equal(announcements_remove(p->store, "missing.atom"), 0);
	expect_waiting(p, 10, "a.atom");
}

static void
test_forgotten_after_a_day(void **state)
{
	struct place *p = *state;

	add(p, "a.atom", 100);
	add(p, "b.atom", 101);
	assert_int_equal(announcements_expire(p->store, HUB, 100 + DATE_DAY),
	    0);
	expect_waiting(p, 10, "a.atom b.atom");
	assert_int_equal(announcements_expire(p->store, HUB, 101 + DATE_DAY),
	    0);
	expect_waiting(p, 10, "b.atom");
}

/* Fails unless this is known of a hub. */
static void
expect_hub(struct place *p, const struct hub_state *wanted)
{
	struct hub_state got;

	assert_int_equal(announcements_read_hub(p->store, &p->arena,
			     wanted->url, &got),
	    0);
	assert_string_equal(got.url, wanted->url);
	assert_int_equal(got.attempted, wanted->attempted);
	assert_int_equal(got.succeeded, wanted->succeeded);
	assert_int_equal(got.waiting, wanted->waiting);
	expect_text(got.error, wanted->error);
}

static void
keep(struct place *p, const char *url, int64_t attempted, int64_t succeeded,
    const char *error)
{
	const struct hub_state h = { url, attempted, succeeded, 0, error };

	assert_int_equal(announcements_keep_hub(p->store, &h), 0);
}

/* A failure keeps when the hub last took something; a success ends the error. */
static void
test_hub_of_last_run(void **state)
{
	struct place *p = *state;

	expect_hub(p,
	    &(struct hub_state){ HUB, DATE_NONE, DATE_NONE, 0, NULL });
	keep(p, HUB, 10, DATE_NONE, "HTTP 500");
	add(p, "a.atom", 10);
	expect_hub(p, &(struct hub_state){ HUB, 10, DATE_NONE, 1, "HTTP 500" });
	keep(p, HUB, 20, 20, NULL);
	expect_hub(p, &(struct hub_state){ HUB, 20, 20, 1, NULL });
	keep(p, HUB, 30, DATE_NONE, "no answer");
	expect_hub(p, &(struct hub_state){ HUB, 30, 20, 1, "no answer" });
}

/* What waits is for the hub that is configured now, which is new. */
static void
test_another_hub(void **state)
{
	struct place *p = *state;

	keep(p, HUB, 20, 20, NULL);
	add(p, "a.atom", 20);
	expect_hub(p,
	    &(struct hub_state){ OTHER, DATE_NONE, DATE_NONE, 1, NULL });
	keep(p, OTHER, 30, DATE_NONE, "no answer");
	expect_hub(p,
	    &(struct hub_state){ OTHER, 30, DATE_NONE, 1, "no answer" });
	expect_hub(p,
	    &(struct hub_state){ HUB, DATE_NONE, DATE_NONE, 1, NULL });
}

static void
test_no_hub(void **state)
{
	struct place *p = *state;

	keep(p, HUB, 20, 20, NULL);
	add(p, "a.atom", 20);
	assert_int_equal(announcements_expire(p->store, NULL, 20), 0);
	expect_hub(p,
	    &(struct hub_state){ HUB, DATE_NONE, DATE_NONE, 0, NULL });
}

#define WITH_PLACE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_longest_waiting_first),
		WITH_PLACE(test_changed_again),
		WITH_PLACE(test_forgotten_after_a_day),
		WITH_PLACE(test_hub_of_last_run),
		WITH_PLACE(test_another_hub),
		WITH_PLACE(test_no_hub),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
