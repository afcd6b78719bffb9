/* Numbers and texts as bytes, and bytes that are none. */
#include "support.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/pack.h"

/* What was packed, and how it is read. */
struct packed {
	struct buf bytes;
	struct arena arena;
	struct unpack u;
};

static void
read_again(struct packed *p)
{
	p->u = (struct unpack){ .next = p->bytes.data,
		.left = p->bytes.length,
		.arena = &p->arena };
}

static void
free_packed(struct packed *p)
{
	buf_free(&p->bytes);
	arena_free(&p->arena);
}

static void
test_there_and_back(void **state)
{
	struct packed p = { 0 };

	(void)state;
	pack_number(&p.bytes, INT64_MIN);
	pack_text(&p.bytes, "a lamp, 灯, \"&\\\" and thirty-two plain letters");
	pack_text(&p.bytes, NULL);
	pack_text(&p.bytes, "");
	pack_text(&p.bytes, "\xff");
	pack_text(&p.bytes, "ca\xc3\xa9\x1b[m");
	pack_number(&p.bytes, DATE_NONE);
	pack_number(&p.bytes, DATE_LAST);
	read_again(&p);
	assert_int_equal(unpack_number(&p.u, INT64_MIN, INT64_MAX), INT64_MIN);
	assert_string_equal(unpack_text(&p.u),
	    "a lamp, 灯, \"&\\\" and thirty-two plain letters");
	assert_null(unpack_text(&p.u));
	assert_string_equal(unpack_text(&p.u), "");
	assert_string_equal(unpack_bytes(&p.u), "\xff");
	assert_string_equal(unpack_phrase(&p.u), "ca???[m");
	assert_false(unpack_is_whole(&p.u));
	assert_int_equal(unpack_date(&p.u), DATE_NONE);
	assert_int_equal(unpack_date(&p.u), DATE_LAST);
	assert_true(unpack_is_whole(&p.u));
	free_packed(&p);
}

/* A number out of its bounds is bad, and all that follows. */
static void
test_bounds(void **state)
{
	static const struct {
		int64_t number, least, most;
		bool good;
	} tries[] = { { 5, 5, 7, true }, { 7, 5, 7, true }, { 4, 5, 7, false },
		{ 8, 5, 7, false }, { INT64_MIN, -1, 7, false } };
	struct packed p;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(tries); i++) {
		p = (struct packed){ 0 };
		pack_number(&p.bytes, tries[i].number);
		pack_number(&p.bytes, 1);
		read_again(&p);
		assert_int_equal(unpack_number(&p.u, tries[i].least,
				     tries[i].most),
		    tries[i].good ? tries[i].number : tries[i].least);
		assert_int_equal(unpack_number(&p.u, 0, 1), tries[i].good);
		assert_int_equal(unpack_is_whole(&p.u), tries[i].good);
		free_packed(&p);
	}
}

/* A date that no file could name is bad. */
static void
test_dates(void **state)
{
	static const int64_t dates[] = { DATE_FIRST - 1, DATE_LAST + 1,
		INT64_MAX, DATE_NONE + 1 };
	struct packed p;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(dates); i++) {
		p = (struct packed){ 0 };
		pack_number(&p.bytes, dates[i]);
		read_again(&p);
		assert_int_equal(unpack_date(&p.u), DATE_NONE);
		assert_true(p.u.bad);
		free_packed(&p);
	}
}

/* Texts that are cut, not UTF-8, too long by their own word, or have a NUL. */
static void
test_bad_texts(void **state)
{
	static const struct {
		int64_t length;
		const char *bytes;
		size_t n;
		bool good_bytes; /* if it is none, are these bytes? */
	} tries[] = { { 4, "abc", 3, false }, { INT64_MAX, "abc", 3, false },
		{ -2, "abc", 3, false }, { 3, "a\0c", 3, false },
		{ 3, "ab\xff", 3, true }, { 2, "\xed\xa0\x80", 3, true },
		{ 2, "\xc3", 1, false } };
	struct packed p;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(tries); i++) {
		p = (struct packed){ 0 };
		pack_number(&p.bytes, tries[i].length);
		buf_add(&p.bytes, tries[i].bytes, tries[i].n);
		read_again(&p);
		assert_null(unpack_text(&p.u));
		assert_true(p.u.bad);
		read_again(&p);
		assert_int_equal(unpack_bytes(&p.u) != NULL,
		    tries[i].good_bytes);
		assert_int_equal(p.u.bad, !tries[i].good_bytes);
		free_packed(&p);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_bad_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
