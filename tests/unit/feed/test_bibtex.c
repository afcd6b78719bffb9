/* Papers as references. */
#include "support.h"

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "feed/bibtex.h"

static void
expect(const struct paper *p, const char *wanted)
{
	struct buf b = { 0 };

	bibtex_write_paper(&b, p);
	assert_string_equal(b.data, wanted);
	buf_free(&b);
}

static void
test_reference_of_arxiv(void **state)
{
	static const char *names[] = { "Ada L\303\266we", "Bo {B}",
		"R and D Team", "OpenAI, Inc.", "others" };
	struct paper p = { .id = "2604.05015",
		.guid = "https://arxiv.org/abs/2604.05015",
		.title = "100% of $x^2$ & {more}_#1: ~ \\ \"q\" <a|b>",
		.authors = { names, 5 },
		.published = at("2026-03-31"),
		.listed = at("2026-04-08"),
		.links = { [LINK_ABS] = "https://arxiv.org/abs/2604.05015" } };

	(void)state;
	expect(&p,
	    "@misc{arXiv:2604.05015,\n"
	    "  title = {{100\\% of \\$x\\textasciicircum{}2\\$ \\& "
	    "\\textbraceleft{}more\\textbraceright{}\\_\\#1: "
	    "\\textasciitilde{} \\textbackslash{} \\textquotedbl{}q"
	    "\\textquotedbl{} \\textless{}a\\textbar{}b\\textgreater{}}},\n"
	    "  author = {Ada L\303\266we and Bo "
	    "\\textbraceleft{}B\\textbraceright{} and {R and D Team} and "
	    "{OpenAI, Inc.} and {others}},\n"
	    "  year = {2026},\n"
	    "  month = mar,\n"
	    "  eprint = {2604.05015},\n"
	    "  archivePrefix = {arXiv},\n"
	    "  url = {https://arxiv.org/abs/2604.05015},\n"
	    "}\n");
}

/* BibTeX parts names at any "and", in capitals as well: these are whole. */
static void
test_names_with_and(void **state)
{
	static const char *names[] = { "R AND D", "And Co", "Ada and", "and",
		"Anders Sand", "Ander And\303\240" };
	struct paper p = { .guid = "urn:uuid:1",
		.title = "T",
		.authors = { names, COUNT(names) },
		.published = DATE_NONE,
		.listed = DATE_NONE };

	(void)state;
	expect(&p,
	    "@misc{paper:1,\n"
	    "  title = {{T}},\n"
	    "  author = {{R AND D} and {And Co} and {Ada and} and {and} and "
	    "Anders Sand and Ander And\303\240},\n"
	    "}\n");
}

/* What arXiv says goes into the fields of its own export. */
static void
test_reference_with_facts(void **state)
{
	static const char *categories[] = { "cs.CL", "cs.LG" };
	struct paper p = { .id = "2604.05015",
		.guid = "https://arxiv.org/abs/2604.05015",
		.title = "T",
		.published = at("2026-03-31"),
		.categories = { categories, 2 },
		.doi = "10.1000/a{b}_1",
		.links = { [LINK_ABS] = "https://arxiv.org/abs/2604.05015" } };

	(void)state;
	expect(&p,
	    "@misc{arXiv:2604.05015,\n"
	    "  title = {{T}},\n"
	    "  year = {2026},\n"
	    "  month = mar,\n"
	    "  eprint = {2604.05015},\n"
	    "  archivePrefix = {arXiv},\n"
	    "  primaryClass = {cs.CL},\n"
	    "  doi = {10.1000/a%7Bb%7D_1},\n"
	    "  url = {https://arxiv.org/abs/2604.05015},\n"
	    "}\n");
}

static void
test_reference_of_others(void **state)
{
	struct paper p = {
		.guid = "urn:uuid:0b53cd6f-5a1c-5b44-9a3e-8f2b9d5f4c11",
		.title = "No id",
		.organization = "A & B",
		.published = DATE_NONE,
		.listed = at("2026-04-08T00:13:00Z"),
	};

	(void)state;
	expect(&p,
	    "@misc{paper:0b53cd6f-5a1c-5b44-9a3e-8f2b9d5f4c11,\n"
	    "  title = {{No id}},\n"
	    "  author = {{A \\& B}},\n"
	    "  year = {2026},\n"
	    "  month = apr,\n"
	    "}\n");
	p.organization = NULL;
	p.links[LINK_LISTING] = "https://huggingface.co/papers/x{y}";
	expect(&p,
	    "@misc{paper:0b53cd6f-5a1c-5b44-9a3e-8f2b9d5f4c11,\n"
	    "  title = {{No id}},\n"
	    "  year = {2026},\n"
	    "  month = apr,\n"
	    "  url = {https://huggingface.co/papers/x%7By%7D},\n"
	    "}\n");
	/* A paper that got its id later keeps its key. */
	p.id = "2604.05015";
	p.links[LINK_ABS] = "https://arxiv.org/abs/2604.05015";
	expect(&p,
	    "@misc{paper:0b53cd6f-5a1c-5b44-9a3e-8f2b9d5f4c11,\n"
	    "  title = {{No id}},\n"
	    "  year = {2026},\n"
	    "  month = apr,\n"
	    "  eprint = {2604.05015},\n"
	    "  archivePrefix = {arXiv},\n"
	    "  url = {https://arxiv.org/abs/2604.05015},\n"
	    "}\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reference_of_arxiv),
		cmocka_unit_test(test_names_with_and),
		cmocka_unit_test(test_reference_with_facts),
		cmocka_unit_test(test_reference_of_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
