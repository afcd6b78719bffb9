#include "clean_support.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "paper/clean.h"

static const struct clean_case ids[] = {
	{ NULL, NULL },
	/* since 2007 */
	{ "2604.05015", "2604.05015" },
	{ "0704.0001", "0704.0001" },
	{ "2604.05015v1", "2604.05015" },
	{ "2604.05015v12", "2604.05015" },
	{ "arXiv:2604.05015", "2604.05015" },
	{ "ARXIV:2604.05015v3", "2604.05015" },
	{ "2604.05015V2", "2604.05015" },
	{ " \n2604.05015", "2604.05015" },
	/* before */
	{ "cs/0112017", "cs/0112017" },
	{ "cs/0112017v2", "cs/0112017" },
	{ "math.GT/0309136", "math.GT/0309136" },
	{ "hep-th/9901001", "hep-th/9901001" },
	{ "arXiv:astro-ph/9901001v1", "astro-ph/9901001" },
	/* odd but safe */
	{ "2604.050151", "2604.050151" },
	{ "2604.050", "2604.050" },
	{ "my-paper_1.2", "my-paper_1.2" },
	{ "2604.05015v", "2604.05015v" },
	{ "2604.05015vx", "2604.05015vx" },
	{ "2604.05015x2", "2604.05015x2" },
	{ "1234567890123456789012345678901234567890123456789012345678901234",
	    "1234567890123456789012345678901234567890123456789012345678901234" },
	/* hostile */
	{ "", NULL },
	{ " ", NULL },
	{ "arXiv:", NULL },
	{ ".", NULL },
	{ "..", NULL },
	{ "../x", NULL },
	{ "../2604.05015", NULL },
	{ "a..b", NULL },
	{ ".hidden", NULL },
	{ "/etc/passwd", NULL },
	{ "cs/../x", NULL },
	{ "cs/0112017/x", NULL },
	{ "cs/01120178", NULL },
	{ "cs/011201", NULL },
	{ "a/b", NULL },
	{ "2604.05015/..", NULL },
	{ "2604.05015?x=1", NULL },
	{ "2604.05015#x", NULL },
	{ "2604.05015%2f", NULL },
	{ "2604.05015\" onclick=\"x", NULL },
	{ "<script>", NULL },
	{ "a b", NULL },
	{ "a\nb", NULL },
	{ "a\x01", NULL },
	{ "é", NULL },
	{ "\xff", NULL },
	{ "26\xd9\xa0.05015", NULL },
	{ "12345678901234567890123456789012345678901234567890123456789012345",
	    NULL },
};

/* An identifier of so many bytes, whose shape is another one's. */
static void
check_long_id(const char *part, const char *end)
{
	struct buf in = { 0 };
	struct arena a = { 0 };
	const char *out;

	repeat(&in, part, 10000);
	buf_puts(&in, end);
	out = clean_id(&a, in.data);
	if (out != NULL)
		fail_msg("an id of %zu bytes is taken: %.40s...", strlen(out),
		    out);
	buf_free(&in);
	arena_free(&a);
}

static void
test_id(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		check_case(clean_id, &ids[i], false);
	check_long_id("1", "");
	check_long_id("a", "/");
}

/* Blanks are no part of it, on either side. */
static void
test_id_blanks(void **state)
{
	static const struct clean_case blanks[] = {
		{ "2604.05015 \n", "2604.05015" },
		{ "2604.05015v1 ", "2604.05015" },
		{ " cs/0112017\t", "cs/0112017" },
		{ " my-paper\n", "my-paper" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
		check_case(clean_id, &blanks[i], false);
}

/* C9: ten thousand characters are no archive's name. */
static void
test_id_long_archive(void **state)
{
	(void)state;
	check_long_id("a", "/0112017");
	check_long_id("a", ".AA/0112017");
}

static const struct clean_case urls[] = {
	{ NULL, NULL },
	{ "https://example.org", "https://example.org" },
	{ "https://example.org/a/b?c=d&e=f#g",
	    "https://example.org/a/b?c=d&e=f#g" },
	{ "http://example.org:8080/", "http://example.org:8080/" },
	{ "HTTPS://Example.org/A", "HTTPS://Example.org/A" },
	{ " \r\n\thttps://example.org/a \n", "https://example.org/a" },
	{ "http://127.0.0.1/", "http://127.0.0.1/" },
	{ "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/" },
	/* what is ASCII stays as it is, even where libcurl would change it */
	{ "https://a_b.Example.org/", "https://a_b.Example.org/" },
	{ " http://0x7f.1/", "http://0x7f.1/" },
	/* characters that must not stand in a URL */
	{ "https://example.org/\"x\"", "https://example.org/%22x%22" },
	{ "https://example.org/<b>", "https://example.org/%3Cb%3E" },
	{ "https://example.org/it's", "https://example.org/it's" },
	{ "https://example.org/\\^`{|}",
	    "https://example.org/%5C%5E%60%7B%7C%7D" },
	{ "https://example.org/é世", "https://example.org/%C3%A9%E4%B8%96" },
	{ "https://example.org/\xff", "https://example.org/%FF" },
	{ "https://example.org/a%20b", "https://example.org/a%20b" },
	/* no http, no https */
	{ "", NULL },
	{ " ", NULL },
	{ "javascript:alert(1)", NULL },
	{ "JaVaScRiPt://example.org/%0aalert(1)", NULL },
	{ " javascript:alert(1)", NULL },
	{ "java\nscript:alert(1)", NULL },
	{ "data:text/html,<script>x</script>", NULL },
	{ "vbscript:x", NULL },
	{ "file:///etc/passwd", NULL },
	{ "ftp://example.org/", NULL },
	{ "blob:https://example.org/x", NULL },
	{ "view-source:https://example.org/", NULL },
	{ "//example.org/x", NULL },
	{ "/papers/1", NULL },
	{ "example.org", NULL },
	{ "https:/example.org", NULL },
	{ "https:example.org", NULL },
	{ "https", NULL },
	/* no plain host */
	{ "https://", NULL },
	{ "https:///x", NULL },
	{ "https://?x", NULL },
	{ "https://#x", NULL },
	{ "https://.example.org/", NULL },
	{ "https://-x/", NULL },
	{ "https://user@example.org/", NULL },
	{ "https://user:secret@example.org/", NULL },
	{ "https://example.org\\@example.com/", NULL },
	{ "https://exa%6dple.org/", NULL },
	{ "https://<script>/", NULL },
	{ "https://\"x\"/", NULL },
	/* ports */
	{ "https://example.org:1/", "https://example.org:1/" },
	{ "https://example.org:65535", "https://example.org:65535" },
	{ "https://example.org:00080/", "https://example.org:00080/" },
	{ "https://example.org:/", NULL },
	{ "https://example.org:0/", NULL },
	{ "https://example.org:65536/", NULL },
	{ "https://example.org:99999/", NULL },
	{ "https://example.org:000080/", NULL },
	{ "https://example.org:8x/", NULL },
	{ "https://example.org:80:80/", NULL },
	{ "https://:80/", NULL },
	/* addresses of IPv6 */
	{ "http://[::1]/", "http://[::1]/" },
	{ "http://[::]", "http://[::]" },
	{ "http://[2001:DB8::1]:8080/a?b", "http://[2001:DB8::1]:8080/a?b" },
	{ "http://[::ffff:192.0.2.1]/#a", "http://[::ffff:192.0.2.1]/#a" },
	{ "http://[]/", NULL },
	{ "http://[:]/", NULL },
	{ "http://[::1", NULL },
	{ "http://[::1/]", NULL },
	{ "http://[::g]/", NULL },
	{ "http://[::1]x/", NULL },
	{ "http://[::1]:/", NULL },
	{ "http://[::1]:0/", NULL },
	{ "http://x[::1]/", NULL },
	/* names of hosts */
	{ "https://e/", "https://e/" },
	{ "https://e.x/", "https://e.x/" },
	{ "https://e-/", "https://e-/" },
	{ "https://example.org./", "https://example.org./" },
	{ "https://example..org/", NULL },
	{ "https://example.org../", NULL },
	{ "https://e!/", NULL },
	/* one fragment, and signs of percent that stand for themselves */
	{ "https://example.org/é#a", "https://example.org/%C3%A9#a" },
	{ "https://example.org/a#b#c", NULL },
	{ "https://example.org/%", "https://example.org/%25" },
	{ "https://example.org/%2", "https://example.org/%252" },
	{ "https://example.org/%2g", "https://example.org/%252g" },
	{ "https://example.org/%g2", "https://example.org/%25g2" },
	/* a name that is not ASCII */
	{ "https://a.ü-b.example/", "https://a.xn---b-wka.example/" },
	{ "https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC" },
	{ "http://BÜCHER.example:8080/", "http://xn--bcher-kva.example:8080/" },
	{ "https://論文.example", "https://xn--7dv834f.example" },
	{ "https://ü@example.org/", NULL },
	{ "https://ü:secret@example.org/", NULL },
	{ "https://ü%2F.example/", NULL },
	{ "https://ü.example:x/", NULL },
	{ "https://-ü.example/", NULL },
	{ "https://ü..example/", NULL },
	{ "https://\xff.example/", NULL },
	{ "https://\u200b/", NULL },
	/* line ends and tabs are taken out, blanks encoded */
	{ "https://example.org/a b", "https://example.org/a%20b" },
	{ "https://example.org/a\tb", "https://example.org/ab" },
	{ "https://example.org/lamp-\n  repo",
	    "https://example.org/lamp-%20%20repo" },
	{ "https://exam\r\nple.org/a", "https://example.org/a" },
	{ "https://example.org/a\r\nHost: x",
	    "https://example.org/aHost:%20x" },
	/* other controls, and blanks in the host */
	{ "https://example.org/a\x01", NULL },
	{ "https://example.org/\x7f", NULL },
	{ "https://exa mple.org/", NULL },
};

/* A URL of 22 bytes and so many times a part. */
static const char *
clean_long_url(struct arena *a, const char *part, size_t count)
{
	struct buf in = { 0 };
	const char *out;

	buf_puts(&in, "https://example.org/a/");
	repeat(&in, part, count);
	out = clean_url(a, in.data);
	buf_free(&in);
	return out;
}

static void
test_url(void **state)
{
	struct buf long_host = { 0 };
	struct arena a = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		check_case(clean_url, &urls[i], false);
	assert_int_equal(strlen(clean_long_url(&a, "x", 2026)), 2048);
	assert_null(clean_long_url(&a, "x", 2027));
	assert_null(clean_long_url(&a, "x", 4096));
	assert_null(clean_long_url(&a, "é", 400));
	/* nor may a host be long, whatever stands behind it */
	buf_puts(&long_host, "https://");
	repeat(&long_host, "a", 1500);
	buf_puts(&long_host, "/");
	repeat(&long_host, "b", 539);
	assert_non_null(clean_url(&a, long_host.data));
	buf_puts(&long_host, "b");
	assert_null(clean_url(&a, long_host.data));
	buf_free(&long_host);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_id),
		cmocka_unit_test(test_id_blanks),
		cmocka_unit_test(test_id_long_archive),
		cmocka_unit_test(test_url),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
