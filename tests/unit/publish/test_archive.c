#include "topic_support.h"

#include "store/paper_key.h"
#include "store/papers.h"
#include "publish/archive.h"

static void
test_archive_names(void **state)
{
	static const struct {
		const char *name, *month;
	} names[] = {
		{ "archive/all-2026-03.atom", "2026-03-01" },
		{ "archive/a-2-2026-12.atom", "2026-12-01" },
		{ "archive/all-2025-01-2026-02.atom", "2026-02-01" },
	};
	static const char *const none[] = { "", "all.atom", "archive/all.atom",
		"archive/all-2026-13.atom", "archive/all-2026-00.atom",
		"archive/all-2026-03.atom.gz", "archive/all-26-03.atom",
		"archive/all-2026-03", "2026-03.ato" };
	int64_t month;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(names); i++) {
		assert_int_equal(archive_parse_name(names[i].name, &month), 0);
		assert_int_equal(month, at(names[i].month));
	}
	for (i = 0; i < COUNT(none); i++) {
		if (archive_parse_name(none[i], &month) != -1)
			fail_msg("%s", none[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_archive_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
