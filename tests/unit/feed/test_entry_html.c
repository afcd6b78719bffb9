/* What people read of a paper: its HTML, and the links found in its text. */
#include "support.h"

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "feed/autolink.h"
#include "feed/entry.h"
#include "feed/entry_html.h"

#define LINK(href, text) "<a href=\"" href "\">" text "</a>"
#define SAME(url)	 LINK(url, url)

/* Texts and their HTML. */
static const struct {
	const char *text, *html;
} texts[] = {
	{ "", "" },
	{ "x < y & \"z\"", "x &lt; y &amp; \"z\"" },
	/* where it ends */
	{ "https://x.org", SAME("https://x.org") },
	{ "https://x.org ", SAME("https://x.org") " " },
	{ "at http://x.org/a", "at " SAME("http://x.org/a") },
	{ "https://github.com/a/b.", SAME("https://github.com/a/b") "." },
	{ "https://x.org/a...", SAME("https://x.org/a") "..." },
	{ "https://x.org/a?!:;,", SAME("https://x.org/a") "?!:;," },
	{ "https://x.org/a/, or", SAME("https://x.org/a/") ", or" },
	{ "https://x.org:8080/a: b", SAME("https://x.org:8080/a") ": b" },
	{ "(https://x.org/a_(b))", "(" SAME("https://x.org/a_(b)") ")" },
	{ "(https://x.org/a).", "(" SAME("https://x.org/a") ")." },
	{ "[https://x.org/a]", "[" SAME("https://x.org/a") "]" },
	{ "[https://x.org/a[1]]",
	    "[" LINK("https://x.org/a%5B1%5D", "https://x.org/a[1]") "]" },
	{ "https://x.org/a (b)", SAME("https://x.org/a") " (b)" },
	{ "https://x.org/a.(", SAME("https://x.org/a") ".(" },
	{ "[c](https://x.org/a)b", "[c](" SAME("https://x.org/a") ")b" },
	{ "see https://x.org/~u/p?a=1&b=2#f).",
	    "see " LINK("https://x.org/~u/p?a=1&amp;b=2#f",
		"https://x.org/~u/p?a=1&amp;b=2#f") ")." },
	{ "<https://x.org/a>", "&lt;" SAME("https://x.org/a") "&gt;" },
	{ "\"https://x.org/a\"", "\"" SAME("https://x.org/a") "\"" },
	{ "'https://x.org/a', b", "'" SAME("https://x.org/a") "', b" },
	{ "“https://x.org/a”", "“" SAME("https://x.org/a") "”" },
	{ "见https://x.org/a。好", "见" SAME("https://x.org/a") "。好" },
	{ "https://x.org/a\xc2\xa0z", SAME("https://x.org/a") "\xc2\xa0z" },
	{ "https://x.org/a\nb", SAME("https://x.org/a") "\nb" },
	/* what TeX leaves */
	{ "\\url{https://x.org/a}.", "\\url{" SAME("https://x.org/a") "}." },
	{ "$https://x.org/a$", "$" SAME("https://x.org/a") "$" },
	{ "https://x.org/a\\\\", SAME("https://x.org/a") "\\\\" },
	{ "https://x.org/a$}\\,", SAME("https://x.org/a") "$}\\," },
	{ "**https://x.org/a**", "**" SAME("https://x.org/a") "**" },
	/* two of them */
	{ "https://x.org/a,https://y.org",
	    SAME("https://x.org/a") "," SAME("https://y.org") },
	{ "https://x.org/a;http://y.org",
	    SAME("https://x.org/a") ";" SAME("http://y.org") },
	{ "https://x.org/a|https://y.org/b",
	    SAME("https://x.org/a") "|" SAME("https://y.org/b") },
	{ "https://x.org/a,b", SAME("https://x.org/a,b") },
	{ "https://web.example/1/https://x.org/a",
	    SAME("https://web.example/1/https://x.org/a") },
	{ "https://x.org/?u=http://y.org",
	    SAME("https://x.org/?u=http://y.org") },
	/* encoded, but shown as it stands */
	{ "https://x.org/Bücher/ü.",
	    LINK("https://x.org/B%C3%BCcher/%C3%BC",
		"https://x.org/Bücher/ü") "." },
	{ "https://x.org/50%",
	    LINK("https://x.org/50%25", "https://x.org/50%") },
	{ "https://x.org/a[1]",
	    LINK("https://x.org/a%5B1%5D", "https://x.org/a[1]") },
	{ "HTTPS://X.org/A", SAME("HTTPS://X.org/A") },
	{ "code:https://x.org/a", "code:" SAME("https://x.org/a") },
	/* and what is none */
	{ "http://", "http://" },
	{ "https://", "https://" },
	{ "https://.", "https://." },
	{ "https://)", "https://)" },
	{ "https:// x.org", "https:// x.org" },
	{ "https://https://x.org", "https://https://x.org" },
	{ "https://x..org/", "https://x..org/" },
	{ "https://x.org:99999/", "https://x.org:99999/" },
	{ "https://u:p@x.org/", "https://u:p@x.org/" },
	{ "https://münchen.example/", "https://münchen.example/" },
	{ "https://x.org/a#b#c", "https://x.org/a#b#c" },
	{ "javascript:https://", "javascript:https://" },
	{ "xhttps://a.b", "xhttps://a.b" },
	{ "1http://a.b", "1http://a.b" },
	{ "git+https://a.b/c", "git+https://a.b/c" },
	{ "ftp://a.b s3://c x://y", "ftp://a.b s3://c x://y" },
	{ "://a.b", "://a.b" },
	{ "p://", "p://" },
	{ "https:/x.org", "https:/x.org" },
	{ "www.x.org", "www.x.org" },
	{ "https://x\"onload=\"y",
	    LINK("https://x", "https://x") "\"onload=\""
					   "y" },
	/* bytes that are no UTF-8, and what XML has no place for */
	{ "https://x.org/\xff"
	  "a\xc3",
	    SAME("https://x.org/") "a" },
	{ "https://x.org/a\x01"
	  "b",
	    SAME("https://x.org/a") "b" },
};

static void
test_links_in_text_become_anchors(void **state)
{
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		buf_clear(&out);
		buf_puts(&out, "");
		autolink_text(&out, texts[i].text, strlen(texts[i].text));
		assert_string_equal(out.data, texts[i].html);
	}
	buf_free(&out);
}

/* Only the given bytes are looked at: no NUL stands behind them. */
static void
test_links_in_part(void **state)
{
	static const char text[] = { 'h', 't', 't', 'p', 's', ':', '/', '/',
		'x', '.', 'y', 'z' };
	struct buf out = { 0 };

	(void)state;
	autolink_text(&out, text, 11);
	assert_string_equal(out.data, SAME("https://x.y"));
	buf_clear(&out);
	autolink_text(&out, text, 6);
	assert_string_equal(out.data, "https:");
	buf_clear(&out);
	autolink_text(&out, text, sizeof(text));
	assert_string_equal(out.data, SAME("https://x.yz"));
	buf_free(&out);
}

/* An address of 2 KiB is one, a longer one is text. */
static void
test_long_links(void **state)
{
	struct buf text = { 0 }, out = { 0 };

	(void)state;
	buf_puts(&text, "https://x.org/");
	while (text.length < 2048)
		buf_putc(&text, 'a');
	autolink_text(&out, text.data, text.length);
	assert_int_equal(out.length, strlen(LINK("", "")) + 2 * 2048);
	while (text.length < 4096)
		buf_putc(&text, 'a');
	buf_clear(&out);
	autolink_text(&out, text.data, text.length);
	assert_string_equal(out.data, text.data);
	buf_free(&text);
	buf_free(&out);
}

/* Processor time that a text of 300 KB made of a piece takes. */
static double
seconds_for(const char *piece)
{
	struct buf text = { 0 }, out = { 0 };
	clock_t start;

	while (text.length < 300000)
		buf_puts(&text, piece);
	start = clock();
	autolink_text(&out, text.data, text.length);
	start = clock() - start;
	assert_true(out.length >= text.length);
	buf_free(&text);
	buf_free(&out);
	return (double)start / CLOCKS_PER_SEC;
}

/*
 * Hostile texts take the time of their length: some milliseconds.  Were it
 * the square of it, a minute would not do.
 */
static void
test_hostile_texts(void **state)
{
	static const char *const pieces[] = { "https://", "://", "https://,",
		"https://x.org/,", "https://x.org/(", "https://x.org ",
		"xhttps://", "https://a|", "https://x#" };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(pieces); i++) {
		if (seconds_for(pieces[i]) > 2)
			fail_msg("%s takes too long", pieces[i]);
	}
}

static const struct entry bare_entry = { .title = "T",
	.link = "https://huggingface.co/papers/1" };

#define PAGE LINK("https://huggingface.co/papers/1", "Hugging Face")

/* A paper of which nothing is known, freed with its list. */
static struct paper *
bare_paper(struct paper_list *l)
{
	struct paper *p = paper_list_add(l);

	p->title = "T";
	return p;
}

static void
expect_content(struct paper_list *l, const struct entry *e, const char *html)
{
	assert_string_equal(entry_html_make(&l->arena, &l->papers[0], e), html);
	paper_list_free(l);
}

static void
test_whole_content(void **state)
{
	struct paper_list l = { 0 };
	struct paper *p = bare_paper(&l);
	struct entry e = bare_entry;

	(void)state;
	p->summary = "In <short>.";
	p->abstract = "One & only.\n\nCode: https://x.org/c.";
	p->organization = "R&D";
	p->published = date_from_ymd(2026, 4, 6);
	paper_add_name(&l.arena, &p->authors, "Ada", 3);
	paper_add_name(&l.arena, &p->authors, "B <b@x>", 7);
	e.related[0] =
	    (struct related){ .href = "https://x.org/?a&b", .title = "Code" };
	e.related_count = 1;
	expect_content(&l, &e,
	    "<p><strong>AI summary:</strong> In &lt;short&gt;.</p>"
	    "<p>One &amp; only.</p><p>Code: " SAME(
		"https://x.org/c") ".</p>"
				   "<p><strong>Authors:</strong> Ada, B &lt;b@x&gt;</p>"
				   "<p><strong>Organization:</strong> R&amp;D</p>"
				   "<p><strong>On arXiv since:</strong> 2026-04-06</p>"
				   "<p>" PAGE
				   " · " LINK("https://x.org/?a&amp;b",
				       "Code") "</p>");
}

/* What arXiv says stands before the links; a withdrawal comes first. */
static void
test_arxiv(void **state)
{
	struct paper_list l = { 0 };
	struct paper *p = bare_paper(&l);

	(void)state;
	p->abstract = "A.";
	p->withdrawn = true;
	p->comment = "Accepted at <b>";
	p->journal = "J. & K.";
	paper_add_name(&l.arena, &p->categories, "cs.CL", 5);
	paper_add_name(&l.arena, &p->categories, "cs.LG", 5);
	expect_content(&l, &bare_entry,
	    "<p><strong>This paper was withdrawn from arXiv.</strong></p>"
	    "<p>A.</p>"
	    "<p><strong>arXiv categories:</strong> cs.CL, cs.LG</p>"
	    "<p><strong>Comment:</strong> Accepted at &lt;b&gt;</p>"
	    "<p><strong>Journal:</strong> J. &amp; K.</p>"
	    "<p>" PAGE "</p>");
}

/* The label stands before the first paragraph only. */
static void
test_summary(void **state)
{
	struct paper_list l = { 0 };

	(void)state;
	bare_paper(&l)->summary = "One.\n\nTwo.";
	expect_content(&l, &bare_entry,
	    "<p><strong>AI summary:</strong> One.</p><p>Two.</p>"
	    "<p>" PAGE "</p>");
}

static void
test_authors(void **state)
{
	static const struct {
		int64_t count;
		const char *html;
	} counts[] = {
		{ COUNT_UNKNOWN, "<p>" PAGE "</p>" },
		{ 0, "<p>" PAGE "</p>" },
		{ 1, "<p>1 author</p><p>" PAGE "</p>" },
		{ 3303, "<p>3,303 authors</p><p>" PAGE "</p>" },
	};
	struct paper_list l = { 0 };
	struct paper *p;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(counts); i++) {
		bare_paper(&l)->author_count = counts[i].count;
		expect_content(&l, &bare_entry, counts[i].html);
	}
	p = bare_paper(&l);
	p->author_count = 1;
	paper_add_name(&l.arena, &p->authors, "Ada", 3);
	expect_content(&l, &bare_entry,
	    "<p><strong>Author:</strong> Ada</p><p>" PAGE "</p>");
}

/* The content names all authors, however many. */
static void
test_many_authors(void **state)
{
	struct paper_list l = { 0 };
	struct paper *p = bare_paper(&l);
	const char *html, *name;
	size_t i, count = 0;

	(void)state;
	for (i = 0; i < 3303; i++)
		paper_add_name(&l.arena, &p->authors, "Ada", 3);
	html = entry_html_make(&l.arena, p, &bare_entry);
	for (name = html; (name = strstr(name, "Ada")) != NULL; name += 3)
		count++;
	assert_int_equal(count, 3303);
	assert_null(strstr(html, "other"));
	paper_list_free(&l);
}

static void
test_counts(void **state)
{
	static const struct {
		int64_t upvotes, comments, stars;
		const char *html;
	} counts[] = {
		{ 12, 3, 1234,
		    "<p>12 upvotes · 3 comments · 1,234 stars on GitHub</p>" },
		{ 1, 1, 1, "<p>1 upvote · 1 comment · 1 star on GitHub</p>" },
		{ 0, 0, 0,
		    "<p>0 upvotes · 0 comments · 0 stars on GitHub</p>" },
		{ COUNT_UNKNOWN, 0, COUNT_UNKNOWN, "<p>0 comments</p>" },
		{ COUNT_UNKNOWN, COUNT_UNKNOWN, 999,
		    "<p>999 stars on GitHub</p>" },
		{ 1000, COUNT_UNKNOWN, 1000000,
		    "<p>1,000 upvotes · 1,000,000 stars on GitHub</p>" },
		{ 1001, 1000000000, COUNT_UNKNOWN,
		    "<p>1,001 upvotes · 1,000,000,000 comments</p>" },
	};
	struct paper_list l = { 0 };
	struct paper *p = bare_paper(&l);
	size_t i;

	(void)state;
	assert_null(entry_html_make_counts(&l.arena, p));
	for (i = 0; i < COUNT(counts); i++) {
		p->upvotes = counts[i].upvotes;
		p->comments = counts[i].comments;
		p->stars = counts[i].stars;
		assert_string_equal(entry_html_make_counts(&l.arena, p),
		    counts[i].html);
	}
	paper_list_free(&l);
}

/* Picture and counts follow the content if there are any. */
static void
test_add_whole(void **state)
{
	struct entry e = { .title = "A \"fine\" <b> &\ttitle",
		.content = "<p>x</p>" };
	struct buf out = { 0 };

	(void)state;
	entry_html_add_whole(&out, &e);
	assert_string_equal(out.data, "<p>x</p>");
	buf_clear(&out);
	e.counts = "<p>1 upvote</p>";
	entry_html_add_whole(&out, &e);
	assert_string_equal(out.data, "<p>x</p><p>1 upvote</p>");
	buf_clear(&out);
	e.thumbnail = "https://x.org/a.png?b&c";
	entry_html_add_whole(&out, &e);
	assert_string_equal(out.data,
	    "<p>x</p><p><img src=\"https://x.org/a.png?b&amp;c\" alt=\""
	    "Preview of the paper\"></p>"
	    "<p>1 upvote</p>");
	buf_free(&out);
}

/* A text holds no markup but ours, wherever it stands. */
static void
test_hostile_content(void **state)
{
	static const char evil[] = "</p><script>\"'&</script>\x0b<img>";
	static const char link[] = "<a href=\"&lt;/p&gt;&lt;script&gt;&quot;'"
				   "&amp;&lt;/script&gt;&lt;img&gt;\">";
	static const char picture[] =
	    "<img src=\"&lt;/p&gt;&lt;script&gt;"
	    "&quot;'&amp;&lt;/script&gt;&lt;img&gt;\" ";
	struct paper_list l = { 0 };
	struct paper *p = bare_paper(&l);
	struct entry e = bare_entry;
	struct buf out = { 0 };

	(void)state;
	p->summary = p->abstract = p->organization = evil;
	paper_add_name(&l.arena, &p->authors, evil, strlen(evil));
	e.link = e.title = e.thumbnail = evil;
	e.related[0] = (struct related){ .href = evil, .title = evil };
	e.related_count = 1;
	e.content = entry_html_make(&l.arena, p, &e);
	entry_html_add_whole(&out, &e);
	assert_null(strstr(out.data, "<script"));
	assert_null(strstr(out.data, "<img>"));
	assert_null(strchr(out.data, '\x0b'));
	assert_non_null(strstr(out.data, link));
	assert_non_null(strstr(out.data, picture));
	buf_free(&out);
	paper_list_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_links_in_text_become_anchors),
		cmocka_unit_test(test_links_in_part),
		cmocka_unit_test(test_long_links),
		cmocka_unit_test(test_hostile_texts),
		cmocka_unit_test(test_whole_content),
		cmocka_unit_test(test_arxiv),
		cmocka_unit_test(test_summary),
		cmocka_unit_test(test_authors),
		cmocka_unit_test(test_many_authors),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_add_whole),
		cmocka_unit_test(test_hostile_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
