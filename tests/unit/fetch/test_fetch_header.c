#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "fetch/fetch_header.h"

/* By `date -u`: 2026-04-08, and RFC 9110's 1994-11-06T08:49:37Z. */
#define NOW	INT64_C(1775606400)
#define EXAMPLE INT64_C(784111777)
#define CENTURY INT64_C(3155760000) /* 36525 days */
#define BILLION INT64_C(1000000000)

#define TEN   "xxxxxxxxxx"
#define FORTY TEN TEN TEN TEN

/* RFC 9110, section 10.2.3; its dates are those of section 5.6.7. */
static void
test_retry_after(void **state)
{
	static const struct {
		const char *value;
		int64_t now, seconds;
	} cases[] = {
		{ "0", NOW, 0 },
		{ "120", NOW, 120 },
		{ "0120", NOW, 120 },
		{ "\t 120 \t", NOW, 120 },
		{ "3155760000", NOW, CENTURY },
		{ "3155760001", NOW, CENTURY },
		{ "9223372036854775808", NOW, CENTURY },
		{ "18446744073709551617", NOW, CENTURY },
		{ FORTY, NOW, -1 },
		{ "99999999999999999999999999999999999999999999", NOW,
		    CENTURY },
		{ "", NOW, -1 },
		{ " ", NOW, -1 },
		{ "-1", NOW, -1 },
		{ "-120", NOW, -1 },
		{ "+120", NOW, -1 },
		{ "1.5", NOW, -1 },
		{ "120s", NOW, -1 },
		{ "120 s", NOW, -1 },
		{ "120, 60", NOW, -1 },
		{ "1e3", NOW, -1 },
		{ "0x10", NOW, -1 },
		{ "soon", NOW, -1 },
		{ "\xc2\xb9", NOW, -1 },
		/* The three forms of one instant. */
		{ "Sun, 06 Nov 1994 08:49:37 GMT", EXAMPLE - 90, 90 },
		{ "Sunday, 06-Nov-94 08:49:37 GMT", EXAMPLE - 90, 90 },
		{ "Sun Nov  6 08:49:37 1994", EXAMPLE - 90, 90 },
		{ " Sun, 06 Nov 1994 08:49:37 GMT ", EXAMPLE - 1, 1 },
		{ "Wednesday, 08-Apr-26 00:01:00 GMT", NOW, 60 },
		{ "Sun, 06 Nov 1994 08:49:37 GMT", EXAMPLE, 0 },
		{ "Sun, 06 Nov 1994 08:49:37 GMT", NOW, 0 },
		{ "Sun, 06 Nov 1994 08:49:37 GMT", INT64_MAX, 0 },
		{ "Sun, 06 Nov 1994 08:49:37 GMT", INT64_MIN, CENTURY },
		{ "Fri, 31 Dec 9999 23:59:59 GMT", NOW, CENTURY },
		{ "Fri, 32 Dec 2027 23:59:59 GMT", NOW, -1 },
		{ "Fri, 31 Dez 2027 23:59:59 GMT", NOW, -1 },
		{ "Fri, 31 Dec", NOW, -1 },
		{ "Fri", NOW, -1 },
		{ "2026-04-08T00:01:00Z", NOW, -1 },
		{ "Wed, 08 Apr 2026 00:01:00 GMT\x7f", NOW, -1 },
		{ "Wed, 08 Apr\n2026 00:01:00 GMT", NOW, -1 },
		{ "Wed, 08 Apr 2026 00:01:00 GMT\xc3\xa9", NOW, -1 },
	};
	int64_t got;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		got = fetch_header_retry_after(cases[i].value, cases[i].now);
		if (got != cases[i].seconds)
			fail_msg("%zu: %s: %lld", i, cases[i].value,
			    (long long)got);
	}
}

/* RFC 9110, section 8.8.3, without its obs-text. */
static void
test_etag(void **state)
{
	static const char *const good[] = {
		"\"\"",
		"W/\"\"",
		"\"xyzzy\"",
		"W/\"xyzzy\"",
		"\"W/\"",
		"\"!\"",
		"\"#~\"",
		"\"a\\b,c;d'e/f=\"",
	};
	static const char *const bad[] = {
		"",
		"\"",
		"W/",
		"W/\"",
		"xyzzy",
		"w/\"xyzzy\"",
		"W\"xyzzy\"",
		"W/W/\"xyzzy\"",
		"W/ \"xyzzy\"",
		"\"xyzzy",
		"xyzzy\"",
		"'xyzzy'",
		" \"xyzzy\"",
		"\"xyzzy\" ",
		"\"xyz zy\"",
		"\"xyz\tzy\"",
		"\"xyz\"zy\"",
		"\"xyz\\\"zy\"",
		"\"a\", \"b\"",
		"\"a\"\r\nX: \"b\"",
		"\"xyz\x01zy\"",
		"\"xyz\x7fzy\"",
		"\"xyz\xc3\xa9zy\"",
		"*",
	};
	char longest[1026];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(good); i++)
		if (!fetch_header_is_etag(good[i]))
			fail_msg("refused: %s", good[i]);
	for (i = 0; i < COUNT(bad); i++)
		if (fetch_header_is_etag(bad[i]))
			fail_msg("accepted: %s", bad[i]);
	memset(longest, 'x', sizeof(longest));
	longest[0] = longest[1023] = '"';
	longest[1024] = '\0';
	assert_true(fetch_header_is_etag(longest));
	longest[1023] = 'x';
	longest[1024] = '"';
	longest[1025] = '\0';
	assert_false(fetch_header_is_etag(longest));
}

static void
test_date(void **state)
{
	static const char *const good[] = {
		"Sun, 06 Nov 1994 08:49:37 GMT",
		"Sunday, 06-Nov-94 08:49:37 GMT",
		"Sun Nov  6 08:49:37 1994",
		"Thu, 01 Jan 1970 00:00:00 GMT",
	};
	static const char *const bad[] = {
		"",
		"0",
		"784111777",
		"-1",
		"never",
		"Sun",
		"1994-11-06T08:49:37Z",
		"Sun, 06 Nov 1994 08:49:37 GMT\r\nX: y",
		("Sun, 06 Nov 1994 08:49:37 GMT                              "
		 "                    x"),
		"\"Sun, 06 Nov 1994 08:49:37 GMT\"",
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(good); i++)
		if (!fetch_header_is_date(good[i]))
			fail_msg("refused: %s", good[i]);
	for (i = 0; i < COUNT(bad); i++)
		if (fetch_header_is_date(bad[i]))
			fail_msg("accepted: %s", bad[i]);
}

/* What is read of two values, one after the other; NULL: none. */
struct limits {
	const char *first, *second;
	struct rate_limit limit; /* that is wanted */
};

static void
check_limits(const struct limits *c,
    void read(const char *, struct rate_limit *))
{
	struct rate_limit l = { -1, -1, -1, -1 };

	if (c->first != NULL)
		read(c->first, &l);
	if (c->second != NULL)
		read(c->second, &l);
	if (l.remaining != c->limit.remaining || l.reset != c->limit.reset ||
	    l.quota != c->limit.quota || l.window != c->limit.window)
		fail_msg("%s: %lld %lld %lld %lld", c->first,
		    (long long)l.remaining, (long long)l.reset,
		    (long long)l.quota, (long long)l.window);
}

/* draft-ietf-httpapi-ratelimit-headers, -10 and -07. */
static void
test_rate_limit(void **state)
{
	static const struct limits cases[] = {
		{ "\"default\";r=50;t=30", NULL, { 50, 30, -1, -1 } },
		{ "\"default\"; r=0; t=30", NULL, { 0, 30, -1, -1 } },
		{ "\"default\";t=30;r=50", NULL, { 50, 30, -1, -1 } },
		{ "\"default\";r=999;pk=:dHJpYWwxMjEzMjM==:;t=7", NULL,
		    { 999, 7, -1, -1 } },
		{ "\"default\";r=50", NULL, { 50, -1, -1, -1 } },
		/* Several: the smallest rest, and its own time. */
		{ "\"a\";r=50;t=30, \"b\";r=2;t=3600, \"c\";r=9;t=1", NULL,
		    { 2, 3600, -1, -1 } },
		{ "\"a\";r=2;t=5,\"b\";r=50;t=3600", NULL, { 2, 5, -1, -1 } },
		{ "\"a\";r=0;t=5, \"b\";r=0;t=90, \"c\";r=0;t=7", NULL,
		    { 0, 90, -1, -1 } },
		{ "\"a\";r=3, \"b\";t=90", NULL, { 3, -1, -1, -1 } },
		{ "\"a\";t=5, \"b\";t=90, \"c\";t=7", NULL,
		    { -1, 90, -1, -1 } },
		{ "\"a\";r=9;t=5", "\"b\";r=1;t=60", { 1, 60, -1, -1 } },
		{ "\"a\";r=1;t=60", "\"b\";r=9;t=99", { 1, 60, -1, -1 } },
		{ "\"a\";r=1;t=60", "rubbish", { 1, 60, -1, -1 } },
		/* Quotes hold anything. */
		{ "\"a,r=1;t=9\";r=50;t=30", NULL, { 50, 30, -1, -1 } },
		{ "\"a;r=1, \\\";r=2\";r=50;t=30", NULL, { 50, 30, -1, -1 } },
		{ "\"a\\\\\";r=50;t=30", NULL, { 50, 30, -1, -1 } },
		{ "\"a\";x=\"r=1,r=2;r=3\";r=50;t=30", NULL,
		    { 50, 30, -1, -1 } },
		{ "\"a;r=1;t=2", NULL, { -1, -1, -1, -1 } },
		{ "\"a;r=1;t=2\\", NULL, { -1, -1, -1, -1 } },
		/* The older form. */
		{ "limit=100, remaining=50, reset=30", NULL,
		    { 50, 30, 100, -1 } },
		{ "remaining=50,reset=30", NULL, { 50, 30, -1, -1 } },
		{ "limit=10, remaining=9, reset=50, limit=20, remaining=1, "
		  "reset=40",
		    NULL, { 1, 40, 10, -1 } },
		/* Rubbish. */
		{ "", NULL, { -1, -1, -1, -1 } },
		{ ",;,;= ;,\"", NULL, { -1, -1, -1, -1 } },
		{ "\"a\";r;t", NULL, { -1, -1, -1, -1 } },
		{ "\"a\";r=;t=", NULL, { -1, -1, -1, -1 } },
		{ "\"a\";r=-1;t=-30", NULL, { -1, -1, -1, -1 } },
		{ "\"a\";r=?0;t=x", NULL, { -1, -1, -1, -1 } },
		{ "\"a\";r=\"5\";t=\"30\"", NULL, { -1, -1, -1, -1 } },
		{ "\"a\";rr=5;tt=30;xr=5;remainingx=7", NULL,
		    { -1, -1, -1, -1 } },
		{ "\"a\";q=5;w=30", NULL, { -1, -1, -1, -1 } },
		{ "50", NULL, { -1, -1, -1, -1 } },
		{ "\"a\";r=-1;t=30, \"b\";r=7;t=8", NULL, { 7, 8, -1, -1 } },
		{ "\"a\";r=9223372036854775808;t=18446744073709551617", NULL,
		    { BILLION, BILLION, -1, -1 } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		check_limits(&cases[i], fetch_header_rate_limit);
}

static void
test_rate_policy(void **state)
{
	static const struct limits cases[] = {
		{ "\"default\";q=100;w=300", NULL, { -1, -1, 100, 300 } },
		{ "\"default\";w=300;q=100", NULL, { -1, -1, 100, 300 } },
		{ "\"a\";q=100;qu=\"requests\";pk=:YQ==:;w=60", NULL,
		    { -1, -1, 100, 60 } },
		{ "100;w=60", NULL, { -1, -1, 100, 60 } },
		/* Names written out: no draft has them, the code does. */
		{ "\"a\";limit=100;window=60", NULL, { -1, -1, 100, 60 } },
		{ "100;w=60;burst=1000;comment=\"a, 1;w=9\"", NULL,
		    { -1, -1, 100, 60 } },
		{ "100", NULL, { -1, -1, 100, -1 } },
		{ "\"a\";q=100", NULL, { -1, -1, 100, -1 } },
		{ "100;w=0", NULL, { -1, -1, 100, -1 } },
		{ "\"a\";w=60", NULL, { -1, -1, -1, -1 } },
		/* Several: the fewest in a second. */
		{ "10;w=1, 50;w=60, 1000;w=3600, 5000;w=86400", NULL,
		    { -1, -1, 5000, 86400 } },
		{ "50;w=60, 10;w=1", NULL, { -1, -1, 50, 60 } },
		{ "\"s\";q=10;w=1, \"d\";q=90;w=100, \"m\";q=60;w=60", NULL,
		    { -1, -1, 90, 100 } },
		{ "\"a\";q=1, \"b\";q=100;w=60", NULL, { -1, -1, 100, 60 } },
		{ "\"b\";q=100;w=60, \"a\";q=1", NULL, { -1, -1, 100, 60 } },
		{ "100;w=60", "1;w=1", { -1, -1, 1, 1 } },
		{ "1;w=1", "100;w=60", { -1, -1, 1, 1 } },
		{ "0;w=60", "1;w=3600", { -1, -1, 0, 60 } },
		/* Quotes, numbers that overflow, products of them. */
		{ "\"a;q=1,5;w=9\";q=100;w=60", NULL, { -1, -1, 100, 60 } },
		{ "\"100\";w=60", NULL, { -1, -1, -1, -1 } },
		{ "99999999999999999999;w=99999999999999999999",
		    "9223372036854775808;w=1", { -1, -1, BILLION, BILLION } },
		{ "9223372036854775808;w=1", "1;w=9223372036854775808",
		    { -1, -1, 1, BILLION } },
		/* Rubbish. */
		{ "", NULL, { -1, -1, -1, -1 } },
		{ "-100;w=60", NULL, { -1, -1, -1, -1 } },
		{ "many;w=60, 5;w=7", NULL, { -1, -1, 5, 7 } },
		{ "\"a\";5;w=7", NULL, { -1, -1, -1, -1 } },
		{ ";;w=60,,", NULL, { -1, -1, -1, -1 } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		check_limits(&cases[i], fetch_header_rate_policy);
}

/* RFC 9110, sections 5.6.6 and 8.3; what is longer is no name (RFC 2978). */
static void
test_charset(void **state)
{
	static const struct {
		const char *value, *charset;
	} cases[] = {
		{ "text/html;charset=utf-8", "utf-8" },
		{ "Text/HTML;Charset=\"utf-8\"", "utf-8" },
		{ "text/html; charset=\"UTF-8\"", "utf-8" },
		{ "text/html; CHARSET=ISO-8859-1", "iso-8859-1" },
		{ "text/html;\t charset=Shift_JIS \t", "shift_jis" },
		{ "text/html; charset=windows-1252; boundary=x",
		    "windows-1252" },
		{ "text/html; version=1; charset=koi8-r", "koi8-r" },
		{ "text/html;; ; charset=koi8-r;", "koi8-r" },
		{ "text/html; charset=ISO_646.irv:1991", "iso_646.irv:1991" },
		{ "text/html; a=\"; charset=x, charset=y\"; charset=z", "z" },
		{ "text/html; a=\"\\\"; charset=x\"; charset=z", "z" },
		{ "text/html; charset=a; charset=b", "a" },
		{ "text/html; charset=" FORTY, FORTY },
		{ "text/html; charset=" FORTY "x", "" },
		{ "", "" },
		{ "text/html", "" },
		{ "text/html;", "" },
		{ "text/html; charset", "" },
		{ "text/html; charset=", "" },
		{ "text/html; charset=\"\"", "" },
		{ "text/html; xcharset=a; charsets=b; char=c", "" },
		{ "text/html; charset=utf/8", "" },
		{ "text/html; charset=\"utf 8\"", "" },
		{ "text/html; charset=\"a\\\"b\"", "" },
		{ "text/html; charset=utf\xc3\xa9", "" },
		{ "text/html; charset=utf\x01", "" },
		{ "text/html; charset=../../x", "" },
	};
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		fetch_header_charset(&b, cases[i].value);
		if (strcmp(b.data == NULL ? "" : b.data, cases[i].charset) !=
			0 ||
		    b.length != strlen(cases[i].charset))
			fail_msg("%s: %s", cases[i].value, b.data);
		/* Something to be replaced. */
		buf_puts(&b, "old");
	}
	buf_free(&b);
}

static void
test_token(void **state)
{
	static const struct {
		const char *value, *token;
	} cases[] = {
		{ "application/atom+xml", "application/atom+xml" },
		{ " Text/X-OPML; charset=utf-8", "text/x-opml" },
		{ "text/html;charset=utf-8", "text/html" },
		{ "gzip", "gzip" },
		{ "GZIP, br", "gzip" },
		{ "", "" },
		{ "; charset=utf-8", "" },
		{ "text/\x1b[31m", "" },
		{ "text/\xc3\xa9", "" },
	};
	struct buf b = { 0 }, longer = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		/* Something to be replaced. */
		buf_puts(&b, "old");
		fetch_header_token(&b, cases[i].value);
		if (strcmp(b.data, cases[i].token) != 0)
			fail_msg("%s: %s", cases[i].value, b.data);
	}
	repeat(&longer, "x", 256);
	fetch_header_token(&b, longer.data);
	assert_int_equal(b.length, 0);
	buf_free(&longer);
	buf_free(&b);
}

static void
test_date_and_age_of_an_answer(void **state)
{
	(void)state;
	assert_int_equal(fetch_header_date("Sun, 06 Nov 1994 08:49:37 GMT"),
	    EXAMPLE);
	assert_int_equal(fetch_header_date("today"), -1);
	assert_int_equal(fetch_header_age(" 300 "), 300);
	assert_int_equal(fetch_header_age("-300"), 0);
	assert_int_equal(fetch_header_age("soon"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_etag),
		cmocka_unit_test(test_date),
		cmocka_unit_test(test_rate_limit),
		cmocka_unit_test(test_rate_policy),
		cmocka_unit_test(test_charset),
		cmocka_unit_test(test_token),
		cmocka_unit_test(test_date_and_age_of_an_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
