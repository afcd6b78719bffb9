#include "reference_support.h"

#include <string.h>

#include "base/buf.h"
#include "reference/references.h"
#include "feed/bibtex.h"

#define PAPERS_MAX 12

/* A file as a program wrote it, and what must be read from it. */
static const struct {
	const char *name, *format;
	size_t skipped;
	const char *first_skipped;
	const char *papers[PAPERS_MAX];
} files[] = {
	{ "zotero.bib", "BibTeX", 1, "line 36",
	    { "2401.00011||2024-01-01|Sailing LLMs through Fog: A Study of "
	      "α-Planning|Jane Doe; Jörg Müller; Anna-Maria van der Zee; "
	      "Harbour Lab, Inc.|Computer Science - Robotics; Planning & Fog",
		"|10.1234/tides.2023_7|2023-03-01|Tides as Teachers|"
		"Élodie Rossi; Pat O'Neil|" } },
	{ "biblatex.bib", "BibTeX", 1, "line 26",
	    { "2401.00012||2024-01-15|Sailing LLMs through Fog: Second "
	      "Edition|Jane Doe; Anna van der Zee|",
		"||2022-06-01|An Anchor for Neural Nets|Ann Lee|",
		"||2021-07-01|Keel|Bo Smith|" } },
	{ "jabref.bib", "BibTeX", 0, "",
	    { "2005.00021||2020-05-01|Ropes: Erdős and naïve Knots|"
	      "Min-Jun Kim; Łukasz Nowak; Kurt Gödel|knots; ropes" } },
	{ "mendeley.bib", "BibTeX", 0, "",
	    { "1906.00031|||Nets That Catch: Masks of R&D|"
	      "María García; John A. Smith|",
		"cs/0101031|||Old Boats|Tim Old|" } },
	{ "scholar.bib", "BibTeX", 0, "",
	    { "2402.00041|||Sailing with few sails|Jane Doe; Richard Roe|",
		"|||A mast for every boat|Ann Lee|",
		"2403.00042|||From Semantic Scholar|Jane Doe; R. Roe|",
		"2404.00043|||From DBLP with ORCID|Jane Doe; Xu Chen 0001|",
		"2405.00044||2024-05-01|From ADS: a ‘quoted’ title with – a "
		"dash|Jane Doe; Juan de la Cruz|" } },
	{ "broken.bib", "BibTeX", 2, "line 7",
	    { "|||No comma|A. One|", "|||Key with blanks||",
		"|||Month that is unknown||", "2401.00051|||No end||",
		"|||No end of the text||", "|||No key||", "|||Neither||",
		"|||Too many||", "|||In (brackets)||", "|||Commas|Ö Two|",
		"|||Behind a comment||" } },
	{ "endnote.ris", "RIS", 1, "line 34",
	    { "|10.1234/RIS.1|2024-01-15|Winches for Everybody & All|"
	      "Jane Doe; John Smith Jr.; Harbour Lab|boats; sails; masts",
		"2406.00061|||Google's own words|R Roe|",
		"2407.00062||2024-07-02|Zotero's preprint|Anna van der "
		"Zee|" } },
	{ "csl.json", "JSON", 1, "item 3",
	    { "2408.00071||2024-08-05|Anchors for LLMs|"
	      "Jane Doe; Anna van der Zee; Harbour Lab|anchors; chains",
		"|10.1234/CHAINS|2023-02-01|Chains||" } },
	{ "zotero-api.json", "JSON", 0, "",
	    { "2409.00072||2024-09-01|Buoys|Jane Doe; Buoy Team|buoys; floats",
		"2410.00073||2024-10-01|Mendeley's|John Roe|a; b",
		"2411.00074||2024-11-07|Semantic Scholar's|Ann Lee|" } },
	{ "list.txt", "a list of papers", 1, "line 11",
	    { "2604.05015|||||", "2601.00001|||||", "2601.00002|||||",
		"2601.00003|||||", "2601.00004|||||", "2601.00005|||||",
		"cs/0112017|||||", "2601.00006|||||",
		"|10.1234/boats.7||||" } },
};

static void
expect_papers(const struct library *l, const char *const *wanted)
{
	struct buf got;
	size_t i;

	for (i = 0; i < l->papers.count; i++) {
		got = describe_paper(&l->papers.papers[i]);
		assert_non_null(wanted[i]);
		assert_string_equal(got.data, wanted[i]);
		buf_free(&got);
	}
	assert_null(wanted[i]);
}

/* What each program writes is read. */
static void
test_files(void **state)
{
	struct library l;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(files); i++) {
		l = load_fixture(files[i].name);
		assert_string_equal(l.format, files[i].format);
		assert_int_equal(l.skipped, files[i].skipped);
		assert_string_equal(l.first_skipped, files[i].first_skipped);
		expect_papers(&l, files[i].papers);
		library_free(&l);
	}
}

/* Abstracts keep their paragraphs and lose TeX and markup. */
static void
test_abstracts(void **state)
{
	struct library l = load_fixture("zotero.bib");

	(void)state;
	assert_string_equal(l.papers.papers[0].abstract,
	    "Boats that plan lose 50% of their way in fog. We show that ~3 "
	    "words of weather help, and that $5 pay for them.\n\n"
	    "The code is public.");
	library_free(&l);
	l = load_fixture("endnote.ris");
	assert_string_equal(l.papers.papers[0].abstract,
	    "First line of the abstract goes on here.");
	library_free(&l);
	l = load_fixture("csl.json");
	assert_string_equal(l.papers.papers[0].abstract,
	    "Anchors hold.\n\nOr not.");
	/* The second of two entries fills a gap of the first one. */
	assert_string_equal(l.papers.papers[1].abstract, "The same once more.");
	library_free(&l);
}

/* Where arXiv's identifier is found, and where it is not. */
static void
test_ids(void **state)
{
	static const struct {
		const char *fields, *id;
	} cases[] = {
		{ "eprint={2401.00001v3}", "2401.00001" },
		{ "eprint={arXiv:2401.00001}", "2401.00001" },
		{ "eprint={https://arxiv.org/abs/2401.00001}", "2401.00001" },
		{ "eprint={math.GT/0309136}", "math.GT/0309136" },
		{ "eprint={0309136}, primaryclass={math.GT}", "math/0309136" },
		{ "eprint={2401.00001}, eprinttype={hal}", NULL },
		{ "eprint={2401.00001}, archiveprefix={ArXiv}", "2401.00001" },
		{ "eprint={2413.00001}", NULL },
		{ "eprint={12345678}", NULL },
		{ "doi={10.48550/arXiv.2401.00001}", "2401.00001" },
		{ "doi={https://doi.org/10.48550/ARXIV.2401.00001}",
		    "2401.00001" },
		{ "doi={10.1234/2401.00001}", NULL },
		{ "url={https://arxiv.org/pdf/2401.00001v2.pdf}",
		    "2401.00001" },
		{ "url={https://www.alphaxiv.org/abs/2401.00001}",
		    "2401.00001" },
		{ "url={\\url{https://hf.co/papers/2401.00001}}",
		    "2401.00001" },
		{ "url={https://example.org/2401.00001}", NULL },
		{ "journal={arXiv preprint arXiv:2401.00001}", "2401.00001" },
		{ "journal={{arXiv}:2401.00001 [cs]}", "2401.00001" },
		{ "journal={CoRR}, volume={abs/2401.00001}", "2401.00001" },
		{ "note={Preprint, arXiv: 2401.00001}", "2401.00001" },
		{ "note={bioRxiv 2401.00001}", NULL },
		{ "note={arXiv:2401.000012}", NULL },
		{ "number={arXiv:2401.00001}", "2401.00001" },
		{ "howpublished={\\url{arxiv.org/abs/hep-th/9901001}}",
		    "hep-th/9901001" },
		/* A note may name another paper. */
		{ "note={Extends arXiv:2301.00009}, eprint={2401.00001}",
		    "2401.00001" },
		{ "note={Extends arXiv:2301.00009}, "
		  "url={http://arxiv.org/abs/2401.00001}",
		    "2401.00001" },
	};
	struct buf text = { 0 };
	struct library l;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&text);
		buf_printf(&text, "@misc{a, title={T}, %s}", cases[i].fields);
		l = load_text(text.data);
		expect_text(l.papers.papers[0].id, cases[i].id);
		library_free(&l);
	}
	buf_free(&text);
}

/* Bytes of other character sets, and lines that end otherwise. */
static void
test_charsets(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} cases[] = {
#define BYTES(s) { s, sizeof(s) - 1 }
		BYTES("@misc{a,title={Déjà “vu”}}"),
		BYTES("\xef\xbb\xbf@misc{a,title={Déjà “vu”}}"),
		BYTES("@misc{a,title={D\xe9j\xe0 \x93vu\x94}}"),
		BYTES("@misc{a,\r\n  title = {D\xe9j\xe0\r\n    \x93vu\x94}"
		      "\r\n}\r\n"),
		BYTES(
		    "\xef\xbb\xbf\r\nTY  - JOUR\r\nTI  - Déjà “vu”\r\nER  - "),
		BYTES("\xef\xbb\xbf[{\"title\": \"D\\u00e9jà “vu”\"}]"),
		BYTES("\xff\xfeT\0Y\0 \0 \0-\0 \0X\0\n\0T\0I\0 \0 \0-\0 \0D\0"
		      "\xe9\0j\0\xe0\0 \0\x1c\x20v\0u\0\x1d\x20\n\0"),
#undef BYTES
	};
	struct library l;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(references_read(&l, "bytes", cases[i].bytes,
				     cases[i].n),
		    0);
		assert_string_equal(l.papers.papers[0].title, "Déjà “vu”");
		library_free(&l);
	}
}

/* An entry of BibTeX's grammar. */
static void
test_bibtex_values(void **state)
{
	static const struct {
		const char *text, *title;
	} cases[] = {
		{ "@misc{a, title = {A {B {C} D} E}}", "A B C D E" },
		{ "@misc{a, title = \"A {\"}B{\"} C\"}", "A \"B\" C" },
		{ "@MISC(a, TITLE = \"In (round) ones\")", "In (round) ones" },
		{ "@misc{a, title = 2001}", "2001" },
		{ "@string(x = {A }) @misc{a, title = x # \"B\" # { C}}",
		    "A B C" },
		{ "@string{x={A}}@string{y=x # x}@misc{a,title=Y#y}", "AAAA" },
		{ "@string{x={A}}@string{X={B}}@misc{a,title=x}", "B" },
		{ "@misc{a, title = {$\\{0,1\\}^n$ {\\it sets}}}",
		    "{0,1}ⁿ sets" },
		{ "@misc{a, title = {\\textsc{Name}: x\\_y \\& z}}",
		    "Name: x_y & z" },
		{ "@misc{a, title = {The {\\'E}t{\\'{e}} of {\\ss}{\\o}}}",
		    "The Été of ßø" },
		{ "@misc{a, title = {C:\\textbackslash{}x $a \\backslash b$}}",
		    "C:∖x a ∖ b" },
		{ "mail me@example.org @misc{a, title = {M}}", "M" },
		{ "@comment{@x} @preamble{\"@y\"} @misc{a, title = {P}}", "P" },
		{ "@misc{a, title = {First}, title = {Second}}", "First" },
		{ "@misc{a, title={}, abstract={B}, title={Not empty}}",
		    "Not empty" },
	};
	struct library l;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		l = load_text(cases[i].text);
		assert_int_equal(l.papers.count, 1);
		assert_string_equal(l.papers.papers[0].title, cases[i].title);
		library_free(&l);
	}
}

static void
test_authors(void **state)
{
	static const struct {
		const char *author, *names;
	} cases[] = {
		{ "Doe, Jane", "Jane Doe" },
		{ "Jane Doe", "Jane Doe" },
		{ "Jane Doe AND Roe, R.", "Jane Doe; R. Roe" },
		{ "Doe, Jr, Jane", "Jane Doe Jr" },
		{ "{Doe and Sons, Inc.} and Anderson, Sandy",
		    "Doe and Sons, Inc.; Sandy Anderson" },
		{ "van Doe, Jane and others", "Jane van Doe" },
		{ "{Doe}, {Jane}", "Jane Doe" },
		{ "M{\\\"u}ller, J{\\'o}zef\n and \\'Elie Xu",
		    "Józef Müller; Élie Xu" },
		{ "family=Doe, given=Jane, prefix=van, useprefix=true",
		    "Jane van Doe" },
		{ "王伟 and 김민준", "王伟; 김민준" },
	};
	struct buf text = { 0 }, got;
	struct library l;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&text);
		buf_printf(&text, "@misc{a, title={T}, author={%s}}",
		    cases[i].author);
		l = load_text(text.data);
		got = describe_paper(&l.papers.papers[0]);
		assert_non_null(strstr(got.data, "|T|"));
		assert_int_equal(strlen(got.data),
		    strlen("|||T||") + strlen(cases[i].names));
		assert_non_null(strstr(got.data, cases[i].names));
		buf_free(&got);
		library_free(&l);
	}
	buf_free(&text);
}

static void
test_dates(void **state)
{
	static const struct {
		const char *fields;
		int day;
	} cases[] = {
		{ "year=2024", 0 },
		{ "year=2024, month=jan", 20240101 },
		{ "year=2024, month=feb # \"~29\"", 20240229 },
		{ "year=2024, month=\"15~\" # mar", 20240315 },
		{ "year=2024, month={April 3-5}", 20240403 },
		{ "year=2024, month=12, day=31", 20241231 },
		{ "year=2024, month={sept.}", 20240901 },
		{ "year=2024, month=13", 0 },
		{ "year=2023, month=feb, day=29", 0 },
		{ "date={2024-05-06}", 20240506 },
		{ "date={2024-05}", 20240501 },
		{ "date={2024-05-06/2024-05-08}", 20240506 },
		{ "date={2024}, year=2020, month=jan", 20240101 },
		{ "date={99999999999999999999-01-01}", 0 },
	};
	struct buf text = { 0 };
	struct library l;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&text);
		buf_printf(&text, "@misc{a, title={T}, %s}", cases[i].fields);
		l = load_text(text.data);
		assert_int_equal(l.papers.papers[0].published,
		    day_of(cases[i].day));
		library_free(&l);
	}
	buf_free(&text);
}

/* The same paper twice is one; two papers of one title are two. */
static void
test_doubles(void **state)
{
	struct library l = load_text(
	    "@misc{a, title={One Title}, author={Doe, J.}}"
	    "@misc{b, title={Other}, eprint={2401.00001}}"
	    "@misc{c, title={ONE title!}, eprint={2401.00002}, abstract={A}}"
	    "@misc{d, title={Renamed}, eprint={2401.00001v2}, doi={10.1000/x}}"
	    "@misc{e, title={Other}, eprint={2401.00003}}"
	    "@misc{f, doi={10.1000/X}}");
	static const char *const wanted[] = { "2401.00002|||One Title|J. Doe|",
		"2401.00001|10.1000/x||Other||", "2401.00003|||Other||", NULL };

	(void)state;
	assert_int_equal(l.skipped, 0);
	expect_papers(&l, wanted);
	assert_string_equal(l.papers.papers[0].abstract, "A");
	assert_string_equal(l.papers.papers[0].links[LINK_ABS],
	    "https://arxiv.org/abs/2401.00002");
	library_free(&l);
}

/* What export writes as BibTeX is read as it was. */
static void
test_own_export(void **state)
{
	static const char *names[] = { "Ada Löwe", "Bo {B}", "R and D Team",
		"OpenAI, Inc.", "others", "Xu Chen, Jr." };
	struct paper p = { .id = "2604.05015",
		.guid = "https://arxiv.org/abs/2604.05015",
		.title = "100% of x² & {more}_#1: ~ \"q\" <a|b> – O(n²)",
		.authors = { names, 6 },
		.published = at("2026-03-31"),
		.listed = at("2026-04-08"),
		.doi = "10.1000/a{b}_1",
		.links = { [LINK_ABS] = "https://arxiv.org/abs/2604.05015" } };
	struct buf bibtex = { 0 };
	struct library l;
	const struct paper *read;
	size_t i;

	(void)state;
	bibtex_write_paper(&bibtex, &p);
	l = load_text(bibtex.data);
	read = &l.papers.papers[0];
	assert_string_equal(read->id, p.id);
	assert_string_equal(read->title, p.title);
	assert_int_equal(read->authors.count, 6);
	for (i = 0; i < 6; i++)
		assert_string_equal(read->authors.names[i], names[i]);
	assert_int_equal(read->published, at("2026-03-01"));
	buf_free(&bibtex);
	library_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_abstracts),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_charsets),
		cmocka_unit_test(test_bibtex_values),
		cmocka_unit_test(test_authors),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_doubles),
		cmocka_unit_test(test_own_export),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
