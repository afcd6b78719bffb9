/* Records as lines of a table. */
#include "support.h"

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "paper/record_csv.h"

static void
test_line_of_csv(void **state)
{
	static const char *names[] = { "Ada \"A\" L", "Bo, C" };
	static const char *slugs[] = { "rag", "agents" };
	const struct name_list topics = { slugs, 2 };
	const struct paper p = { .id = "2604.05015",
		.guid = "https://arxiv.org/abs/2604.05015",
		.title = "=HYPERLINK(\"x\")",
		.abstract = "One.\n\nTwo.",
		.authors = { names, 2 },
		.published = at("2026-04-07"),
		.listed = at("2026-04-08T00:13:00Z"),
		.updated = at("2026-04-08T00:13:00Z"),
		.upvotes = 12,
		.comments = 0,
		.stars = COUNT_UNKNOWN,
		.categories = { names, 2 },
		.comment = "9 pages",
		.doi = "10.1/x",
		.version = 3,
		.withdrawn = true };
	struct buf b = { 0 };

	(void)state;
	record_csv_write_header(&b);
	record_csv_write(&b, &p, &topics);
	assert_string_equal(b.data,
	    "id,guid,title,authors,organization,published,listed,updated,"
	    "upvotes,comments,stars,topics,keywords,listing,abs,pdf,code,"
	    "project,summary,abstract,categories,comment,journal,doi,version,"
	    "withdrawn\r\n"
	    "\"2604.05015\",\"https://arxiv.org/abs/2604.05015\","
	    "\"'=HYPERLINK(\"\"x\"\")\",\"Ada \"\"A\"\" L; Bo, C\",,"
	    "2026-04-07,2026-04-08T00:13:00Z,2026-04-08T00:13:00Z,12,0,,"
	    "\"rag; agents\",,,,,,,,\"One.\n\nTwo.\","
	    "\"Ada \"\"A\"\" L; Bo, C\",\"9 pages\",,\"10.1/x\",3,\"yes\"\r\n");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_of_csv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
