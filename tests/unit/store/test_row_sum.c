#include "support.h"

#include <string.h>

#include <sqlite3.h>

#include "store/row_sum.h"

#define SUM_1 INT64_C(0x2ba7622a3e36)
#define SUM_2 INT64_C(0x71a4cbb38601)

static sqlite3 *
open_sql(void)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(row_sum_register(db), SQLITE_OK);
	return db;
}

/* What an expression gives, as a number. */
static int64_t
value_of(sqlite3 *db, const char *expression)
{
	char sql[256];
	sqlite3_stmt *q;
	int64_t value;

	snprintf(sql, sizeof(sql), "SELECT %s", expression);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	value = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return value;
}

/* Stores keep sums: they are the same on each machine and for ever. */
static void
test_sums_stay(void **state)
{
	sqlite3 *db = open_sql();

	(void)state;
	assert_int_equal(value_of(db, "row_sum('paper')"), SUM_1);
	assert_int_equal(
	    value_of(db, "row_sum('paper', 1, NULL, 'nine text', x'00ff', -7)"),
	    SUM_2);
	sqlite3_close(db);
}

/* Values, their types, their places and the table count. */
static void
test_differences(void **state)
{
	static const char *const others[] = {
		"row_sum('a', 2, 'x', NULL)",
		"row_sum('a', 1, 'y', NULL)",
		"row_sum('a', 1, 'x', 0)",
		"row_sum('a', 1, 'x', '')",
		"row_sum('a', '1', 'x', NULL)",
		"row_sum('a', 1, x'78', NULL)",
		"row_sum('a', 'x', 1, NULL)",
		"row_sum('a', 1, NULL, 'x')",
		"row_sum('a', 1, 'x')",
		"row_sum('a', 1, 'x', NULL, NULL)",
		"row_sum('b', 1, 'x', NULL)",
	};
	sqlite3 *db = open_sql();
	int64_t sum = value_of(db, "row_sum('a', 1, 'x', NULL)");
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(others); i++) {
		if (value_of(db, others[i]) == sum)
			fail_msg("%s", others[i]);
	}
	sqlite3_close(db);
}

/* No byte of a text changes unseen, wherever it is; sums take six bytes. */
static void
test_each_byte_counts(void **state)
{
	sqlite3 *db = open_sql();
	char text[40], sql[128];
	int64_t sum, other;
	size_t n, i;

	(void)state;
	for (n = 1; n < 35; n++) {
		memset(text, 'a', n);
		text[n] = '\0';
		snprintf(sql, sizeof(sql), "row_sum('t', '%s')", text);
		sum = value_of(db, sql);
		assert_true(sum >= 0 && sum < INT64_C(1) << 47);
		for (i = 0; i < n; i++) {
			text[i] = 'c';
			snprintf(sql, sizeof(sql), "row_sum('t', '%s')", text);
			other = value_of(db, sql);
			text[i] = 'a';
			assert_int_not_equal(other, sum);
		}
	}
	sqlite3_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums_stay),
		cmocka_unit_test(test_differences),
		cmocka_unit_test(test_each_byte_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
