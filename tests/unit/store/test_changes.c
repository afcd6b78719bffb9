#include "topic_support.h"

#include "store/changes.h"
#include "store/papers.h"

static void
test_unpublished(void **state)
{
	static const enum change_kind notes[] = { CHANGE_COUNTS, CHANGE_RECORD,
		CHANGE_COUNTS, CHANGE_NEW, CHANGE_RECORD, CHANGE_COUNTS };
	static const enum change_kind wanted[] = { CHANGE_COUNTS, CHANGE_RECORD,
		CHANGE_RECORD, CHANGE_NEW, CHANGE_NEW, CHANGE_NEW };
	struct changes u;
	struct rig r;
	int64_t keys[2];
	size_t i;

	(void)state;
	start_rig(&r, ":memory:");
	put_item(&r, 1, "One", 1);
	put_item(&r, 2, "Two", 1);
	assert_int_equal(changes_read(r.database, &u), 0);
	assert_int_equal(u.count, 2);
	assert_int_equal(u.shown, CHANGE_RECORD);
	for (i = 0; i < 2; i++) {
		keys[i] = u.papers[i].key;
		assert_int_equal(u.papers[i].what, CHANGE_NEW);
	}
	assert_true(keys[0] < keys[1]);
	changes_free(&u);
	assert_int_equal(changes_forget(r.database), 0);
	assert_int_equal(changes_read(r.database, &u), 0);
	assert_int_equal(u.count, 0);
	changes_free(&u);
	for (i = 0; i < COUNT(notes); i++) {
		assert_int_equal(changes_note(r.database, keys[0], notes[i]),
		    0);
		assert_int_equal(changes_read(r.database, &u), 0);
		assert_int_equal(u.count, 1);
		assert_int_equal(u.papers[0].key, keys[0]);
		assert_int_equal(u.papers[0].what, wanted[i]);
		changes_free(&u);
	}
	end_rig(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unpublished),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
