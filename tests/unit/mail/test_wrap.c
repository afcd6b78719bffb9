/* Lines of mails: 72 columns in any script, and URLs in one piece. */
#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "base/libunistring.h"
#include "mail/wrap.h"

#define TEN "123456789 "
#define S70 TEN TEN TEN TEN TEN TEN TEN

static void
test_lines(void **state)
{
	static const struct {
		const char *text, *wanted;
	} cases[] = {
		{ "", "\n" },
		{ "short", "> short\n" },
		/* 70 columns fit behind the two of the sign. */
		{ S70 "x",
		    "> 123456789 " TEN TEN TEN TEN TEN "123456789\n  x\n" },
		{ TEN TEN TEN TEN TEN TEN "1234567890 x",
		    "> " TEN TEN TEN TEN TEN TEN "1234567890\n  x\n" },
		{ "one\ntwo", "> one\n  two\n" },
		{ "one\n\ntwo", "> one\n\n  two\n" },
		/* A URL ends with its characters. */
		{ "https://example.org/a検索拡張生成のための検索拡張生成のための検索"
		  "拡張生成のための",
		    NULL },
		{ "see https://example.org/a/very/long/path/that-has-more/"
		  "than-seventy-two/columns/in/it and more",
		    "> see\n  https://example.org/a/very/long/path/"
		    "that-has-more/than-seventy-two/columns/in/it\n"
		    "  and more\n" },
	};
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&b);
		wrap_add(&b, "> ", "  ", cases[i].text);
		if (cases[i].wanted == NULL)
			assert_true(strcspn(b.data, "\n") < strlen(b.data) - 1);
		else
			assert_string_equal(b.data, cases[i].wanted);
	}
	buf_free(&b);
}

/* Chinese has no blanks, and each of its characters two columns. */
static void
test_wide(void **state)
{
	struct buf text = { 0 }, b = { 0 };
	const char *line;
	size_t n, lines = 0, bytes = 0;
	int width;

	(void)state;
	repeat(&text, "検索拡張生成のための", 20);
	wrap_add(&b, "", "", text.data);
	for (line = b.data; *line != '\0'; line += n + 1) {
		n = strcspn(line, "\n");
		width =
		    libunistring()->width((const uint8_t *)line, n, "UTF-8");
		assert_true(width <= 72);
		bytes += n;
		lines++;
	}
	/* 400 columns, and nothing is lost. */
	assert_int_equal(lines, 6);
	assert_int_equal(bytes, text.length);
	buf_free(&text);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_wide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
