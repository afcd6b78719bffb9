/* URLs without credentials, and files: nothing here uses the network. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/url.h"
#include "fetch/fetch.h"

#define MIB ((off_t)1024 * 1024)

static const struct {
	const char *url, *printed;
} credentials[] = {
	{ "https://example.org/a", "https://example.org/a" },
	{ "https://u:p@example.org/a", "https://example.org/a" },
	{ "https://u@example.org/a", "https://example.org/a" },
	{ "https://u:@example.org/a", "https://example.org/a" },
	{ "https://:p@example.org/a", "https://example.org/a" },
	{ "https://@example.org/a", "https://example.org/a" },
	{ "HTTPS://U:P@Example.ORG:443", "HTTPS://Example.ORG:443" },
	{ "ftp://u:p@example.org/a", "ftp://example.org/a" },
	{ "x+y-z.1://u:p@example.org/a", "x+y-z.1://example.org/a" },
	/* What belongs into a password, and what does not. */
	{ "https://u:p%40s@example.org/a", "https://example.org/a" },
	{ "https://u:p@s@example.org/a", "https://example.org/a" },
	{ "https://u:@@@example.org/a", "https://example.org/a" },
	{ "https://u@x:p@example.org/a", "https://example.org/a" },
	{ "https://u:p:s@example.org/a", "https://example.org/a" },
	{ "https://u:p/s@example.org/a", "https://example.org/a" },
	{ "https://u:p?s@example.org/a", "https://example.org/a" },
	{ "https://u:p#s@example.org/a", "https://example.org/a" },
	{ "https://u:p/@?#:s@example.org/a", "https://example.org/a" },
	{ "https://u:p\\s@example.org/a", "https://example.org/a" },
	{ "https://u:p s@example.org/a", "https://example.org/a" },
	{ "https://u:p\ns@example.org/a", "https://example.org/a" },
	{ "https://u:p\x01\x7fs@example.org/a", "https://example.org/a" },
	{ "https://u:p\xc3\xa9s@example.org/a", "https://example.org/a" },
	{ "https://u:p\xffs@example.org/a", "https://example.org/a" },
	{ "https://u:p/s@[::1]:8080/a", "https://[::1]:8080/a" },
	/* An "@" behind the authority (RFC 3986, section 3.3 and on). */
	{ "https://example.org/@a", "https://example.org/@a" },
	{ "https://u:p@example.org/b@c", "https://example.org/b@c" },
	{ "https://u:p@example.org?b=@c", "https://example.org?b=@c" },
	{ "https://u:p@example.org#b@c", "https://example.org#b@c" },
	{ "https://example.org:80/b@c", "https://example.org:80/b@c" },
	{ "file:///tmp/b@c", "file:///tmp/b@c" },
	/* IPv6. */
	{ "https://u:p@[::1]/a", "https://[::1]/a" },
	{ "https://u:p@[2001:db8::1]:8080/b@c",
	    "https://[2001:db8::1]:8080/b@c" },
	{ "https://[::1]:8080/b@c", "https://[::1]:8080/b@c" },
	/* No scheme. */
	{ "example.org/a", "example.org/a" },
	{ "u:p@example.org/a", "example.org/a" },
	{ "u:p/s@example.org/a", "example.org/a" },
	{ "u:p@example.org/b@c", "c" },
	{ "//u:p@example.org/a", "example.org/a" },
	{ "://u:p@example.org/a", "example.org/a" },
	{ "https:u:p@example.org/a", "example.org/a" },
	{ "https:/u:p@example.org/a", "https:/example.org/a" },
	{ "mailto:u@example.org", "example.org" },
	/* No URL. */
	{ "", "" },
	{ "@", "" },
	{ "u:p@", "" },
	{ "https://", "https://" },
	{ "https://u:p@", "https://" },
	{ "https://u:p@/a", "https:///a" },
	{ "1://u:p@example.org/a", "1://example.org/a" },
	{ "ht tp://u:p@example.org/a", "example.org/a" },
	{ "https://u:p@exa mple.org/a", "https://exa%20mple.org/a" },
	{ "https://u:p@example.org:port/a", "https://example.org:port/a" },
	{ "https://u:p@[::1/a", "https://[::1/a" },
	{ "not a URL", "not%20a%20URL" },
	{ " https://u:p@example.org/a", "example.org/a" },
	/* Bytes that do not print. */
	{ "https://example.org/\xc3\xa9", "https://example.org/%C3%A9" },
	{ "https://example.org/%c3%a9", "https://example.org/%c3%a9" },
	{ "https://example.org/a\r\nb", "https://example.org/a%0D%0Ab" },
	{ "\x1b[31m\x7f", "%1B[31m%7F" },
};

static void
test_without_credentials(void **state)
{
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(credentials); i++) {
		buf_clear(&b);
		url_add_without_credentials(&b, credentials[i].url);
		if (strcmp(b.data == NULL ? "" : b.data,
			credentials[i].printed) != 0)
			fail_msg("%s: %s", credentials[i].url, b.data);
	}
	buf_clear(&b);
	buf_puts(&b, "from ");
	url_add_without_credentials(&b, "https://u:p@example.org/a");
	assert_string_equal(b.data, "from https://example.org/a");
	buf_free(&b);
}

/* A file's URL has no credentials, but perhaps an "@" (RFC 8089). */
static void
test_file_with_at(void **state)
{
	struct buf b = { 0 };

	(void)state;
	url_add_without_credentials(&b, "file:///b@c/d");
	if (strcmp(b.data, "file:///b@c/d") != 0)
		fail_msg("file:///b@c/d: %s", b.data);
	buf_free(&b);
}

/*
 * Any two awkward bytes in a password, but an "@" before what ends the
 * authority: that makes a URL of another host (RFC 3986, section 3.2).
 */
static void
test_any_password(void **state)
{
	static const char awkward[] = "@:/?#[]%\\ \t\n\x7f\x80\xff&=.0a";
	char url[64];
	struct buf b = { 0 };
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(awkward) - 1; i++) {
		for (j = 0; j < sizeof(awkward) - 1; j++) {
			if (awkward[i] == '@' &&
			    strchr("/?#", awkward[j]) != NULL)
				continue;
			snprintf(url, sizeof(url),
			    "https://u:ZZ%cZ%cZ@example.org/a", awkward[i],
			    awkward[j]);
			buf_clear(&b);
			url_add_without_credentials(&b, url);
			assert_string_equal(b.data, "https://example.org/a");
		}
	}
	buf_free(&b);
}

/* A folder of its own, and what one fetcher says of the files in it. */
struct place {
	char folder[FOLDER_SIZE];
	char file[48];
	char url[80];
	struct fetcher *fetcher;
	struct fetch_response response;
};

static int
set_up(void **state)
{
	static const struct fetch_options options = { .user_agent = "test" };
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->folder);
	snprintf(p->file, sizeof(p->file), "%s/x y", p->folder);
	snprintf(p->url, sizeof(p->url), "file://%s/x%%20y", p->folder);
	p->fetcher = fetch_open(&options);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	fetch_response_free(&p->response);
	fetch_close(p->fetcher);
	unlink(p->file);
	assert_int_equal(rmdir(p->folder), 0);
	free(p);
	return 0;
}

static void
get(struct place *p, const char *url, enum fetch_outcome wanted)
{
	const struct fetch_request request = { .url = url, .timeout = 10 };
	const struct fetch_response *r = &p->response;
	enum fetch_outcome outcome;

	outcome = fetch_get(p->fetcher, &request, &p->response);
	if (outcome != wanted)
		fail_msg("%s: %d: %s", url, (int)outcome, r->why.data);
	assert_int_equal(r->outcome, outcome);
	assert_int_equal(r->status, 0);
	assert_int_equal(r->requests, 0);
	assert_int_equal(r->retry_after, -1);
	assert_int_equal(r->limit.remaining, -1);
	assert_int_equal(r->etag.length, 0);
	assert_int_equal(r->charset.length, 0);
	if (outcome == FETCH_OK) {
		assert_int_equal(r->why.length, 0);
		assert_memory_equal(r->url.data, "file:///tmp/", 12);
		return;
	}
	assert_int_equal(r->body.length, 0);
	assert_true(r->why.length > 0);
}

static void
write_sized(const struct place *p, const char *s, off_t size)
{
	write_file(p->file, s, strlen(s));
	assert_int_equal(truncate(p->file, size), 0);
}

static void
test_files(void **state)
{
	struct place *p = *state;
	char url[128];

	get(p, p->url, FETCH_MISSING);
	write_sized(p, "one", 3);
	get(p, p->url, FETCH_OK);
	assert_string_equal(p->response.body.data, "one");
	assert_string_equal(p->response.url.data, p->url);
	/* RFC 8089, section 2: localhost is this machine, others are not. */
	snprintf(url, sizeof(url), "file://localhost%s/x%%20y", p->folder);
	get(p, url, FETCH_OK);
	assert_int_equal(p->response.body.length, 3);
	snprintf(url, sizeof(url), "file://example.org%s/x%%20y", p->folder);
	get(p, url, FETCH_REFUSED);
	snprintf(url, sizeof(url), "%s/z", p->url);
	get(p, url, FETCH_MISSING);
	snprintf(url, sizeof(url), "%s%%00z", p->url);
	get(p, url, FETCH_REFUSED);
	write_sized(p, "", 0);
	get(p, p->url, FETCH_OK);
	assert_int_equal(p->response.body.length, 0);
	write_sized(p, "", 5);
	get(p, p->url, FETCH_OK);
	assert_int_equal(p->response.body.length, 5);
	assert_memory_equal(p->response.body.data, "\0\0\0\0\0", 5);
}

static void
test_large_files(void **state)
{
	struct place *p = *state;

	write_sized(p, "x", 32 * MIB + 1);
	get(p, p->url, FETCH_REFUSED);
	assert_string_equal(p->response.why.data, "larger than 32 MiB");
	write_sized(p, "x", 4096 * MIB);
	get(p, p->url, FETCH_REFUSED);
	write_sized(p, "x", 32 * MIB);
	get(p, p->url, FETCH_OK);
	assert_int_equal(p->response.body.length, 32 * MIB);
	write_sized(p, "x", 1);
	get(p, p->url, FETCH_OK);
	assert_int_equal(p->response.body.length, 1);
}

static void
test_no_files(void **state)
{
	struct place *p = *state;
	char url[128];

	snprintf(url, sizeof(url), "file://%s", p->folder);
	get(p, url, FETCH_REFUSED);
	snprintf(url, sizeof(url), "file://%s/", p->folder);
	get(p, url, FETCH_REFUSED);
	get(p, "file:///dev/null", FETCH_REFUSED);
	/* Nobody writes to it, and so nobody may wait for it. */
	assert_int_equal(mkfifo(p->file, 0600), 0);
	get(p, p->url, FETCH_REFUSED);
	assert_string_equal(p->response.why.data, "not a regular file");
}

static void
test_links(void **state)
{
	struct place *p = *state;
	char target[64], url[80];

	snprintf(target, sizeof(target), "%s/target", p->folder);
	snprintf(url, sizeof(url), "file://%s", target);
	assert_int_equal(symlink("target", p->file), 0);
	get(p, p->url, FETCH_MISSING);
	assert_int_equal(rename(p->file, target), 0);
	get(p, url, FETCH_REFUSED); /* to itself */
	write_sized(p, "one", 3);
	assert_int_equal(unlink(target), 0);
	assert_int_equal(symlink("x y", target), 0);
	get(p, url, FETCH_OK);
	assert_string_equal(p->response.body.data, "one");
	assert_int_equal(unlink(p->file), 0);
	assert_int_equal(unlink(target), 0);
}

static void
test_schemes(void **state)
{
	static const char *const urls[] = {
		"",
		"not a URL",
		"/etc/passwd",
		"example.org",
		"//example.org/a",
		"://example.org/a",
		"ftp://127.0.0.1:1/a",
		"gopher://127.0.0.1:1/a",
		"telnet://127.0.0.1:1/",
		"ldap://127.0.0.1:1/",
		"ws://127.0.0.1:1/",
		"httpx://127.0.0.1:1/",
		"unknown://127.0.0.1:1/",
		"data:text/plain,a",
		"javascript:a",
		"mailto:a@example.org",
		"file:",
		"http://",
		"http://127.0.0.1:99999/",
		"http://127.0.0.1:1\n/",
		"https://u:p@/",
		"http://u%01:p@127.0.0.1:1/",
		"http://u:p%00@127.0.0.1:1/",
		"file:///tmp/a%00b",
	};
	struct place *p = *state;
	size_t i;

	for (i = 0; i < COUNT(urls); i++)
		get(p, urls[i], FETCH_REFUSED);
	fetch_close(NULL);
}

#define WITH_PLACE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_credentials),
		cmocka_unit_test(test_file_with_at),
		cmocka_unit_test(test_any_password),
		WITH_PLACE(test_files),
		WITH_PLACE(test_large_files),
		WITH_PLACE(test_no_files),
		WITH_PLACE(test_links),
		WITH_PLACE(test_schemes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
