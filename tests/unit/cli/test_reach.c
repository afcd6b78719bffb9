#include "support.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "cli/check_places.h"
#include "cli/command.h"
#include "cli/diagnosis.h"
#include "cli/reach.h"

static void
test_a_mode_says_who_may_look_into_a_folder(void **state)
{
	static const struct {
		mode_t mode;
		enum reach last, between;
	} cases[] = {
		{ 0755, REACH_ALL, REACH_ALL },
		{ 0711, REACH_OWNER, REACH_ALL },
		{ 0751, REACH_GROUP, REACH_ALL },
		{ 0750, REACH_GROUP, REACH_GROUP },
		{ 0710, REACH_OWNER, REACH_GROUP },
		{ 0754, REACH_GROUP, REACH_GROUP },
		{ 0700, REACH_OWNER, REACH_OWNER },
		{ 0740, REACH_OWNER, REACH_OWNER },
		{ 0, REACH_OWNER, REACH_OWNER },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (reach_of_mode(cases[i].mode, true) != cases[i].last ||
		    reach_of_mode(cases[i].mode, false) != cases[i].between)
			fail_msg("%o", (unsigned int)cases[i].mode);
	}
}

static void
test_the_narrowest_folder_of_a_path_is_named(void **state)
{
	char outer[FOLDER_SIZE], inner[FOLDER_SIZE + 8];
	struct arena a = { 0 };
	const char *where;

	(void)state;
	make_folder(outer);
	snprintf(inner, sizeof(inner), "%s/inner", outer);
	assert_int_equal(mkdir(inner, 0755), 0);
	assert_int_equal(chmod(inner, 0755), 0);
	assert_int_equal(chmod(outer, 0711), 0);
	assert_int_equal(reach_of_folder(&a, inner, &where), REACH_ALL);
	assert_null(where);
	assert_int_equal(chmod(outer, 0750), 0);
	assert_int_equal(reach_of_folder(&a, inner, &where), REACH_GROUP);
	assert_string_equal(where, outer);
	assert_int_equal(chmod(inner, 0700), 0);
	assert_int_equal(reach_of_folder(&a, inner, &where), REACH_OWNER);
	assert_string_equal(where, inner);
	remove_folder(outer);
	assert_int_equal(reach_of_folder(&a, inner, &where), REACH_OWNER);
	assert_string_equal(where, inner);
	arena_free(&a);
}

/* Folders that are not there, and those that cannot be because a file is. */
static void
test_places_that_are_not_there(void **state)
{
	static const char *const places[][2] = {
		{ "/not/there/paperfeed.db", "/not/there/public" },
		{ "/etc/passwd/x/paperfeed.db", "/etc/passwd/public" },
	};
	struct context c = { .path = "paperfeed.conf" };
	struct diagnosis d;
	struct arena a = { 0 };
	size_t i;

	(void)state;
	c.config.site.url = "https://papers.invalid/";
	for (i = 0; i < COUNT(places); i++) {
		d = (struct diagnosis){ .quiet = true };
		c.config.site.database = places[i][0];
		c.config.site.output = places[i][1];
		check_places(&d, &a, &c);
		assert_int_not_equal(d.status, 0);
	}
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_mode_says_who_may_look_into_a_folder),
		cmocka_unit_test(test_the_narrowest_folder_of_a_path_is_named),
		cmocka_unit_test(test_places_that_are_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
