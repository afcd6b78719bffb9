/* Answers of arXiv's API as they should be, and what becomes of their fields. */
#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "arxiv/answer.h"

#define FEED                                                        \
	"<?xml version='1.0' encoding='UTF-8'?>\n"                  \
	"<feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/" \
	"1.1/\"\n"                                                  \
	"    xmlns:arxiv=\"http://arxiv.org/schemas/atom\"\n"       \
	"    xmlns=\"http://www.w3.org/2005/Atom\">\n"              \
	"  <id>https://arxiv.org/api/xyz</id>\n"                    \
	"  <title>arXiv Query: id_list=2604.05015</title>\n"        \
	"  <updated>2026-11-29T00:00:00Z</updated>\n"
#define TOTAL(n) "  <opensearch:totalResults>" n "</opensearch:totalResults>\n"
#define ENTRY(id, more)                                              \
	"  <entry>\n    <id>" id "</id>\n    <title>Tides</title>\n" \
	"    <summary>We measure tides.</summary>\n" more "  </entry>\n"
#define ABS "http://arxiv.org/abs/"

/* An entry with all that arXiv shows, in its shape. */
#define WHOLE                                                                    \
	"  <entry>\n"                                                            \
	"    <id>http://arxiv.org/abs/2604.05015v2</id>\n"                       \
	"    <title>Lamps of the Harbour: How\n  They $\\alpha$-Burn</title>\n"  \
	"    <updated>2026-04-09T17:59:58Z</updated>\n"                          \
	"    <link href=\"https://arxiv.org/abs/2604.05015v2\" "                 \
	"rel=\"alternate\" type=\"text/html\"/>\n"                               \
	"    <link href=\"https://arxiv.org/pdf/2604.05015v2\" "                 \
	"rel=\"related\" type=\"application/pdf\" title=\"pdf\"/>\n"             \
	"    <summary>Lamps burn.\nWe measure \\emph{how} $&lt;5\\%$ of "        \
	"multi-\nlamp harbours\nburn.</summary>\n"                               \
	"    <category term=\"cs.CL\" "                                          \
	"scheme=\"http://arxiv.org/schemas/atom\"/>\n"                           \
	"    <category term=\"cs.AI\" "                                          \
	"scheme=\"http://arxiv.org/schemas/atom\"/>\n"                           \
	"    <category term=\"68T50\" "                                          \
	"scheme=\"http://arxiv.org/schemas/atom\"/>\n"                           \
	"    <category term=\"I.2.7; F.2.2\"/>\n"                                \
	"    <category term=\"physics.bio-ph\"/>\n"                              \
	"    <category term=\"cs.AI\"/>\n"                                       \
	"    <published>2026-04-06T17:59:59Z</published>\n"                      \
	"    <arxiv:comment>12 pages.\n  Accepted at $\\textbf{ACL}$ "           \
	"2026</arxiv:comment>\n"                                                 \
	"    <arxiv:primary_category term=\"cs.AI\"/>\n"                         \
	"    <arxiv:journal_ref>J. Harb. 12 (2026)\n 1--9</arxiv:journal_ref>\n" \
	"    <arxiv:doi>10.1000/Lamps.182 10.1000/183</arxiv:doi>\n"             \
	"    <author>\n      <name>Ada Quay</name>\n      "                      \
	"<arxiv:affiliation>Harbour Lab</arxiv:affiliation>\n    </author>\n"    \
	"    <author><name>Jos&#233; N\xc3\xba\xc3\xb1"                          \
	"ez</name></author>\n"                                                   \
	"  </entry>\n"

/* Reads an answer that must be good. */
static struct answer
read_good(const char *s)
{
	struct answer answer;

	if (answer_read(&answer, s, strlen(s)) == -1)
		fail_msg("refused: %s", answer.why);
	return answer;
}

static void
test_an_entry_with_all_its_fields(void **state)
{
	struct answer answer = read_good(FEED TOTAL("1") WHOLE "</feed>\n");
	const struct paper *p = answer.papers.papers;

	(void)state;
	assert_int_equal(answer.papers.count, 1);
	assert_true(answer.whole);
	expect_text(answer.why, "");
	expect_text(p->id, "2604.05015");
	assert_int_equal(p->version, 2);
	expect_text(p->title, "Lamps of the Harbour: How They \xce\xb1-Burn");
	expect_text(p->abstract,
	    "Lamps burn. We measure how <5% of multi-lamp harbours burn.");
	expect_text(p->comment, "12 pages. Accepted at ACL 2026");
	expect_text(p->journal,
	    "J. Harb. 12 (2026) 1\xe2\x80\x93"
	    "9");
	expect_text(p->doi, "10.1000/Lamps.182");
	expect_instant(p->published, "2026-04-06T00:00:00Z");
	expect_instant(p->arxiv_updated, "2026-04-09T17:59:58Z");
	assert_false(p->withdrawn);
	assert_int_equal(p->categories.count, 3);
	expect_text(p->categories.names[0], "cs.AI");
	expect_text(p->categories.names[1], "cs.CL");
	expect_text(p->categories.names[2], "physics.bio-ph");
	assert_int_equal(p->authors.count, 2);
	assert_int_equal(p->author_count, 2);
	expect_text(p->authors.names[0], "Ada Quay");
	expect_text(p->authors.names[1],
	    "Jos\xc3\xa9 N\xc3\xba\xc3\xb1"
	    "ez");
	expect_text(p->links[LINK_PDF], "https://arxiv.org/pdf/2604.05015");
	answer_free(&answer);
}

/* What arXiv does not show is not known. */
static void
test_an_entry_with_few_fields(void **state)
{
	struct answer answer =
	    read_good(FEED TOTAL("2") ENTRY(ABS "math.GT/0309136v11", "")
		    ENTRY("https://arxiv.org/abs/0704.0001", "") "</feed>");
	const struct paper *p = answer.papers.papers;

	(void)state;
	assert_int_equal(answer.papers.count, 2);
	expect_text(p[0].id, "math.GT/0309136");
	assert_int_equal(p[0].version, 11);
	expect_text(p[0].comment, NULL);
	expect_text(p[0].journal, NULL);
	expect_text(p[0].doi, NULL);
	assert_int_equal(p[0].categories.count, 0);
	assert_int_equal(p[0].author_count, COUNT_UNKNOWN);
	assert_true(p[0].published == DATE_NONE);
	assert_true(p[0].arxiv_updated == DATE_NONE);
	expect_text(p[1].id, "0704.0001");
	assert_int_equal(p[1].version, COUNT_UNKNOWN);
	answer_free(&answer);
}

static void
test_a_withdrawn_paper(void **state)
{
	struct answer answer = read_good(FEED ENTRY(ABS "2604.05015v2",
	    "<arxiv:comment>This paper has been withdrawn by the "
	    "author</arxiv:comment>") "</feed>");

	(void)state;
	assert_true(answer.papers.papers[0].withdrawn);
	answer_free(&answer);
}

/* The field as it stands in the answer, and what is kept of it. */
static const struct {
	const char *shown, *kept;
} dois[] = {
	{ "10.1000/182", "10.1000/182" },
	{ " 10.1109/5.771073\n", "10.1109/5.771073" },
	{ "https://doi.org/10.1000/182", "10.1000/182" },
	{ "doi: 10.1000/182", "10.1000/182" },
	{ "10.1103/PhysRevD.76.013009", "10.1103/PhysRevD.76.013009" },
	{ "10.1016/s0375-9601(97)00123-4", "10.1016/s0375-9601(97)00123-4" },
	{ "10.1000/x", "10.1000/x" },
	{ "10.123456789/x", "10.123456789/x" },
	{ "10.1234567890/x", NULL },
	{ "10.1000/", NULL },
	{ "10.12/x", NULL },
	{ "11.1000/x", NULL },
	{ "10.1000", NULL },
	{ "10.1000/a&quot;b", NULL },
	{ "10.1000/a&lt;b", NULL },
	{ "10.1000/a%0d%0ab", NULL },
	{ "10.1000/\xc3\xa9", NULL },
	{ "", NULL },
};

static void
test_a_doi_has_its_shape(void **state)
{
	struct answer answer;
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(dois); i++) {
		buf_clear(&b);
		buf_printf(&b,
		    FEED ENTRY(ABS "2604.05015v1",
			"<arxiv:doi>%s</arxiv:doi>") "</feed>",
		    dois[i].shown);
		answer = read_good(b.data);
		expect_text(answer.papers.papers[0].doi, dois[i].kept);
		answer_free(&answer);
	}
	buf_free(&b);
}

static void
test_a_category_has_its_shape(void **state)
{
	static const struct {
		const char *term;
		size_t kept;
	} terms[] = {
		{ "cs.CL", 1 },
		{ "hep-th", 1 },
		{ "cond-mat.mes-hall", 1 },
		{ "q-bio.BM", 1 },
		{ "quant-ph", 1 },
		{ "a-b-c.d-e", 1 },
		{ "math", 1 },
		{ "cs.cl!", 0 },
		{ "CS.CL", 0 },
		{ "cs.", 0 },
		{ "cs.CLX", 0 },
		{ "-cs", 0 },
		{ "cs-", 0 },
		{ "68T50", 0 },
		{ "68T50 (Primary) 14J26 (Secondary)", 0 },
		{ "I.2.7", 0 },
		{ "", 0 },
		{ "cs.CL&#10;x", 0 },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0 },
	};
	struct answer answer;
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(terms); i++) {
		buf_clear(&b);
		buf_printf(&b,
		    FEED ENTRY(ABS "2604.05015v1",
			"<category term=\"%s\"/>") "</feed>",
		    terms[i].term);
		answer = read_good(b.data);
		if (answer.papers.papers[0].categories.count != terms[i].kept)
			fail_msg("%s", terms[i].term);
		answer_free(&answer);
	}
	buf_free(&b);
}

/* An entry with a strange id is left out, and the others are believed. */
static void
test_an_entry_that_cannot_be_used_is_left_out(void **state)
{
	static const struct {
		const char *entry, *why;
	} rows[] = {
		{ ENTRY("http://example.org/abs/2604.05015v1", ""),
		    "its id is no address of arxiv.org/abs/" },
		{ ENTRY(ABS "26.05015v1", ""),
		    "its id is no identifier of arXiv" },
		{ ENTRY(ABS "2604.05015v0", ""),
		    "its id is no identifier of arXiv" },
		{ ENTRY(ABS "2604.05015v1x", ""),
		    "its id is no identifier of arXiv" },
		{ ENTRY(ABS "2604.05015/../x", ""),
		    "its id is no identifier of arXiv" },
		{ ENTRY(ABS "2604.05015v99999", ""),
		    "its id is no identifier of arXiv" },
		{ "<entry><title>x</title></entry>", "it has no id" },
		{ "<entry/>", "it has no id" },
		{ "<entry><id>" ABS "2604.05015v1</id></entry>",
		    "it has no title" },
		{ "<entry><id>" ABS "2604.05015v1</id><title> </title></entry>",
		    "it has no title" },
	};
	struct answer answer;
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		buf_clear(&b);
		buf_puts(&b, FEED TOTAL("2"));
		buf_puts(&b, rows[i].entry);
		buf_puts(&b, ENTRY(ABS "2604.05016v1", "") "</feed>");
		answer = read_good(b.data);
		assert_int_equal(answer.papers.count, 1);
		assert_int_equal(answer.entries, 2);
		assert_true(answer.whole);
		expect_text(answer.papers.papers[0].id, "2604.05016");
		assert_ptr_equal(strstr(answer.why, "entry 1 is left out: "),
		    answer.why);
		assert_non_null(strstr(answer.why, rows[i].why));
		answer_free(&answer);
	}
	buf_free(&b);
}

/* Only an answer that says how many there are proves that one is unknown. */
static void
test_an_answer_is_whole_if_it_says_so(void **state)
{
	static const struct {
		const char *text;
		int whole;
	} rows[] = {
		{ FEED TOTAL("1") ENTRY(ABS "2604.05015v1", "") "</feed>", 1 },
		{ FEED TOTAL("0") "</feed>", 1 },
		{ FEED "</feed>", 0 },
		{ FEED ENTRY(ABS "2604.05015v1", "") "</feed>", 0 },
		{ FEED TOTAL("2") ENTRY(ABS "2604.05015v1", "") "</feed>", 0 },
		{ FEED TOTAL("many") "</feed>", 0 },
		{ FEED TOTAL("-1") "</feed>", 0 },
		{ FEED TOTAL("") "</feed>", 0 },
	};
	struct answer answer;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		answer = read_good(rows[i].text);
		assert_int_equal(answer.whole, rows[i].whole);
		answer_free(&answer);
	}
}

/* Prefixes, comments, CDATA and unknown elements change nothing. */
static void
test_other_ways_to_write_the_same(void **state)
{
	struct answer answer = read_good(
	    "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-16'?><!-- <a -->\n"
	    "<a:feed xmlns:a='http://www.w3.org/2005/Atom'"
	    " xmlns:x='http://example.org/x'><a:entry>"
	    "<a:id>\n http://arxiv.org/abs/2604.05015v3\n</a:id>"
	    "<a:title><![CDATA[Tides <&> lamps]]></a:title>"
	    "<a:title>Another</a:title><x:title>No</x:title>"
	    "<title>No</title><x:title x:y='>'/>"
	    "<a:summary>We <x:b>measure</x:b> tides.</a:summary>"
	    "<a:source><a:id>no</a:id></a:source>"
	    "<a:author><a:name/></a:author>"
	    "</a:entry></a:feed>");
	const struct paper *p = answer.papers.papers;

	(void)state;
	assert_int_equal(answer.papers.count, 1);
	expect_text(p->id, "2604.05015");
	expect_text(p->title, "Tides <&> lamps");
	expect_text(p->abstract, "We tides.");
	assert_int_equal(p->authors.count, 0);
	answer_free(&answer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_entry_with_all_its_fields),
		cmocka_unit_test(test_an_entry_with_few_fields),
		cmocka_unit_test(test_a_withdrawn_paper),
		cmocka_unit_test(test_a_doi_has_its_shape),
		cmocka_unit_test(test_a_category_has_its_shape),
		cmocka_unit_test(test_an_entry_that_cannot_be_used_is_left_out),
		cmocka_unit_test(test_an_answer_is_whole_if_it_says_so),
		cmocka_unit_test(test_other_ways_to_write_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
