#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "base/charset.h"

#define MANY 10000

#define TEXT(s) s, sizeof(s) - 1

/* Bytes, what they were declared, and what is made of them. */
struct conversion {
	const char *bytes;
	size_t length;
	const char *declared;
	const char *utf8;
	size_t utf8_length;
};

static void
check(const struct conversion *c)
{
	struct buf b = { 0 };

	buf_add(&b, c->bytes, c->length);
	charset_to_utf8(&b, c->declared);
	if (b.length != c->utf8_length ||
	    memcmp(b.data, c->utf8, c->utf8_length) != 0)
		fail_msg("%s, %s: %s", c->bytes,
		    c->declared == NULL ? "none" : c->declared, b.data);
	assert_int_equal(b.data[b.length], '\0');
	assert_false(b.full);
	buf_free(&b);
}

static void
test_converted(void **state)
{
	static const struct conversion cases[] = {
		{ TEXT("caf\xe9."), "iso-8859-1", TEXT("caf\xc3\xa9.") },
		{ TEXT("caf\xe9."), "ISO-8859-1", TEXT("caf\xc3\xa9.") },
		{ TEXT("\xe9"), "latin1", TEXT("\xc3\xa9") },
		{ TEXT("\x93x\x94 \x80"), "windows-1252",
		    TEXT("\xe2\x80\x9cx\xe2\x80\x9d \xe2\x82\xac") },
		{ TEXT("\xa4"), "iso-8859-15", TEXT("\xe2\x82\xac") },
		{ TEXT("\xcd\xc5\xd4"), "koi8-r",
		    TEXT("\xd0\xbc\xd0\xb5\xd1\x82") },
		{ TEXT("\x93\xfa\x96{"), "shift_jis",
		    TEXT("\xe6\x97\xa5\xe6\x9c\xac") },
		{ TEXT("\xc6\xfc\xcb\xdc"), "euc-jp",
		    TEXT("\xe6\x97\xa5\xe6\x9c\xac") },
		{ TEXT("\xd6\xd0"), "gb2312", TEXT("\xe4\xb8\xad") },
		{ TEXT("\xff\xfe\xe9\0"), "utf-16", TEXT("\xc3\xa9") },
		{ TEXT("a\0\xe9z"), "iso-8859-1", TEXT("a\0\xc3\xa9z") },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		check(&cases[i]);
}

/* The last character counts, also where an accent could follow it. */
static void
test_last_character(void **state)
{
	static const struct conversion cases[] = {
		{ TEXT("c\xe0"), "windows-1258", TEXT("c\xc3\xa0") },
		{ TEXT("\xe0o"), "windows-1258", TEXT("\xc3\xa0o") },
		{ TEXT("\xa4\xa4\x88\x66"), "big5-hkscs",
		    TEXT("\xe4\xb8\xad\xc3\x8a") },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		check(&cases[i]);
}

static void
test_unchanged(void **state)
{
	static const struct conversion cases[] = {
		/* Nothing was declared, or nothing else. */
		{ TEXT("caf\xe9"), NULL, TEXT("caf\xe9") },
		{ TEXT("caf\xe9"), "", TEXT("caf\xe9") },
		{ TEXT("caf\xe9"), "utf-8", TEXT("caf\xe9") },
		{ TEXT("caf\xe9"), "UTF-8", TEXT("caf\xe9") },
		{ TEXT("caf\xe9"), "utf8", TEXT("caf\xe9") },
		/* It is UTF-8. */
		{ TEXT("caf\xc3\xa9"), "iso-8859-1", TEXT("caf\xc3\xa9") },
		{ TEXT("\xe6\x97\xa5"), "shift_jis", TEXT("\xe6\x97\xa5") },
		{ TEXT("a\0\xf0\x9f\x98\x80"), "windows-1252",
		    TEXT("a\0\xf0\x9f\x98\x80") },
		{ TEXT("cafe\0"), "iso-8859-1", TEXT("cafe\0") },
		/* No such set, or bytes that it does not have. */
		{ TEXT("caf\xe9"), "no-such-set", TEXT("caf\xe9") },
		{ TEXT("caf\xe9"), "../../x", TEXT("caf\xe9") },
		{ TEXT("caf\xe9"), "us-ascii", TEXT("caf\xe9") },
		{ TEXT("caf\xe9 x"), "us-ascii", TEXT("caf\xe9 x") },
		{ TEXT("\x93\xfa\x96"), "shift_jis", TEXT("\x93\xfa\x96") },
		{ TEXT("\xc6\xfc\xff\xff"), "euc-jp",
		    TEXT("\xc6\xfc\xff\xff") },
		{ TEXT("\xff\xfe\xe9"), "utf-16le", TEXT("\xff\xfe\xe9") },
	};
	struct buf none = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		check(&cases[i]);
	charset_to_utf8(&none, "iso-8859-1");
	assert_int_equal(none.length, 0);
	buf_free(&none);
}

/* More than fits into any chunk, at every place in it. */
static void
test_long(void **state)
{
	struct buf b = { 0 }, wanted = { 0 };
	size_t shift, i;

	(void)state;
	for (shift = 0; shift < 6; shift++) {
		buf_clear(&b);
		buf_clear(&wanted);
		for (i = 0; i < shift; i++) {
			buf_putc(&b, 'x');
			buf_putc(&wanted, 'x');
		}
		for (i = 0; i < MANY; i++) {
			buf_puts(&b, "\xe9\x80.");
			buf_puts(&wanted, "\xc3\xa9\xe2\x82\xac.");
		}
		charset_to_utf8(&b, "windows-1252");
		assert_int_equal(b.length, wanted.length);
		assert_memory_equal(b.data, wanted.data, wanted.length);
	}
	buf_free(&b);
	buf_free(&wanted);
}

/* What grows over the buffer's maximum stays as it is. */
static void
test_maximum(void **state)
{
	struct buf b = { .max = 6 };

	(void)state;
	buf_puts(&b, "\xe9\xe9\xe9");
	charset_to_utf8(&b, "iso-8859-1");
	assert_string_equal(b.data, "\xc3\xa9\xc3\xa9\xc3\xa9");
	assert_int_equal(b.max, 6);
	buf_clear(&b);
	buf_puts(&b, "\xe9\xe9\xe9\xe9");
	charset_to_utf8(&b, "iso-8859-1");
	assert_string_equal(b.data, "\xe9\xe9\xe9\xe9");
	assert_int_equal(b.length, 4);
	assert_int_equal(b.max, 6);
	assert_false(b.full);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_converted),
		cmocka_unit_test(test_last_character),
		cmocka_unit_test(test_unchanged),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_maximum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
