/* The helpers of text and memory: buf, arena, utf8. */
#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

#define MANY 100000

static void
test_buf_grows(void **state)
{
	struct buf b = { 0 };
	char c;
	size_t i;

	(void)state;
	buf_add(&b, NULL, 0);
	assert_string_equal(b.data, "");
	for (i = 0; i < MANY; i++) {
		c = (char)('a' + i % 26);
		if (i % 2 == 0)
			buf_putc(&b, c);
		else
			buf_add(&b, &c, 1);
		assert_int_equal(b.length, i + 1);
		assert_int_equal(b.data[i + 1], '\0');
	}
	for (i = 0; i < MANY; i++)
		assert_int_equal(b.data[i], 'a' + (int)(i % 26));
	assert_false(b.full);
	buf_free(&b);
	assert_null(b.data);
	assert_int_equal(b.length, 0);
}

static void
test_buf_formats(void **state)
{
	struct buf b = { 0 };
	char wide[5000];

	(void)state;
	buf_printf(&b, "%s-%d", "a", 12);
	buf_printf(&b, "%s", "");
	buf_puts(&b, "|");
	assert_string_equal(b.data, "a-12|");
	assert_int_equal(b.length, 5);
	memset(wide, 'w', sizeof(wide) - 1);
	wide[sizeof(wide) - 1] = '\0';
	buf_printf(&b, "%s.", wide);
	assert_int_equal(b.length, 5 + sizeof(wide));
	assert_memory_equal(b.data + 5, wide, sizeof(wide) - 1);
	assert_int_equal(b.data[b.length - 1], '.');
	buf_free(&b);
}

/* NULs are bytes like others. */
static void
test_buf_nul(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_add(&b, "a\0b", 3);
	buf_putc(&b, '\0');
	assert_int_equal(b.length, 4);
	assert_memory_equal(b.data, "a\0b\0", 5);
	buf_free(&b);
}

static void
test_buf_maximum(void **state)
{
	struct buf b = { .max = 4 };

	(void)state;
	buf_puts(&b, "abc");
	assert_false(b.full);
	buf_puts(&b, "de");
	assert_true(b.full);
	assert_string_equal(b.data, "abc");
	buf_putc(&b, 'd'); /* would fit, but stays out */
	buf_printf(&b, "d");
	assert_string_equal(b.data, "abc");
	buf_clear(&b);
	assert_false(b.full);
	assert_string_equal(b.data, "");
	buf_puts(&b, "abcd");
	assert_false(b.full);
	assert_int_equal(b.length, 4);
	buf_printf(&b, "%s", "");
	assert_false(b.full);
	buf_putc(&b, 'e');
	assert_true(b.full);
	buf_free(&b);
	assert_false(b.full);
	assert_int_equal(b.max, 4);
	buf_puts(&b, "x");
	assert_string_equal(b.data, "x");
	buf_free(&b);
}

/* A maximum holds wherever it lies beside the memory that is taken. */
static void
test_buf_maximum_of_any_size(void **state)
{
	struct buf b;
	size_t max, i;

	(void)state;
	for (max = 1; max < 1100; max++) {
		b = (struct buf){ .max = max };
		for (i = 0; i < max; i++)
			buf_putc(&b, 'a');
		assert_false(b.full);
		assert_int_equal(b.length, max);
		buf_add(&b, "b", 0);
		assert_false(b.full);
		buf_putc(&b, 'b');
		assert_true(b.full);
		assert_int_equal(b.length, max);
		assert_int_equal(strlen(b.data), max);
		buf_clear(&b);
		buf_puts(&b, "c");
		assert_string_equal(b.data, "c");
		buf_free(&b);
	}
}

/* What a caller took away can be filled again. */
static void
test_buf_shortened(void **state)
{
	struct buf b = { .max = 300 };
	size_t i;

	(void)state;
	for (i = 0; i < 300; i++)
		buf_putc(&b, 'a');
	b.length = 250;
	for (i = 0; i < 50; i++)
		buf_putc(&b, 'b');
	assert_false(b.full);
	buf_puts(&b, "c");
	assert_true(b.full);
	b.length--;
	buf_putc(&b, 'd'); /* stays full until it is cleared */
	assert_int_equal(b.length, 299);
	buf_free(&b);
}

static void
test_buf_huge(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_add(&b, "", SIZE_MAX); /* refused before it is read */
	assert_true(b.full);
	assert_int_equal(b.length, 0);
	assert_null(b.data);
	buf_clear(&b);
	buf_free(&b);
}

static void
test_buf_read_fd(void **state)
{
	static char chunk[200 * 1024];
	struct buf b = { 0 };
	FILE *f = tmpfile();
	size_t i;
	int fd;

	(void)state;
	assert_non_null(f);
	for (i = 0; i < sizeof(chunk); i++)
		chunk[i] = (char)(i * 7 % 251);
	assert_int_equal(fwrite(chunk, sizeof(chunk), 1, f), 1);
	assert_int_equal(fflush(f), 0);
	fd = fileno(f);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(buf_read_fd(&b, fd), 0);
	assert_int_equal(b.length, sizeof(chunk));
	assert_memory_equal(b.data, chunk, sizeof(chunk));
	buf_free(&b);
	b.max = 100 * 1024;
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(buf_read_fd(&b, fd), 0);
	assert_true(b.full);
	assert_true(b.length <= b.max);
	buf_free(&b);
	fclose(f);
	errno = 0;
	assert_int_equal(buf_read_fd(&b, -1), -1);
	assert_int_equal(errno, EBADF);
}

static void
test_arena_blocks(void **state)
{
	struct arena a = { 0 };
	unsigned char *blocks[500];
	size_t i, j, size;

	(void)state;
	for (i = 0; i < COUNT(blocks); i++) {
		size = i * i % 3001;
		blocks[i] = arena_alloc(&a, size);
		assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t),
		    0);
		for (j = 0; j < size; j++)
			assert_int_equal(blocks[i][j], 0);
		memset(blocks[i], (int)(i % 255) + 1, size);
	}
	for (i = 0; i < COUNT(blocks); i++) {
		for (j = 0; j < i * i % 3001; j++)
			assert_int_equal(blocks[i][j], i % 255 + 1);
	}
	/* A block of its own, and small ones before and after it. */
	memset(arena_alloc(&a, 3000000), 1, 3000000);
	memset(arena_array(&a, 1000, 8), 2, 8000);
	assert_non_null(arena_array(&a, 0, 8));
	arena_free(&a);
	assert_null(a.blocks);
	arena_free(&a);
}

static void
test_arena_strings(void **state)
{
	struct arena a = { 0 };
	char text[] = "paper";
	char *copy, *part, *formatted;

	(void)state;
	copy = arena_string(&a, text);
	part = arena_copy(&a, text, 3);
	formatted = arena_printf(&a, "%s/%05d", text, 42);
	memset(text, 'x', sizeof(text));
	assert_string_equal(copy, "paper");
	assert_string_equal(part, "pap");
	assert_string_equal(formatted, "paper/00042");
	assert_null(arena_string(&a, NULL));
	assert_string_equal(arena_copy(&a, NULL, 0), "");
	assert_string_equal(arena_printf(&a, "%s", ""), "");
	arena_free(&a);
}

/* Every character there is, back and forth. */
static void
test_utf8_all(void **state)
{
	char s[UTF8_MAX];
	uint32_t c, back;
	size_t n, i;

	(void)state;
	for (c = 0; c <= 0x10ffff; c++) {
		if (c == 0xd800)
			c = 0xe000;
		n = utf8_encode(c, s);
		assert_int_equal(n,
		    c < 0x80	    ? 1 :
			c < 0x800   ? 2 :
			c < 0x10000 ? 3 :
				      4);
		assert_int_equal(utf8_decode(s, n, &back), n);
		assert_int_equal(back, c);
		for (i = 0; i < n; i++)
			assert_int_equal(utf8_decode(s, i, &back), 0);
	}
}

static void
test_utf8_invalid(void **state)
{
	static const char *const bad[] = {
		"\x80",
		"\xbf",
		"\xc0\x80",
		"\xc1\xbf",
		"\xc2",
		"\xc2 ",
		"\xc3\xc3",
		"\xe0\x80\x80",
		"\xe0\x9f\xbf",
		"\xe2\x82",
		"\xe2\x82 ",
		"\xe2(\xa1",
		"\xed\xa0\x80",
		"\xed\xbf\xbf",
		"\xf0\x80\x80\x80",
		"\xf0\x8f\xbf\xbf",
		"\xf0\x9f\x98",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xf8\x88\x80\x80",
		"\xfc\x84\x80\x80",
		"\xfe",
		"\xff",
	};
	uint32_t c;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(bad); i++)
		assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &c), 0);
	assert_int_equal(utf8_decode("\xc2\xb7x", 3, &c), 2);
	assert_int_equal(c, 0xb7);
	assert_int_equal(utf8_decode("\xf0\x9f\x98\x80", 4, &c), 4);
	assert_int_equal(c, 0x1f600);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_buf_grows),
		cmocka_unit_test(test_buf_formats),
		cmocka_unit_test(test_buf_nul),
		cmocka_unit_test(test_buf_maximum),
		cmocka_unit_test(test_buf_maximum_of_any_size),
		cmocka_unit_test(test_buf_shortened),
		cmocka_unit_test(test_buf_huge),
		cmocka_unit_test(test_buf_read_fd),
		cmocka_unit_test(test_arena_blocks),
		cmocka_unit_test(test_arena_strings),
		cmocka_unit_test(test_utf8_all),
		cmocka_unit_test(test_utf8_invalid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
