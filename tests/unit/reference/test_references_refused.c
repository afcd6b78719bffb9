/* Files that are no library, or are made to hurt. */
#include "reference_support.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "reference/references.h"

static void
test_refused(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "",
		    "lib: line 1: expected BibTeX, RIS, CSL-JSON, or lines "
		    "with an arXiv id, an arXiv or hf.co link or a DOI" },
		{ " \r\n# nothing\n\nsome words\n",
		    "lib: line 4: expected BibTeX, RIS, CSL-JSON, or lines "
		    "with an arXiv id, an arXiv or hf.co link or a DOI" },
		{ "\n@misc{a, author={Doe}}\n@misc{b}",
		    "lib: line 2: expected an entry with a title, an arXiv id "
		    "or a DOI; the file's BibTeX has none (entries: 2)" },
		{ "TY  - JOUR\nER  - \n",
		    "lib: line 1: expected an entry with a title, an arXiv id "
		    "or a DOI; the file's RIS has none (entries: 1)" },
		{ "[]",
		    "lib: line 1: expected an entry with a title, an arXiv id "
		    "or a DOI; the file's JSON has none (entries: 0)" },
		{ "{\"a\":\n1}",
		    "lib: line 1: expected an entry with a title, an arXiv id "
		    "or a DOI; the file's JSON has none (entries: 0)" },
		{ "[{\"title\":\n\n x}]", "lib: line 3: this is no JSON" },
		{ "[{\"title\": \"T\"}]\n[", "lib: line 2: this is no JSON" },
		{ "[1, \"x\", null]",
		    "lib: item 1: expected an entry with a title, an arXiv id "
		    "or a DOI; the file's JSON has none (entries: 3)" },
		{ "@string{a={x}}",
		    "lib: line 1: expected an entry with a title, an arXiv id "
		    "or a DOI; the file's BibTeX has none (entries: 0)" },
	};
	struct library l;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(references_read(&l, "lib", cases[i].text,
				     strlen(cases[i].text)),
		    -1);
		assert_string_equal(l.why, cases[i].why);
		assert_int_equal(l.papers.count, 0);
		library_free(&l);
	}
}

static void
test_nul(void **state)
{
	struct library l;

	(void)state;
	assert_int_equal(references_read(&l, "lib", "@misc\0{", 7), -1);
	assert_string_equal(l.why, "lib: byte 6: expected text, found NUL");
}

static void
expect_too_large(const struct buf *b, const char *why)
{
	struct library l;

	assert_int_equal(references_read(&l, "lib", b->data, b->length), -1);
	assert_string_equal(l.why, why);
	library_free(&l);
}

static void
test_sizes(void **state)
{
	struct buf b = { 0 };
	struct library l;

	(void)state;
	repeat(&b, "@x{,title=1}", LIBRARY_COUNT);
	assert_int_equal(references_read(&l, "lib", b.data, b.length), 0);
	assert_int_equal(l.papers.count, 1); /* they are all one */
	library_free(&l);
	buf_puts(&b, "\n@x{,title=1}");
	expect_too_large(&b, "lib: line 2: more than 50000 entries");
	buf_clear(&b);
	repeat(&b, "TY  - \n", LIBRARY_COUNT + 1);
	expect_too_large(&b, "lib: line 50001: more than 50000 entries");
	buf_clear(&b);
	repeat(&b, "2401.00001\n", LIBRARY_COUNT + 1);
	expect_too_large(&b, "lib: line 50001: more than 50000 papers");
	buf_clear(&b);
	buf_puts(&b, "[");
	repeat(&b, "{\"a name that is not known\":1},\n", LIBRARY_COUNT);
	buf_puts(&b, "{}]");
	expect_too_large(&b, "lib: item 50001: more than 50000 entries");
	buf_clear(&b);
	repeat(&b, "[", 100000);
	expect_too_large(&b,
	    "lib: line 1: JSON of too many values for its size");
	buf_clear(&b);
	repeat(&b, "x", LIBRARY_MAX + 1);
	expect_too_large(&b, "lib: more than 16 MiB");
	buf_free(&b);
}

/* Macros of macros grow with each line. */
static void
test_bomb(void **state)
{
	struct buf b = { 0 };
	int i;

	(void)state;
	buf_puts(&b, "@string{m0 = {0123456789abcdef}}\n");
	for (i = 1; i <= 12; i++)
		buf_printf(&b, "@string{m%d = m%d # m%d}\n", i, i - 1, i - 1);
	for (i = 0; i < 2000; i++)
		buf_puts(&b, "@x{,title=m12,abstract=m12}\n");
	expect_too_large(&b,
	    "lib: line 525: its macros make too much text of it");
	buf_free(&b);
}

/* What is never closed, and deep braces, end in time. */
static void
test_unclosed(void **state)
{
	static const char *const parts[] = { "{", "@x{", "@comment{",
		"@string{a=", "a={", "@x{,a=\"", "\n@x{a,title={", "#", "\\",
		"@", "and ", "{\\x{", "TY  - \nTI  -", "\nTI  - a\n b",
		"2401.00001 <", "<i ", "&amp;", "family=,", "arxiv:" };
	struct buf b = { 0 };
	struct library l;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(parts); i++) {
		buf_clear(&b);
		buf_puts(&b, "@misc{a, title={T}}\n@misc{b, title={U ");
		repeat(&b, parts[i], 100000);
		references_read(&l, "lib", b.data, b.length);
		library_free(&l);
		buf_clear(&b);
		buf_puts(&b, "@misc{a, title={T}, author={");
		repeat(&b, parts[i], 100000);
		references_read(&l, "lib", b.data, b.length);
		library_free(&l);
		buf_clear(&b);
		repeat(&b, parts[i], 100000);
		references_read(&l, "lib", b.data, b.length);
		library_free(&l);
	}
	buf_free(&b);
}

/* Any file with a piece cut out or a byte changed is read or refused. */
static void
test_damaged(void **state)
{
	static const char *const names[] = { "zotero.bib", "broken.bib",
		"endnote.ris", "csl.json", "zotero-api.json", "list.txt" };
	uint32_t seed = 4711;
	struct library l;
	struct buf b;
	size_t i, round;

	(void)state;
	for (i = 0; i < COUNT(names); i++) {
		b = read_fixture(names[i]);
		for (round = 0; round < 2000; round++) {
			char *copy = malloc(b.length);
			size_t n = next_random(&seed) % b.length;

			assert_non_null(copy);
			memcpy(copy, b.data, b.length);
			copy[next_random(&seed) % b.length] =
			    "{}\"@,#=\\\n\xff-["[next_random(&seed) % 12];
			references_read(&l, "lib", copy,
			    round % 2 == 0 ? n : b.length);
			library_free(&l);
			free(copy);
		}
		buf_free(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_unclosed),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
