/* Headers and bodies of mails, as RFC 5322, 2045 and 2047 have them. */
#include "support.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mailbox.h"
#include "base/mime.h"

/* Fail unless each line of a header is short and no line is another header. */
static void
expect_one_header(const struct buf *b)
{
	const char *line = b->data;
	size_t n;

	for (; *line != '\0'; line += n + 1) {
		n = strcspn(line, "\n");
		assert_true(n <= 76);
		if (line != b->data)
			assert_int_equal(*line, ' ');
	}
	assert_null(strchr(b->data, '\r'));
}

static void
test_text(void **state)
{
	static const struct {
		const char *text, *header;
	} cases[] = {
		{ "Papers", "Subject: Papers\n" },
		{ "3 papers: a, b (c)", "Subject: 3 papers: a, b (c)\n" },
		{ "Zoë", "Subject: =?UTF-8?Q?Zo=C3=AB?=\n" },
		{ "a b é", "Subject: =?UTF-8?Q?a_b_=C3=A9?=\n" },
		/* What looks encoded would be decoded. */
		{ "=?UTF-8?Q?x?=",
		    "Subject: =?UTF-8?Q?=3D=3FUTF=2D8=3FQ=3Fx=3F=3D?=\n" },
		/* No line end, and no blank that is folded away. */
		{ "a\r\nBcc: b@x.org",
		    "Subject: =?UTF-8?Q?a=0D=0ABcc=3A_b=40x=2Eorg?=\n" },
		{ "a  b", "Subject: =?UTF-8?Q?a__b?=\n" },
		{ " a", "Subject: =?UTF-8?Q?_a?=\n" },
	};
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&b);
		mime_add_text(&b, "Subject", cases[i].text);
		assert_string_equal(b.data, cases[i].header);
	}
	buf_free(&b);
}

/* Encoded words have 75 bytes at most, and whole characters. */
static void
test_long_text(void **state)
{
	struct buf text = { 0 }, b = { 0 };
	const char *word;
	size_t n, words = 0;

	(void)state;
	repeat(&text, "検索拡張生成 ", 40);
	mime_add_text(&b, "Subject", text.data);
	expect_one_header(&b);
	for (word = b.data; (word = strstr(word, "=?UTF-8?Q?")) != NULL;
	     word += n) {
		n = strcspn(word, " \n");
		assert_true(n <= 75);
		assert_memory_equal(word + n - 2, "?=", 2);
		/* It begins with a character: no byte of 80 to bf. */
		assert_null(strchr("89AB", word[11]) == NULL ? NULL :
			word[10] == '='			     ? word :
							       NULL);
		words++;
	}
	assert_true(words > 30);
	buf_clear(&text);
	buf_clear(&b);
	repeat(&text, "word ", 60);
	text.data[text.length - 1] = 'x';
	mime_add_text(&b, "Subject", text.data);
	expect_one_header(&b);
	assert_null(strstr(b.data, "=?"));
	/* A word without an end is encoded, so that it can be broken. */
	buf_clear(&text);
	buf_clear(&b);
	repeat(&text, "a", 300);
	mime_add_text(&b, "Subject", text.data);
	expect_one_header(&b);
	buf_free(&text);
	buf_free(&b);
}

#define TEN "0123456789"
#define S60 TEN TEN TEN TEN TEN TEN

static void
test_mailboxes(void **state)
{
	static const struct {
		const char *text, *header;
	} cases[] = {
		{ "a@x.org", "To: a@x.org\n" },
		{ "A B <a@x.org>", "To: A B <a@x.org>\n" },
		{ "Dr. A <a@x.org>", "To: \"Dr. A\" <a@x.org>\n" },
		{ "\"B, \\\"C\\\"\" <a@x.org>",
		    "To: \"B, \\\"C\\\"\" <a@x.org>\n" },
		{ "Ä, <x> <a@x.org>", NULL },
		{ "\"Ä, <x>\" <a@x.org>",
		    "To: =?UTF-8?Q?=C3=84=2C_=3Cx=3E?= <a@x.org>\n" },
		{ "a@x.org, B <b@x.org>, c@x.org",
		    "To: a@x.org, B <b@x.org>, c@x.org\n" },
		{ "a@a-rather-long-name-of-a-host.example.org, "
		  "b@another-rather-long-name.example.org",
		    "To: a@a-rather-long-name-of-a-host.example.org,\n"
		    " b@another-rather-long-name.example.org\n" },
	};
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct mailbox_list list;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		list = (struct mailbox_list){ 0 };
		if (cases[i].header == NULL) {
			assert_non_null(
			    mailbox_parse(&a, cases[i].text, &list));
			continue;
		}
		assert_null(mailbox_parse(&a, cases[i].text, &list));
		buf_clear(&b);
		mime_add_mailboxes(&b, "To", &list);
		assert_string_equal(b.data, cases[i].header);
	}
	/* A first word that ends in a colon is no reason for a long line. */
	buf_clear(&b);
	mime_add_text(&b, "Subject", S60 ": " S60);
	assert_string_equal(b.data, "Subject: " S60 ":\n " S60 "\n");
	/* Quotes cannot be parted, so long ones are not used. */
	buf_clear(&b);
	mime_add_id(&b, "List-Id", S60 ", " S60, "w.x.org");
	expect_one_header(&b);
	buf_clear(&b);
	mime_add_id(&b, "List-Archive", NULL, "https://x.org/" S60);
	assert_string_equal(b.data, "List-Archive: <https://x.org/" S60 ">\n");
	buf_clear(&b);
	mime_add_id(&b, "List-Id", "Papers, daily", "w.x.org");
	assert_string_equal(b.data, "List-Id: \"Papers, daily\" <w.x.org>\n");
	buf_free(&b);
	arena_free(&a);
}

#define S70 TEN TEN TEN TEN TEN TEN TEN

static void
test_quoted_printable(void **state)
{
	static const struct {
		const char *text, *wanted;
	} cases[] = {
		{ "", "" },
		{ "plain text\n", "plain text\n" },
		{ "a=b", "a=3Db" },
		{ "ä\n", "=C3=A4\n" },
		{ "-- \nx", "--=20\nx" },
		{ "a\t\n", "a=09\n" },
		{ "end ", "end=20" },
		{ "a\rb", "a=0Db" },
		{ ".\n.x\nFrom me\n", "=2E\n=2Ex\n=46rom me\n" },
		/* 76 bytes are a line; with one more it is broken at 75. */
		{ S70 "abcdef\n", S70 "abcdef\n" },
		{ S70 "abcdefg\n", S70 "abcde=\nfg\n" },
		{ S70 "abcdeä", S70 "abcde=\n=C3=A4" },
		{ S70 "abcä\n", S70 "abc=\n=C3=A4\n" },
		{ S70 "ä\n", S70 "=C3=A4\n" },
		/* A line that begins behind a break is one for SMTP as well. */
		{ S70 "abcde.From\n", S70 "abcde=\n=2EFrom\n" },
	};
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&b);
		buf_puts(&b, "");
		mime_add_quoted_printable(&b, cases[i].text,
		    strlen(cases[i].text));
		expect_text(b.length == 0 ? "" : b.data, cases[i].wanted);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_mailboxes),
		cmocka_unit_test(test_quoted_printable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
