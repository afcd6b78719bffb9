#include "support.h"

#include "base/fixed.h"

static void
test_root_is_rounded_down(void **state)
{
	static const uint64_t tests[][2] = { { 0, 0 }, { 1, 1 }, { 3, 1 },
		{ 4, 2 }, { 99, 9 }, { 100, 10 },
		{ UINT64_C(1) << 62, UINT64_C(1) << 31 },
		{ UINT64_MAX, UINT32_MAX } };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(tests); i++)
		assert_int_equal(fixed_sqrt(tests[i][0]), tests[i][1]);
}

static void
test_logarithm_is_of_base_two(void **state)
{
	/* log2(3) = 1.584962, log2(10) = 3.321928, log2(1000) = 9.965784 */
	static const uint64_t tests[][2] = { { 0, 0 }, { 1, 0 }, { 2, 65536 },
		{ 3, 103872 }, { 4, 131072 }, { 10, 217705 }, { 1000, 653117 },
		{ UINT64_C(1) << 40, 40 * 65536 },
		{ UINT64_MAX, 64 * 65536 - 1 } };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(tests); i++)
		assert_int_equal(fixed_log2(tests[i][0]), tests[i][1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_root_is_rounded_down),
		cmocka_unit_test(test_logarithm_is_of_base_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
