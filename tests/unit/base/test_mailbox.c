/* Mailboxes as people write them, and what is refused. */
#include "support.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mailbox.h"

#define MANY_A \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void
test_one(void **state)
{
	static const struct {
		const char *text, *name, *address;
	} cases[] = {
		{ "me@example.org", NULL, "me@example.org" },
		{ "  me@example.org\t", NULL, "me@example.org" },
		{ "<me@example.org>", NULL, "me@example.org" },
		{ "root@localhost", NULL, "root@localhost" },
		{ "a@b.1st", NULL, "a@b.1st" },
		{ "a.b+c/d=e{f}@example.org", NULL,
		    "a.b+c/d=e{f}@example.org" },
		{ "Me <me@example.org>", "Me", "me@example.org" },
		{ "Dr. J. Smith <me@example.org>", "Dr. J. Smith",
		    "me@example.org" },
		{ "\"Smith, J.\" <me@example.org>", "Smith, J.",
		    "me@example.org" },
		{ "\"a \\\"b\\\" \\\\ c\" <me@example.org>", "a \"b\" \\ c",
		    "me@example.org" },
		{ "\"<no@example.org>\" <me@example.org>", "<no@example.org>",
		    "me@example.org" },
		{ "\"\" <me@example.org>", NULL, "me@example.org" },
		{ "Zoë 論文 <zoë@example.org>", "Zoë 論文", "zoë@example.org" },
		{ "l@例え.jp", NULL, "l@xn--r8jz45g.jp" },
		{ "m@BÜCHER.example", NULL, "m@xn--bcher-kva.example" },
		{ MANY_A "@example.org", NULL, MANY_A "@example.org" },
	};
	struct arena a = { 0 };
	struct mailbox_list list;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		list = (struct mailbox_list){ 0 };
		assert_null(mailbox_parse(&a, cases[i].text, &list));
		assert_int_equal(list.count, 1);
		expect_text(list.boxes[0].name, cases[i].name);
		expect_text(list.boxes[0].address, cases[i].address);
	}
	arena_free(&a);
}

static void
test_several(void **state)
{
	struct arena a = { 0 };
	struct mailbox_list list = { 0 };

	(void)state;
	assert_null(mailbox_parse(&a,
	    "a@x.org,\"B, C\" <b@x.org> , D <d@x.org>", &list));
	assert_int_equal(list.count, 3);
	expect_text(list.boxes[1].name, "B, C");
	expect_text(list.boxes[2].address, "d@x.org");
	arena_free(&a);
}

static void
test_refused(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "", "missing" },
		{ " ", "missing" },
		{ "a@x.org,", "missing" },
		{ ",a@x.org", "missing" },
		{ "root", "needs an @" },
		{ "@x.org", "before @" },
		{ "a b@x.org", "put < and >" },
		{ "Bob Smith b@x.org", "put < and >" },
		{ "a@x.org; b@x.org", "commas between" },
		{ "a@x.org b@x.org", "commas between" },
		{ "A\tB <c\n\nd@x.org>", "line end" },
		{ "a@1.2.3.4", "after @" },
		{ "a@x.org.4", "after @" },
		{ "a@4", "after @" },
		{ ".a@x.org", "before @" },
		{ "a.@x.org", "before @" },
		{ "a..b@x.org", "before @" },
		{ "a(c)@x.org", "before @" },
		{ "\"ab\"@x.org", "before @" },
		{ "a" MANY_A "@x.org", "before @" },
		{ "a@", "after @" },
		{ "a@x..y", "after @" },
		{ "a@-x.org", "after @" },
		{ "a@x-.org", "after @" },
		{ "a@x.org.", "after @" },
		{ "a@[127.0.0.1]", "after @" },
		{ "a@b@x.org", "after @" },
		{ "a@x_y.org", "after @" },
		{ "a@" MANY_A ".org", "after @" },
		{ "a@x.org>", "no <" },
		{ "A <a@x.org", "put < and >" },
		{ "A <a@x.org> b", "put < and >" },
		{ "A: a@x.org;", "put < and >" },
		{ "A@B <a@x.org>", "needs quotes" },
		{ "A (B) <a@x.org>", "needs quotes" },
		{ "A \"B\" <a@x.org>", "needs quotes" },
		{ "A <b> <a@x.org>", "needs quotes" },
		{ "\"A <a@x.org>", "needs quotes" },
		{ "a@x.org\nBcc: b@x.org", "line end" },
		{ "A\r\nBcc: b@x.org <a@x.org>", "line end" },
		{ "A\a <a@x.org>", "line end" },
		{ "A\x7f <a@x.org>", "line end" },
	};
	struct arena a = { 0 };
	struct mailbox_list list;
	const char *why;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		list = (struct mailbox_list){ 0 };
		why = mailbox_parse(&a, cases[i].text, &list);
		if (why == NULL || strstr(why, cases[i].why) == NULL)
			fail_msg("'%s': %s", cases[i].text,
			    why == NULL ? "taken" : why);
	}
	arena_free(&a);
}

static void
test_too_many(void **state)
{
	struct arena a = { 0 };
	struct buf text = { 0 };
	struct mailbox_list list = { 0 };

	(void)state;
	repeat(&text, "a@x.org,", MAILBOXES_MAX - 1);
	buf_puts(&text, "b@x.org");
	assert_null(mailbox_parse(&a, text.data, &list));
	assert_int_equal(list.count, MAILBOXES_MAX);
	buf_puts(&text, ",c@x.org");
	list = (struct mailbox_list){ 0 };
	assert_non_null(mailbox_parse(&a, text.data, &list));
	buf_free(&text);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
