#include "clean_support.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/clean.h"
#include "paper/paper.h"

/* Clean a paper of that id, title and abstract. */
static const char *
clean_made(struct paper_list *l, const char *id, const char *title,
    const char *abstract)
{
	struct paper *p = paper_list_add(l);

	p->id = id;
	p->source.title = title;
	p->source.abstract = abstract;
	return clean_paper(&l->arena, p);
}

static void
test_paper_rejected(void **state)
{
	struct paper_list l = { 0 };

	(void)state;
	assert_non_null(strstr(clean_made(&l, "../x", "A title", NULL), "id"));
	assert_non_null(strstr(clean_made(&l, "", "A title", NULL), "id"));
	assert_non_null(
	    strstr(clean_made(&l, "2604.00001", NULL, "A text"), "title"));
	assert_non_null(
	    strstr(clean_made(&l, "2604.00001", " \xff\n", NULL), "title"));
	assert_null(clean_made(&l, NULL, "A title", NULL));
	paper_list_free(&l);
}

/* The source's words are kept beside what was made of them. */
static void
test_paper_texts(void **state)
{
	struct paper_list l = { 0 };
	struct paper *p;

	(void)state;
	assert_null(clean_made(&l, "arXiv:2604.05015v2",
	    " A  ``fine''\n\ntitle ", "a\nb\n\nc"));
	p = &l.papers[0];
	assert_string_equal(p->id, "2604.05015");
	assert_string_equal(p->title, "A “fine” title");
	assert_string_equal(p->source.title, " A  ``fine''\n\ntitle ");
	assert_string_equal(p->abstract, "a b\n\nc");
	assert_string_equal(p->source.abstract, "a\nb\n\nc");
	assert_null(p->summary);
	assert_null(p->organization);
	assert_int_equal(p->author_count, COUNT_UNKNOWN);
	assert_int_equal(p->published, DATE_NONE);
	paper_list_free(&l);
}

static void
add_names(struct arena *a, struct name_list *l, const char *const *names)
{
	for (; *names != NULL; names++)
		paper_add_name(a, l, *names, strlen(*names));
}

static void
test_paper_names(void **state)
{
	static const char *const names[] = { " Ada\n Example ", "", "\x01",
		"Bo\xff Example", "Ada Example", NULL };
	struct paper_list l = { 0 };
	struct paper *p = paper_list_add(&l);

	(void)state;
	p->source.title = "A title";
	p->organization = " The\tLab ";
	p->submitter = "\xef\xbb\xbf";
	add_names(&l.arena, &p->authors, names);
	add_names(&l.arena, &p->keywords, names);
	assert_null(clean_paper(&l.arena, p));
	assert_int_equal(p->authors.count, 3);
	assert_int_equal(p->author_count, 3);
	assert_string_equal(p->authors.names[0], "Ada Example");
	assert_string_equal(p->authors.names[1], "Bo Example");
	assert_string_equal(p->authors.names[2], "Ada Example");
	/* An empty keyword is none. */
	assert_int_equal(p->keywords.count, 3);
	assert_string_equal(p->keywords.names[1], "Bo Example");
	assert_string_equal(p->organization, "The Lab");
	assert_null(p->submitter);
	paper_list_free(&l);
}

static void
test_paper_links(void **state)
{
	struct paper_list l = { 0 };
	struct paper *p = paper_list_add(&l);

	(void)state;
	p->id = "cs/0112017v1";
	p->source.title = "A title";
	p->links[LINK_CODE] = "javascript:alert(1)";
	p->links[LINK_PROJECT] = " https://example.org/é ";
	p->links[LINK_THUMBNAIL] = "/relative.png";
	p->links[LINK_PDF] = "https://example.org/other.pdf";
	assert_null(clean_paper(&l.arena, p));
	assert_null(p->links[LINK_CODE]);
	assert_null(p->links[LINK_THUMBNAIL]);
	assert_string_equal(p->links[LINK_PROJECT],
	    "https://example.org/%C3%A9");
	assert_string_equal(p->links[LINK_LISTING],
	    "https://huggingface.co/papers/cs/0112017");
	assert_string_equal(p->links[LINK_ABS],
	    "https://arxiv.org/abs/cs/0112017");
	assert_string_equal(p->links[LINK_PDF],
	    "https://arxiv.org/pdf/cs/0112017");
	paper_list_free(&l);
}

/* The names count if there are any; else the number that is shown does. */
static void
test_paper_author_count(void **state)
{
	static const char *const none[] = { "\x01", NULL };
	static const char *const one[] = { "Ada Example", NULL };
	struct paper_list l = { 0 };
	struct paper *p = paper_list_add(&l);

	(void)state;
	p->source.title = "A title";
	p->author_count = 7;
	add_names(&l.arena, &p->authors, none);
	assert_null(clean_paper(&l.arena, p));
	assert_int_equal(p->author_count, 7);
	add_names(&l.arena, &p->authors, one);
	assert_null(clean_paper(&l.arena, p));
	assert_int_equal(p->author_count, 1);
	paper_list_free(&l);
}

/* Without an identifier, every link is the source's. */
static void
test_paper_hostile_links(void **state)
{
	struct paper_list l = { 0 };
	struct paper *p = paper_list_add(&l);
	enum paper_link i;

	(void)state;
	p->source.title = "A title";
	for (i = 0; i < LINKS; i++)
		p->links[i] = "javascript:alert(1)";
	assert_null(clean_paper(&l.arena, p));
	for (i = 0; i < LINKS; i++)
		assert_null(p->links[i]);
	paper_list_free(&l);
}

/* A title has a limit of its own; what comes of it is clean, too. */
static void
test_paper_long_title(void **state)
{
	struct paper_list l = { 0 };
	struct buf in = { 0 };
	const char *title;
	size_t i;

	(void)state;
	for (i = 0; i < 8; i++) {
		buf_clear(&in);
		repeat(&in, "x", i);
		repeat(&in, " 世界ab", 300);
		assert_null(clean_made(&l, NULL, in.data, NULL));
		title = l.papers[i].title;
		check_clean("a long title", title, false);
		if (strlen(title) > 2048)
			fail_msg("a title of %zu bytes", strlen(title));
	}
	buf_free(&in);
	paper_list_free(&l);
}

/* Of very many authors the names are cut, their number is not (C30). */
static void
test_paper_many_authors(void **state)
{
	struct paper_list l = { 0 };
	struct paper *p = paper_list_add(&l);
	size_t i;

	(void)state;
	p->source.title = "A title";
	for (i = 0; i < 100000; i++)
		paper_add_name(&l.arena, &p->authors, "A", 1);
	assert_null(clean_paper(&l.arena, p));
	assert_in_range(p->authors.count, 3303, 20000);
	assert_int_equal(p->author_count, 100000);
	paper_list_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paper_rejected),
		cmocka_unit_test(test_paper_texts),
		cmocka_unit_test(test_paper_names),
		cmocka_unit_test(test_paper_links),
		cmocka_unit_test(test_paper_hostile_links),
		cmocka_unit_test(test_paper_author_count),
		cmocka_unit_test(test_paper_long_title),
		cmocka_unit_test(test_paper_many_authors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
