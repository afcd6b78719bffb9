/* The names of files that hold a period each. */
#include "support.h"

#include "base/buf.h"
#include "base/date.h"
#include "publish/series.h"

static void
test_series_names(void **state)
{
	static const struct {
		const char *slug, *name;
		enum plan_kind kind;
		const char *start;
	} names[] = {
		{ "all", "archive/all-2026-03.atom", PLAN_ARCHIVE,
		    "2026-03-01" },
		{ "a-2", "archive/a-2-2026-12.atom", PLAN_ARCHIVE,
		    "2026-12-01" },
		{ "all-2025-01", "archive/all-2025-01-2026-02.atom",
		    PLAN_ARCHIVE, "2026-02-01" },
		{ "rag", "rag-2026-02.html", PLAN_PAST, "2026-02-01" },
		{ "", "day/2026-04-08.html", PLAN_DAY, "2026-04-08" },
		{ "", "day/2026-04-08.bib", PLAN_DAY_BIB, "2026-04-08" },
		{ "", "week/2026-W01.html", PLAN_WEEK, "2025-12-29" },
		{ "", "month/2026-04.html", PLAN_MONTH, "2026-04-01" },
		{ "", "search/2026-04.txt", PLAN_SEARCH, "2026-04-01" },
	};
	static const struct {
		const char *slug, *name;
	} none[] = {
		{ "all", "" },
		{ "all", "all.atom" },
		{ "all", "archive/all.atom" },
		{ "all", "archive/all-2026-13.atom" },
		{ "all", "archive/all-2026-00.atom" },
		{ "all", "archive/all-2026-03.atom.gz" },
		{ "all", "archive/all-26-03.atom" },
		{ "all", "archive/all-2026-03" },
		{ "all", "2026-03.ato" },
		{ "a", "archive/all-2026-03.atom" },
		{ "rag", "rag.html" },
		{ "rag", "rag-2026.html" },
		{ "rag", "rag-2026-02-01.html" },
		{ "rag-2026-02", "rag-2026-02.html" },
		{ "rag", "day/2026-04-08.html" },
		{ "", "rag-2026-02.html" },
		{ "", "index.html" },
		{ "", "day/2026-04-31.html" },
		{ "", "day/2026-4-8.html" },
		{ "", "day/2026-04-08.atom" },
		{ "", "week/2026-W54.html" },
		{ "", "month/2026-04-01.html" },
		{ "", "search/2026-04.html" },
		{ "", "dax/2026-04-08.html" },
		{ "", "day/2026-04-08x.html" },
		{ "", "day/2026-04-08-2026-04-08.html" },
		{ "rag", "htm" },
		{ "rag", "search/2026-04.txt" },
		{ "rag", "rax-2026-02.html" },
		{ "rag", "ragx2026-02.html" },
		{ "rag", "rag-.html" },
	};
	enum plan_kind kind;
	int64_t start;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(names); i++) {
		if (series_parse_name(names[i].slug, names[i].name, &kind,
			&start) != 0)
			fail_msg("%s", names[i].name);
		assert_int_equal(kind, names[i].kind);
		assert_int_equal(start, at(names[i].start));
	}
	for (i = 0; i < COUNT(none); i++) {
		if (series_parse_name(none[i].slug, none[i].name, &kind,
			&start) != -1)
			fail_msg("%s", none[i].name);
	}
}

/* A label is no longer than a period's, whatever follows one. */
static void
test_long_labels(void **state)
{
	enum plan_kind kind;
	struct buf name = { 0 };
	int64_t start;
	size_t n;

	(void)state;
	for (n = 1; n < 40; n++) {
		buf_clear(&name);
		buf_puts(&name, "month/2026-04");
		repeat(&name, "x", n);
		buf_puts(&name, ".html");
		if (series_parse_name("", name.data, &kind, &start) != -1)
			fail_msg("%s", name.data);
	}
	buf_free(&name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_series_names),
		cmocka_unit_test(test_long_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
