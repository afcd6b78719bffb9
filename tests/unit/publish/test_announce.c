/* What the hub is told, by requests that a test answers in its place. */
#include "support.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "step_support.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "config/config.h"
#include "store/announcements.h"
#include "store/database.h"
#include "fetch/client.h"
#include "publish/announce.h"

#define HUB "https://hub.example.org/"

static const struct site site = { .url = "https://papers.example.org/x/",
	.hub = HUB };

/* The hub: it takes so many requests, and what they were. */
static struct {
	size_t takes;
	size_t requests;
	size_t kept; /* calls of client_keep() */
	char form[4096];
} hub;

/*
 * The linker calls these for those of the client; its --wrap gives them their
 * names.
 * NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
 */
enum fetch_outcome __wrap_client_post(struct client *,
    const struct fetch_request *, struct fetch_response *);
int __wrap_client_keep(struct client *);

enum fetch_outcome
__wrap_client_post(struct client *c, const struct fetch_request *request,
    struct fetch_response *response)
{
	(void)c;
	assert_string_equal(request->url, HUB);
	assert_in_range(request->timeout, 1, 60);
	snprintf(hub.form, sizeof(hub.form), "%s", request->form);
	fetch_response_clear(response);
	response->outcome =
	    hub.requests++ < hub.takes ? FETCH_OK : FETCH_TROUBLE;
	if (response->outcome != FETCH_OK)
		buf_puts(&response->why, "HTTP status 503");
	return response->outcome;
}

int
__wrap_client_keep(struct client *c)
{
	(void)c;
	hub.kept++;
	return 0;
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* A store in which so many feeds wait, the first one for the longest time. */
static struct database *
open_waiting(size_t count)
{
	struct database *d = open_memory();
	char name[32];
	size_t i;

	for (i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "t%02zu.atom", count - i);
		assert_int_equal(announcements_add(d, name,
				     at(FIRST_DAY) + (int64_t)i),
		    0);
	}
	return d;
}

/* Tell a hub that takes so many requests, and read what was printed. */
static void
tell(struct database *d, size_t takes, bool verbose, char said[static 256])
{
	const struct announce_options options = { .site = &site,
		.now = at(SECOND_DAY),
		.verbose = verbose };
	FILE *f = tmpfile();
	int saved = dup(STDOUT_FILENO);
	size_t n;

	assert_non_null(f);
	memset(&hub, 0, sizeof(hub));
	hub.takes = takes;
	fflush(stdout);
	dup2(fileno(f), STDOUT_FILENO);
	assert_int_equal(announce(d, &options), 0);
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	rewind(f);
	n = fread(said, 1, 255, f);
	said[n] = '\0';
	fclose(f);
}

/* Fails unless so many feeds wait, and this is known of the hub. */
static void
expect_state(struct database *d, int64_t waiting, const char *succeeded,
    const char *error)
{
	struct arena a = { 0 };
	struct hub_state state;

	assert_int_equal(announcements_read_hub(d, &a, HUB, &state), 0);
	assert_int_equal(state.waiting, waiting);
	assert_int_equal(state.attempted, at(SECOND_DAY));
	assert_int_equal(state.succeeded, at(succeeded));
	expect_text(state.error, error);
	arena_free(&a);
}

/* Ten feeds are one request, those first that waited longest. */
static void
test_requests_of_ten(void **state)
{
	static const struct {
		size_t feeds, requests;
		const char *said;
	} cases[] = {
		{ 1, 1, "hub " HUB ": told of 1 feed\n" },
		{ 2, 1, "hub " HUB ": told of 2 feeds\n" },
		{ 10, 1, "hub " HUB ": told of 10 feeds\n" },
		{ 11, 2, "hub " HUB ": told of 11 feeds\n" },
		{ 20, 2, "hub " HUB ": told of 20 feeds\n" },
	};
	struct database *d;
	char said[256];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		d = open_waiting(cases[i].feeds);
		tell(d, 100, true, said);
		assert_int_equal(hub.requests, cases[i].requests);
		assert_int_equal(hub.kept, cases[i].requests);
		assert_string_equal(said, cases[i].said);
		expect_state(d, 0, SECOND_DAY, NULL);
		database_close(d);
	}
}

/* The form has the address of each feed, encoded. */
static void
test_form(void **state)
{
	struct database *d = open_waiting(2);
	char said[256];

	(void)state;
	tell(d, 1, false, said);
	assert_string_equal(said, "");
	assert_string_equal(hub.form,
	    "hub.mode=publish"
	    "&hub.url=https%3A%2F%2Fpapers.example.org%2Fx%2Ft02.atom"
	    "&hub.url=https%3A%2F%2Fpapers.example.org%2Fx%2Ft01.atom");
	database_close(d);
}

/* After a refusal there is no other request; what waits is told next time. */
static void
test_hub_that_does_not_take_it(void **state)
{
	struct database *d = open_waiting(25);
	char said[256];

	(void)state;
	tell(d, 0, true, said);
	assert_int_equal(hub.requests, 1);
	assert_string_equal(said,
	    "hub " HUB
	    ": not told: HTTP status 503; the next run tries again\n");
	expect_state(d, 25, NULL, "HTTP status 503");
	tell(d, 2, true, said);
	assert_int_equal(hub.requests, 3);
	assert_string_equal(said,
	    "hub " HUB ": told of 20 feeds\n"
	    "hub " HUB
	    ": not told: HTTP status 503; the next run tries again\n");
	expect_state(d, 5, SECOND_DAY, "HTTP status 503");
	tell(d, 1, false, said);
	assert_string_equal(said, "");
	expect_state(d, 0, SECOND_DAY, NULL);
	database_close(d);
}

/* When nothing waits, the hub is not asked, and nothing is said. */
static void
test_nothing_to_tell(void **state)
{
	struct database *d = open_memory();
	char said[256];

	(void)state;
	tell(d, 1, true, said);
	assert_int_equal(hub.requests, 0);
	assert_string_equal(said, "");
	database_close(d);
}

/* When the store fails, all that was not forgotten before still waits. */
static void
test_store_that_fails(void **state)
{
	const struct announce_options options = { .site = &site,
		.now = at(SECOND_DAY) };
	struct database *d;
	struct arena a = { 0 };
	struct hub_state known;
	size_t step = 1;
	bool failed;
	int ret;

	(void)state;
	do {
		d = open_waiting(2);
		memset(&hub, 0, sizeof(hub));
		hub.takes = 1;
		fail_step(step++);
		ret = announce(d, &options);
		failed = step_failed();
		assert_int_equal(ret, failed ? -1 : 0);
		assert_int_equal(announcements_read_hub(d, &a, HUB, &known), 0);
		assert_int_equal(known.waiting, hub.kept == 1 ? 0 : 2);
		database_close(d);
	} while (failed);
	assert_in_range(step, 5, 50);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_requests_of_ten),
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_hub_that_does_not_take_it),
		cmocka_unit_test(test_nothing_to_tell),
		cmocka_unit_test(test_store_that_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
