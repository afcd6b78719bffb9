/* A text as its differences from another one. */
#include "support.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "store/connection.h"
#include "store/database.h"
#include "store/difference.h"

/* Make the differences and the text again from them; return their bytes. */
static size_t
there_and_back(const char *base, size_t n, const char *text, size_t m)
{
	struct buf bytes = { 0 }, again = { 0 };
	size_t length;

	difference_make(&bytes, base, n, text, m);
	length = bytes.length;
	assert_int_equal(difference_apply(&again, base, n, bytes.data, length),
	    0);
	assert_int_equal(again.length, m);
	if (m > 0)
		assert_memory_equal(again.data, text, m);
	buf_free(&again);
	buf_free(&bytes);
	return length;
}

static void
test_pairs(void **state)
{
	static const struct {
		const char *base, *text;
		size_t most; /* bytes */
	} pairs[] = {
		{ "", "", 0 },
		{ "Same.", "Same.", 0 },
		{ "", "New.", 6 },
		{ "Old.", "", 2 },
		{ "A line. Another one.", "A line.\nAnother one.", 3 },
		{ "Some \u201cquoted\u201d words \u2014 and more.",
		    "Some ``quoted'' words --- and more.", 14 },
		{ "takes O(n log n) steps at most",
		    "takes $O(n \\log n)$ steps at most", 11 },
		{ "the end", "the end, and what follows", 21 },
		{ "a, and what follows", "a", 3 },
		{ "one thing", "and quite another", 20 },
	};
	size_t i, n;

	(void)state;
	for (i = 0; i < COUNT(pairs); i++) {
		n = there_and_back(pairs[i].base, strlen(pairs[i].base),
		    pairs[i].text, strlen(pairs[i].text));
		if (n > pairs[i].most)
			fail_msg("%s: %zu bytes", pairs[i].text, n);
	}
}

/* A gap of each length, up to some that need two bytes of a number. */
static void
test_gaps(void **state)
{
	static const char same[] = { 't', 'h', 'e', ' ', 's', 'a', 'm', 'e',
		' ', 'a', 'g', 'a', 'i', 'n' };
	char base[400], text[400];
	size_t skip, own;

	(void)state;
	memset(base, 'b', sizeof(base));
	memset(text, 't', sizeof(text));
	for (skip = 0; skip < 160; skip += 1 + skip / 20) {
		for (own = 0; own < 160; own += 1 + own / 20) {
			memcpy(base + skip, same, sizeof(same));
			memcpy(text + own, same, sizeof(same));
			there_and_back(base, skip + sizeof(same), text,
			    own + sizeof(same));
			there_and_back(base, skip + 9, text,
			    own + sizeof(same));
			memset(base + skip, 'b', sizeof(same));
			memset(text + own, 't', sizeof(same));
		}
	}
}

/* A text of any bytes, and one that was made of it by some changes. */
static void
test_random_texts(void **state)
{
	struct buf base = { 0 }, text = { 0 };
	uint32_t x = 7;
	int round, letters;
	size_t i;

	(void)state;
	for (round = 0; round < 3000; round++) {
		buf_clear(&base);
		buf_clear(&text);
		letters = round % 3 == 0 ? 256 : 2 + round % 5;
		for (i = next_random(&x) % 600; i > 0; i--)
			buf_putc(&base,
			    (char)(next_random(&x) % (uint32_t)letters));
		for (i = 0; i < base.length; i++) {
			if (next_random(&x) % 40 == 0)
				i += next_random(&x) % 20;
			while (next_random(&x) % 30 == 0)
				buf_putc(&text, (char)next_random(&x));
			if (i < base.length)
				buf_putc(&text, base.data[i]);
		}
		there_and_back(base.data, base.length, text.data, text.length);
		there_and_back(text.data, text.length, base.data, base.length);
	}
	buf_free(&base);
	buf_free(&text);
}

/* Bytes that are no differences are refused, or give a text that is bounded. */
static void
test_damaged_bytes(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} damaged[] = {
		{ "\x05", 1 },	    /* no step behind the number */
		{ "\x80", 1 },	    /* no end of the number */
		{ "\x0b\x00", 2 },  /* more than the base has */
		{ "\x05\x60", 2 },  /* the same, to skip */
		{ "\x00\x02x", 3 }, /* less than it says */
		{ "\x00\xf0", 2 },  /* no number to skip */
		{ "\x00\x0f", 2 },  /* no number of new bytes */
		{ "\x00\xf0\xff\xff\xff\xff\x0f", 7 },
		{ "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x00", 11 },
		{ "\xff\xff\xff\xff\x0f\x00", 6 },
	};
	const char base[] = "ten bytes.";
	struct buf text = { 0 };
	char bytes[12];
	uint32_t x = 11;
	size_t i, n, k;

	(void)state;
	for (i = 0; i < COUNT(damaged); i++) {
		buf_clear(&text);
		if (difference_apply(&text, base, 10, damaged[i].bytes,
			damaged[i].n) != -1)
			fail_msg("number %zu", i);
	}
	for (i = 0; i < 100000; i++) {
		n = next_random(&x) % sizeof(bytes);
		for (k = 0; k < n; k++)
			bytes[k] =
			    (char)(next_random(&x) >> (next_random(&x) % 6));
		buf_clear(&text);
		difference_apply(&text, base, 10, bytes, n);
		assert_true(text.length <= 10 + n);
	}
	buf_free(&text);
}

/* To SQL, differences fit the text that they are of, and a whole text fits any. */
static void
test_fits(void **state)
{
	static const struct {
		const char *base, *value;
		int fits;
	} cases[] = {
		{ "'abc'", "NULL", 1 },
		{ "NULL", "NULL", 1 },
		{ "'abc'", "'another text'", 1 },
		/* Three bytes of it, and a d. */
		{ "'abc'", "x'030164'", 1 },
		{ "'abcd'", "x'030164'", 1 },
		{ "'ab'", "x'030164'", 0 },
		/* No byte of it, and a d. */
		{ "''", "x'000164'", 1 },
		{ "NULL", "x'000164'", 0 },
		/* A number without an end. */
		{ "'abc'", "x'80'", 0 },
	};
	struct database *d = open_memory();
	struct buf sql = { 0 };
	size_t i;
	int fits;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&sql);
		buf_printf(&sql, "SELECT difference_fits(%s, %s)",
		    cases[i].base, cases[i].value);
		assert_int_equal(connection_ask(database_connection(d),
				     sql.data, &fits),
		    0);
		if (fits != cases[i].fits)
			fail_msg("%s: %d", sql.data, fits);
	}
	buf_free(&sql);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_random_texts),
		cmocka_unit_test(test_damaged_bytes),
		cmocka_unit_test(test_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
