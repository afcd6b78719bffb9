/* A paper as an entry: what all formats say of it. */
#include "support.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "paper/paper.h"
#include "config/config.h"
#include "feed/entry.h"
#include "feed/entry_make.h"

/* A paper, its entry, and what they are made of. */
struct made {
	struct paper_list list;
	struct paper *paper;
	struct entry entry;
};

static const struct site plain_site = { .title = "Site",
	.url = "https://papers.example.org/" };

/* Start with a paper of which only what every record has is known. */
static void
start(struct made *m)
{
	*m = (struct made){ .list = { .count = 0 } };
	m->paper = paper_list_add(&m->list);
	m->paper->guid = "urn:uuid:1";
	m->paper->title = "Title";
	m->paper->listed = 100;
	m->paper->updated = 200;
}

static void
make(struct made *m, const struct site *site)
{
	entry_make(&m->list.arena, &m->entry, m->paper, site, NULL);
	entry_make_content(&m->list.arena, &m->entry, site, true);
}

static void
end(struct made *m)
{
	paper_list_free(&m->list);
}

static void
test_bare_paper(void **state)
{
	struct made m;

	(void)state;
	start(&m);
	m.paper->title = "C++ & ü?";
	make(&m, &plain_site);
	assert_string_equal(m.entry.guid, "urn:uuid:1");
	assert_string_equal(m.entry.title, "C++ & ü?");
	assert_int_equal(m.entry.published, 100);
	assert_int_equal(m.entry.updated, 200);
	/* It has no page, but can be searched for. */
	assert_string_equal(m.entry.link,
	    "https://huggingface.co/papers?q=C%2B%2B%20%26%20%C3%BC%3F");
	assert_null(m.entry.discussion);
	assert_int_equal(m.entry.related_count, 0);
	assert_int_equal(m.entry.authors.count, 0);
	assert_int_equal(m.entry.keywords.count, 0);
	assert_int_equal(m.entry.topic_count, 0);
	assert_null(m.entry.summary);
	assert_null(m.entry.thumbnail);
	assert_null(m.entry.counts);
	assert_non_null(strstr(m.entry.content,
	    "<a href=\"https://huggingface.co/papers?q=C%2B%2B%20"));
	end(&m);
}

static void
expect_related(const struct entry *e, size_t i, const char *title,
    const char *href, const char *type)
{
	assert_in_range(i, 0, e->related_count - 1);
	assert_string_equal(e->related[i].title, title);
	assert_string_equal(e->related[i].href, href);
	if (type == NULL)
		assert_null(e->related[i].type);
	else
		assert_string_equal(e->related[i].type, type);
}

static void
test_links_in_their_order(void **state)
{
	struct made m;

	(void)state;
	start(&m);
	m.paper->id = "2604.00001";
	paper_set_links(&m.list.arena, m.paper);
	m.paper->links[LINK_CODE] = "https://x.org/code";
	m.paper->links[LINK_PROJECT] = "https://x.org/project";
	m.paper->doi = "10.1000/a#1?<b>";
	make(&m, &plain_site);
	assert_string_equal(m.entry.link,
	    "https://huggingface.co/papers/2604.00001");
	assert_string_equal(m.entry.discussion,
	    "https://huggingface.co/papers/2604.00001#community");
	assert_int_equal(m.entry.related_count, 6);
	expect_related(&m.entry, 0, "arXiv", "https://arxiv.org/abs/2604.00001",
	    "text/html");
	expect_related(&m.entry, 1, "PDF", "https://arxiv.org/pdf/2604.00001",
	    "application/pdf");
	expect_related(&m.entry, 2, "Code", "https://x.org/code", NULL);
	expect_related(&m.entry, 3, "Project page", "https://x.org/project",
	    NULL);
	expect_related(&m.entry, 4, "DOI",
	    "https://doi.org/10.1000/a%231%3F%3Cb%3E", NULL);
	expect_related(&m.entry, 5, "Discussion", m.entry.discussion,
	    "text/html");
	end(&m);
}

/* An address is there once, under the first of its names. */
static void
test_links_once(void **state)
{
	struct made m;

	(void)state;
	start(&m);
	m.paper->links[LINK_CODE] = "https://x.org/both";
	m.paper->links[LINK_PROJECT] = "https://x.org/both";
	make(&m, &plain_site);
	assert_int_equal(m.entry.related_count, 1);
	expect_related(&m.entry, 0, "Code", "https://x.org/both", NULL);
	end(&m);

	start(&m);
	m.paper->id = "2604.00001";
	paper_set_links(&m.list.arena, m.paper);
	m.paper->links[LINK_CODE] = "https://arxiv.org/abs/2604.00001";
	m.paper->links[LINK_PROJECT] =
	    "https://huggingface.co/papers/2604.00001#community";
	make(&m, &plain_site);
	assert_int_equal(m.entry.related_count, 3);
	expect_related(&m.entry, 0, "arXiv", "https://arxiv.org/abs/2604.00001",
	    "text/html");
	expect_related(&m.entry, 2, "Project page", m.entry.discussion, NULL);
	end(&m);
}

/* Very many authors are named up to the 25th, and counted. */
static void
test_authors(void **state)
{
	static const struct {
		size_t authors, count;
		const char *last;
	} counts[] = {
		{ 1, 1, "Author 1" },
		{ 24, 24, "Author 24" },
		{ 25, 25, "Author 25" },
		{ 26, 26, "and 1 other" },
		{ 27, 26, "and 2 others" },
		{ 3303, 26, "and 3278 others" },
	};
	struct made m;
	char name[32];
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(counts); i++) {
		start(&m);
		for (j = 1; j <= counts[i].authors; j++) {
			snprintf(name, sizeof(name), "Author %zu", j);
			paper_add_name(&m.list.arena, &m.paper->authors, name,
			    strlen(name));
		}
		make(&m, &plain_site);
		assert_int_equal(m.entry.authors.count, counts[i].count);
		assert_string_equal(m.entry.authors.names[0], "Author 1");
		assert_string_equal(m.entry.authors.names[counts[i].count - 1],
		    counts[i].last);
		/* The content names them all. */
		assert_non_null(strstr(m.entry.content, name));
		assert_null(strstr(m.entry.content, "other"));
		end(&m);
	}
}

static void
add_keyword(struct made *m, const char *keyword)
{
	paper_add_name(&m->list.arena, &m->paper->keywords, keyword,
	    strlen(keyword));
}

static void
test_keywords(void **state)
{
	static const char *const keywords[] = { "", "agents", "RAG", "", "rag",
		"agents", "RAG", "x" };
	static const char *const wanted[] = { "agents", "RAG", "rag", "x" };
	struct made m;
	size_t i;

	(void)state;
	start(&m);
	for (i = 0; i < COUNT(keywords); i++)
		add_keyword(&m, keywords[i]);
	make(&m, &plain_site);
	assert_int_equal(m.entry.keywords.count, COUNT(wanted));
	for (i = 0; i < COUNT(wanted); i++)
		assert_string_equal(m.entry.keywords.names[i], wanted[i]);
	end(&m);
}

/* The first 30 that differ, though others stand between them. */
static void
test_many_keywords(void **state)
{
	struct made m;
	char keyword[32];
	int i;

	(void)state;
	start(&m);
	for (i = 1; i <= 40; i++) {
		snprintf(keyword, sizeof(keyword), "%d", i);
		add_keyword(&m, keyword);
		add_keyword(&m, "1");
		add_keyword(&m, "");
	}
	make(&m, &plain_site);
	assert_int_equal(m.entry.keywords.count, 30);
	assert_string_equal(m.entry.keywords.names[0], "1");
	assert_string_equal(m.entry.keywords.names[29], "30");
	end(&m);
}

/* Pictures and votes are shown where the site wants them. */
static void
test_site(void **state)
{
	static const struct site full_site = { .title = "Site",
		.url = "https://papers.example.org/",
		.thumbnails = true,
		.votes = true };
	struct made m;

	(void)state;
	start(&m);
	m.paper->links[LINK_THUMBNAIL] = "https://x.org/t.png";
	m.paper->upvotes = 3;
	make(&m, &plain_site);
	assert_null(m.entry.thumbnail);
	assert_null(m.entry.counts);
	assert_null(strstr(m.entry.content, "upvote"));
	make(&m, &full_site);
	assert_string_equal(m.entry.thumbnail, "https://x.org/t.png");
	assert_string_equal(m.entry.counts, "<p>3 upvotes</p>");
	/* Not part of what stays as it is. */
	assert_null(strstr(m.entry.content, "upvote"));
	assert_null(strstr(m.entry.content, "t.png"));
	end(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bare_paper),
		cmocka_unit_test(test_links_in_their_order),
		cmocka_unit_test(test_links_once),
		cmocka_unit_test(test_authors),
		cmocka_unit_test(test_keywords),
		cmocka_unit_test(test_many_keywords),
		cmocka_unit_test(test_site),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
