/* A listing that another process reads is the same, or it is refused. */
#include "listing_support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/sandbox.h"
#include "listing/listing_pack.h"
#include "listing/parse.h"

#define PAGE                                                               \
	"<!doctype html><html><body><article><h3>"                         \
	"<a href=\"/papers/2604.00001\">Lamps</a></h3></article>"          \
	"<article><h3><a href=\"/papers/2604.00002\"> </a></h3></article>" \
	"</body></html>"

static const char *const texts[] = {
	DAY_PAGE(ONE "," TWO),
	DAY_PAGE(ONE ",{\"paper\":3}," TWO),
	PAGE,
	/* It needs libcurl, to write the host in ASCII. */
	DAY_PAGE(ONE "," DAILY("2604.00009",
	    ",\"projectPage\":\"https://b\u00fccher.example/x\"" AT(
		"2026-04-08T01:02:03.456Z"))),
	"no listing at all",
	"{\"dailyPapers\":[",
	"",
};

/*
 * Read a text, in a confined process if that is wanted, and add all that is known
 * of it.
 */
static void
read_text(struct buf *b, const char *text, bool confined)
{
	const struct listing_request request = { .name = "x",
		.asked = at(WEDNESDAY),
		.now = at("2026-04-20T12:00:00Z") };
	struct sandbox s = { .network = false };
	struct listing l;
	int result;

	/* For libxml2, which is loaded late. */
	sandbox_allow(&s, "/usr", SANDBOX_READ);
	sandbox_allow(&s, "/lib", SANDBOX_READ);
	sandbox_allow(&s, "/lib64", SANDBOX_READ);
	sandbox_allow(&s, "/etc", SANDBOX_READ);
	/* It could not write how often each line was run. */
	setenv("UNCOUNTED", "1", 1);
	if (confined && sandbox_enter(&s) == -1)
		_exit(2);
	result = parse_listing(&l, &request, text, strlen(text));
	pack_number(b, result);
	listing_pack(b, &l);
	if (result == 0)
		listing_free(&l);
}

/* The same in a child, because a sandbox is for ever, and with what it says. */
static void
read_in_child(struct buf *b, const char *text, bool confined)
{
	int ends[2], status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	if ((child = fork()) == 0) {
		dup2(ends[1], STDERR_FILENO);
		read_text(b, text, confined);
		_exit(write(ends[1], b->data, b->length) == -1 ? 1 : 0);
	}
	close(ends[1]);
	assert_int_equal(buf_read_fd(b, ends[0]), 0);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void
test_same(void **state)
{
	struct buf here = { 0 }, apart = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		buf_clear(&here);
		buf_clear(&apart);
		read_in_child(&here, texts[i], false);
		read_in_child(&apart, texts[i], true);
		assert_true(here.length > 0);
		if (here.length != apart.length)
			fail_msg("%zu: %zu bytes, and apart %zu", i,
			    here.length, apart.length);
		assert_memory_equal(here.data, apart.data, here.length);
	}
	buf_free(&here);
	buf_free(&apart);
}

/* Read packed bytes.  Return whether they are a listing. */
static bool
is_listing(const char *s, size_t n)
{
	struct unpack u = { .next = s, .left = n };
	struct listing l = { 0 };

	listing_unpack(&u, &l);
	listing_free(&l);
	return !u.bad;
}

/* Who took over the reader can send anything. */
static void
test_hostile(void **state)
{
	const struct listing_request request = { .name = "x",
		.asked = at(WEDNESDAY),
		.now = at("2026-04-20T12:00:00Z") };
	struct buf b = { 0 };
	struct listing l;
	uint32_t random = 17;
	size_t i;
	char old;

	(void)state;
	assert_int_equal(parse_listing_here(&l, &request, texts[1],
			     strlen(texts[1])),
	    0);
	listing_pack(&b, &l);
	assert_true(is_listing(b.data, b.length));
	/* A part of it, and more than it. */
	for (i = 0; i < b.length; i++)
		assert_false(is_listing(b.data, i));
	buf_putc(&b, '\0');
	assert_false(is_listing(b.data, b.length));
	b.length--;
	/* Any byte may be another one; the sanitizers look on. */
	for (i = 0; i < b.length; i++) {
		old = b.data[i];
		b.data[i] = (char)next_random(&random);
		is_listing(b.data, b.length);
		b.data[i] = old;
	}
	/* No paper without a title, and none that was seen elsewhere too. */
	buf_clear(&b);
	l.papers.papers[0].title = NULL;
	listing_pack(&b, &l);
	assert_false(is_listing(b.data, b.length));
	buf_clear(&b);
	l.papers.papers[0].title = "Lamps";
	paper_add_listing(&l.papers.arena, &l.papers.papers[0],
	    &l.papers.papers[0].listings[0]);
	listing_pack(&b, &l);
	assert_false(is_listing(b.data, b.length));
	buf_free(&b);
	listing_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
