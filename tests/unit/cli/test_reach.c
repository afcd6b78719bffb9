#include "support.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/arena.h"
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_mode_says_who_may_look_into_a_folder),
		cmocka_unit_test(test_the_narrowest_folder_of_a_path_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
