#include "clean_support.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "paper/clean.h"

/* White space, and characters that no text needs: the same for all texts. */
static const struct clean_case characters[] = {
	{ NULL, NULL },
	{ "", NULL },
	{ " ", NULL },
	{ " \t\r\n\f\v ", NULL },
	{ "\xe2\x80\x83\xc2\xa0", NULL },
	{ "plain", "plain" },
	{ "  plain  text\t", "plain text" },
	/* blanks of every kind */
	{ "a\tb", "a b" },
	{ "a\vb", "a b" },
	{ "a\fb", "a b" },
	{ "a\x1c\x1d\x1e\x1f"
	  "b",
	    "a b" },
	{ "a\xc2\x85"
	  "b",
	    "a b" },
	{ "a\xc2\xa0"
	  "b",
	    "a b" },
	{ "a\xe1\x9a\x80"
	  "b",
	    "a b" },
	{ "a\xe2\x80\x80\xe2\x80\x8a"
	  "b",
	    "a b" },
	{ "a\xe2\x80\xa8"
	  "b",
	    "a b" },
	{ "a\xe2\x80\xa9"
	  "b",
	    "a b" },
	{ "a\xe2\x80\xaf"
	  "b",
	    "a b" },
	{ "a\xe2\x81\x9f"
	  "b",
	    "a b" },
	{ "a\xe3\x80\x80"
	  "b",
	    "a b" },
	/* wrapped lines */
	{ "a\nb", "a b" },
	{ "a\rb", "a b" },
	{ "a\r\nb", "a b" },
	{ "a \n b", "a b" },
	{ "a\\nb", "a\\nb" },
	{ "multi-\nmodal", "multi-modal" },
	{ "multi-\r\n  modal", "multi-modal" },
	{ "multi- modal", "multi- modal" },
	{ "é-\nb", "é-b" },
	{ "a -\nb", "a - b" },
	{ "-\nb", "- b" },
	{ "a--\nb", "a-- b" },
	{ "a-", "a-" },
	{ "a-\n", "a-" },
	/* controls */
	{ "a\x01\x02\x08\x0e\x1b"
	  "b",
	    "ab" },
	{ "a\x7f"
	  "b",
	    "ab" },
	{ "\x01", NULL },
	/* C1 controls, which are Windows-1252 taken for Latin-1 */
	{ "\xc2\x91"
	  "a\xc2\x92",
	    "‘a’" },
	{ "\xc2\x93"
	  "a\xc2\x94",
	    "“a”" },
	{ "a\xc2\x96"
	  "b\xc2\x97"
	  "c",
	    "a–b—c" },
	{ "a\xc2\x80\xc2\x81\xc2\x9f"
	  "b",
	    "ab" },
	/* no characters */
	{ "a\xef\xbf\xbd"
	  "b",
	    "ab" },
	{ "a\xef\xbf\xbe\xef\xbf\xbf"
	  "b",
	    "ab" },
	{ "a\xef\xb7\x90\xef\xb7\xaf"
	  "b",
	    "ab" },
	{ "a\xf0\x9f\xbf\xbe\xf4\x8f\xbf\xbf"
	  "b",
	    "ab" },
	{ "\xef\xbb\xbf"
	  "a\xef\xbb\xbf"
	  "b",
	    "ab" },
	/* marks that turn the direction of what follows */
	/* NOLINTBEGIN(misc-misleading-bidirectional) */
	{ "a\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac\xe2\x80\xad\xe2\x80\xae"
	  "b",
	    "ab" },
	{ "a\xe2\x81\xa6\xe2\x81\xa7\xe2\x81\xa8\xe2\x81\xa9"
	  "b",
	    "ab" },
	/* NOLINTEND(misc-misleading-bidirectional) */
	/* bytes that are no UTF-8; what stands around them is kept */
	{ "a\x80"
	  "b",
	    "ab" },
	{ "a\xff\xfe"
	  "b",
	    "ab" },
	{ "a\xc3"
	  "b",
	    "ab" },
	{ "a\xc3", "a" },
	{ "a\xe2\x82"
	  "b",
	    "ab" },
	{ "a\xe2\x82", "a" },
	{ "a\xf0\x9f\x98"
	  "b",
	    "ab" },
	{ "a\xf0\x9f\x98", "a" },
	{ "caf\xe9 x", "caf x" },
	{ "\xff", NULL },
	/* overlong */
	{ "a\xc0\xaf"
	  "b",
	    "ab" },
	{ "a\xc1\xbf"
	  "b",
	    "ab" },
	{ "a\xc0\x80"
	  "b",
	    "ab" },
	{ "a\xe0\x80\xaf"
	  "b",
	    "ab" },
	{ "a\xe0\x9f\xbf"
	  "b",
	    "ab" },
	{ "a\xf0\x80\x80\xaf"
	  "b",
	    "ab" },
	{ "a\xf0\x8f\xbf\xbf"
	  "b",
	    "ab" },
	/* surrogates, one and a pair (CESU-8), and what is too high */
	{ "a\xed\xa0\x80"
	  "b",
	    "ab" },
	{ "a\xed\xbf\xbf"
	  "b",
	    "ab" },
	{ "a\xed\xa0\xbd\xed\xb8\x80"
	  "b",
	    "ab" },
	{ "a\xf4\x90\x80\x80"
	  "b",
	    "ab" },
	{ "a\xf5\x80\x80\x80"
	  "b",
	    "ab" },
	{ "a\xf8\x88\x80\x80\x80"
	  "b",
	    "ab" },
	/* the last and the first that are right */
	{ "\xed\x9f\xbf\xee\x80\x80", "\xed\x9f\xbf\xee\x80\x80" },
	{ "\xf4\x8f\xbf\xbd", "\xf4\x8f\xbf\xbd" },
	{ "\xc2\xa1\xdf\xbf\xe0\xa0\x80\xf0\x90\x80\x80",
	    "\xc2\xa1\xdf\xbf\xe0\xa0\x80\xf0\x90\x80\x80" },
	/* what only looks odd stays */
	{ "👩‍🔬 🏳️‍🌈 👍🏽 🇫🇷",
	    "👩‍🔬 🏳️‍🌈 👍🏽 🇫🇷" },
	{ "e\xcc\x81 n\xcc\x83\xcc\xa3", "e\xcc\x81 n\xcc\x83\xcc\xa3" },
	{ "大規模言語モデル。中文", "大規模言語モデル。中文" },
	{ "نماذج اللغة עברית", "نماذج اللغة עברית" },
	{ "می\xe2\x80\x8cخواهم", "می\xe2\x80\x8cخواهم" },
	{ "a\xe2\x80\x8e"
	  "b",
	    "a\xe2\x80\x8e"
	    "b" },
	{ "soft\xc2\xadhyphen", "soft\xc2\xadhyphen" },
	{ "]]> &amp; <b> <script>", "]]> &amp; <b> <script>" },
};

static void
test_characters(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(characters) / sizeof(characters[0]); i++)
		check_case(clean_line, &characters[i], false);
	for (i = 0; i < sizeof(characters) / sizeof(characters[0]); i++) {
		/* A text's TeX is made readable: its dashes. */
		if (strcmp(characters[i].in == NULL ? "" : characters[i].in,
			"a--\nb") != 0)
			check_case(clean_text, &characters[i], true);
	}
}

static const struct clean_case as_lines[] = {
	{ "a\n\nb", "a b" },
	{ "a\n \n \nb", "a b" },
	{ "a-\n\nb", "a-b" },
	{ "$x$ ``y'' -- z", "$x$ ``y'' -- z" },
};

static void
test_line(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(as_lines) / sizeof(as_lines[0]); i++)
		check_case(clean_line, &as_lines[i], false);
}

static const struct clean_case texts[] = {
	{ "a\n\nb", "a\n\nb" },
	{ "a\r\n\r\nb", "a\n\nb" },
	{ "a\r\rb", "a\n\nb" },
	{ " a \n\t\n\n\n b ", "a\n\nb" },
	{ "a\n\xc2\xa0\nb", "a\n\nb" },
	{ "\n\na", "a" },
	{ "a\n\n", "a" },
	{ "one\ntwo\n\nthree\nfour", "one two\n\nthree four" },
	{ "multi-\n\nmodal", "multi-\n\nmodal" },
	{ "a\n\x01\nb", "a\n\nb" },
	{ "a\n\xff\nb", "a\n\nb" },
	/* what clean_text() leaves to tex.c, and what it must make of it */
	{ "``x'' --- $\\alpha$", "“x” — α" },
	{ "\\textbf{a}\n\n\\emph{b}", "a\n\nb" },
	{ "a~b", "a b" },
	{ "$1 Million, C:\\path, snake_case, <think>, p < .001",
	    "$1 Million, C:\\path, snake_case, <think>, p < .001" },
};

static void
test_text_keeps_paragraphs(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		check_case(clean_text, &texts[i], true);
}

#define LINE_LIMIT ((size_t)256)
#define TEXT_LIMIT ((size_t)512 * 1024)
#define ELLIPSIS   "…"

/*
 * A name: so many letters, a mark of some bytes over the limit's border, and
 * more behind it.
 */
static void
check_cut(size_t letters, const char *mark)
{
	struct buf in = { 0 };
	struct arena a = { 0 };
	const char *out;
	size_t n;

	repeat(&in, "x", letters);
	buf_puts(&in, mark);
	repeat(&in, "y", 600);
	out = clean_line(&a, in.data);
	check_clean(in.data, out, false);
	n = strlen(out);
	if (n > LINE_LIMIT)
		fail_msg("%zu letters and '%s': %zu bytes", letters, mark, n);
	assert_string_equal(out + n - strlen(ELLIPSIS), ELLIPSIS);
	/* The start of what was there, and most of it. */
	assert_memory_equal(out, in.data, n - strlen(ELLIPSIS));
	assert_true(n > LINE_LIMIT - 80);
	expect_same(in.data, clean_line(&a, out), out);
	buf_free(&in);
	arena_free(&a);
}

static void
test_cut_at_a_character(void **state)
{
	static const char *const marks[] = {
		"z",
		"é",
		"世",
		"😀",
		" ",
		"é ",
		" a ",
		" 世 ",
	};
	size_t i, letters;

	(void)state;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		for (letters = 244; letters <= LINE_LIMIT; letters++)
			check_cut(letters, marks[i]);
}

/* What just fits is not cut; of blanks near the limit any may be its end. */
static void
test_cut_at_a_word(void **state)
{
	struct buf in = { 0 };
	struct arena a = { 0 };
	const char *out;
	size_t i;

	(void)state;
	repeat(&in, "x", LINE_LIMIT);
	expect_same(in.data, clean_line(&a, in.data), in.data);
	for (i = 0; i < 40; i++) {
		buf_clear(&in);
		repeat(&in, "x", i);
		repeat(&in, " word", 400);
		out = clean_line(&a, in.data);
		assert_true(strlen(out) <= LINE_LIMIT);
		assert_string_equal(out + strlen(out) - strlen("word…"),
		    "word…");
		check_clean(in.data, out, false);
		expect_same(in.data, clean_line(&a, out), out);
	}
	buf_free(&in);
	arena_free(&a);
}

/* A very long word is cut within rather than dropped. */
static void
test_cut_within_a_word(void **state)
{
	struct buf in = { 0 };
	struct arena a = { 0 };
	const size_t limit = LINE_LIMIT - strlen("…");
	size_t i, left;

	(void)state;
	for (i = 60; i < 70; i++) {
		buf_clear(&in);
		repeat(&in, "x", limit - i);
		buf_puts(&in, " ");
		repeat(&in, "y", 300);
		left = i < 64 ? limit - i : limit;
		assert_int_equal(strlen(clean_line(&a, in.data)),
		    left + strlen("…"));
	}
	buf_free(&in);
	arena_free(&a);
}

/* A text of paragraphs, some longer than it may be. */
static void
test_cut_text_at_its_limit(void **state)
{
	struct buf in = { 0 };
	struct arena a = { 0 };
	const char *out;
	size_t i;

	(void)state;
	for (i = 0; i < 12; i++) {
		buf_clear(&in);
		repeat(&in, "x", i);
		repeat(&in, "\n\nparagraph", TEXT_LIMIT / 10);
		out = clean_text(&a, in.data);
		check_clean("paragraphs", out, true);
		assert_true(strlen(out) <= TEXT_LIMIT);
		if (strcmp(clean_text(&a, out), out) != 0)
			fail_msg("%zu: the end '%s' is not clean", i,
			    out + strlen(out) - 24);
	}
	buf_free(&in);
	arena_free(&a);
}

/* Pieces that matter to some rule, and any bytes. */
static void
make_random(struct buf *text, uint32_t *x)
{
	static const char *const pieces[] = {
		" ",
		"\n",
		"\n\n",
		"\r\n",
		"-\n",
		"-",
		"a",
		"B",
		"1",
		"é",
		"世",
		"😀",
		"\xc2\x93",
		"\xc2\xa0",
		"\xe2\x80\xa8",
		"\xed\xa0",
		"\xf0\x9f",
		"\xef\xbb\xbf",
		"\xef\xbf\xbd",
		"\x01",
		"$",
		"\\",
		"{",
		"}",
		"^",
		"_",
		"~",
		"\\alpha",
		"\\emph",
		"``",
		"''",
		"--",
		"\\'e",
		"$x$",
		"^2",
		"\\%",
		"<",
		"&",
		".",
		",",
	};
	uint32_t r;
	size_t n;

	buf_clear(text);
	for (n = next_random(x) % 16 + 1; n > 0; n--) {
		r = next_random(x);
		if (r % 4 == 0)
			buf_putc(text,
			    (char)(r >> 8 & 0xff ? r >> 8 & 0xff : 'z'));
		else
			buf_puts(text,
			    pieces[(r >> 8) %
				(sizeof(pieces) / sizeof(pieces[0]))]);
	}
}

/* Return whether anything was left of it. */
static bool
check_random(cleaner *clean, const char *in, bool lines)
{
	struct arena a = { 0 };
	const char *once = clean(&a, in);
	bool left = once != NULL;

	check_clean(in, once, lines);
	expect_same(in, clean(&a, once), once);
	arena_free(&a);
	return left;
}

static void
test_random_input_is_cleaned_once_and_for_all(void **state)
{
	static const struct {
		cleaner *clean;
		bool lines;
	} cleaners[] = {
		{ clean_line, false },
		{ clean_sentence, false },
		{ clean_text, true },
		{ clean_id, false },
		{ clean_url, false },
	};
	struct buf text = { 0 }, url = { 0 };
	uint32_t x = 2463534242U;
	size_t i, j, left = 0;

	(void)state;
	for (i = 0; i < 100000; i++) {
		make_random(&text, &x);
		for (j = 0; j < sizeof(cleaners) / sizeof(cleaners[0]); j++)
			left += check_random(cleaners[j].clean, text.data,
			    cleaners[j].lines);
		buf_clear(&url);
		buf_puts(&url, "https://example.org/");
		buf_puts(&url, text.data);
		left += check_random(clean_url, url.data, false);
	}
	/* Most texts leave something, most ids nothing. */
	assert_in_range(left, 300000, 500000);
	buf_free(&text);
	buf_free(&url);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_text_keeps_paragraphs),
		cmocka_unit_test(test_cut_at_a_character),
		cmocka_unit_test(test_cut_at_a_word),
		cmocka_unit_test(test_cut_within_a_word),
		cmocka_unit_test(test_cut_text_at_its_limit),
		cmocka_unit_test(test_random_input_is_cleaned_once_and_for_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
