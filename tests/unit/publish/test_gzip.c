#include "topic_support.h"

#include <stdlib.h>

#include <zlib.h>

#include "base/buf.h"
#include "store/papers.h"
#include "publish/gzip.h"

/* Bytes that do not repeat. */
static void
add_noise(struct buf *b, size_t n)
{
	uint32_t x = 1;

	for (; n > 0; n--) {
		x = x * 1664525 + 1013904223;
		buf_putc(b, (char)(x >> 24));
	}
}

static void
test_gzip(void **state)
{
	struct buf in[6] = { 0 }, out[6] = { 0 }, again = { 0 };
	struct gzip *g = gzip_new(), *other = gzip_new();
	size_t i;

	(void)state;
	buf_puts(&in[1], "<feed/>\n");
	for (i = 0; i < 100000; i++)
		buf_puts(&in[2], "an agent ");
	add_noise(&in[3], 1000000);
	buf_puts(&in[4], "<feed/>\n");
	buf_puts(&in[5], "x");
	for (i = 0; i < COUNT(in); i++) {
		assert_int_equal(gzip_compress(g, &out[i], &in[i]), 0);
		expect_packed(&out[i], &in[i]);
	}
	assert_true(out[2].length < in[2].length / 50);
	/* Whatever came before it, and by another one. */
	assert_int_equal(out[1].length, out[4].length);
	assert_memory_equal(out[1].data, out[4].data, out[4].length);
	assert_int_equal(gzip_compress(other, &again, &in[3]), 0);
	assert_int_equal(again.length, out[3].length);
	assert_memory_equal(again.data, out[3].data, again.length);
	/* It is added to what is there, or does not fit. */
	assert_int_equal(gzip_compress(g, &again, &in[1]), 0);
	assert_int_equal(again.length, out[3].length + out[1].length);
	buf_free(&again);
	again = (struct buf){ .max = 10 };
	assert_int_equal(gzip_compress(g, &again, &in[1]), -1);
	buf_free(&again);
	for (i = 0; i < COUNT(in); i++) {
		buf_free(&in[i]);
		buf_free(&out[i]);
	}
	gzip_free(g);
	gzip_free(other);
	gzip_free(NULL);
}

/* What was packed is there again, or nothing if it is not whole. */
static void
test_expanding(void **state)
{
	struct buf in[3] = { 0 }, packed = { 0 }, out = { 0 }, small = { 0 };
	struct gzip *g = gzip_new();
	size_t i;

	(void)state;
	buf_puts(&in[0], "");
	buf_puts(&in[1], "<feed/>\n");
	add_noise(&in[2], 300000);
	for (i = 0; i < COUNT(in); i++) {
		buf_clear(&packed);
		buf_clear(&out);
		assert_int_equal(gzip_compress(g, &packed, &in[i]), 0);
		assert_int_equal(gzip_expand(&out, &packed, in[i].length), 0);
		assert_int_equal(out.length, in[i].length);
		if (out.length > 0)
			assert_memory_equal(out.data, in[i].data, out.length);
		/* It does not fit. */
		small.max = in[i].length - 1;
		if (i > 0)
			assert_int_equal(gzip_expand(&small, &packed,
					     in[i].length),
			    -1);
		buf_free(&small);
		/* More bytes, fewer, half of it, and damaged. */
		assert_int_equal(gzip_expand(&out, &packed, out.length + 1),
		    -1);
		if (out.length > 0)
			assert_int_equal(gzip_expand(&out, &packed,
					     out.length - 1),
			    -1);
		packed.data[packed.length - 5] ^= 1;
		assert_int_equal(gzip_expand(&out, &packed, in[i].length), -1);
		packed.length /= 2;
		assert_int_equal(gzip_expand(&out, &packed, in[i].length), -1);
		buf_free(&in[i]);
	}
	buf_free(&packed);
	buf_free(&out);
	gzip_free(g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gzip),
		cmocka_unit_test(test_expanding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
