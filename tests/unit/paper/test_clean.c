#include "support.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/clean.h"
#include "paper/paper.h"

typedef const char *cleaner(struct arena *, const char *);

/* What goes in and what comes out; NULL when nothing does. */
struct clean_case {
	const char *in, *out;
};

/*
 * A second opinion on what clean.c and utf8.c let through: the length of a
 * character by the table of RFC 3629 section 4, or 0.
 */
static size_t
character_length(const unsigned char *s)
{
	static const struct {
		unsigned char first, last, low, high;
		size_t length;
	} forms[] = {
		{ 0x01, 0x7f, 0x00, 0xff, 1 },
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i, j;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (*s < forms[i].first || *s > forms[i].last)
			continue;
		if (forms[i].length > 1 &&
		    (s[1] < forms[i].low || s[1] > forms[i].high))
			return 0;
		for (j = 2; j < forms[i].length; j++)
			if (s[j] < 0x80 || s[j] > 0xbf)
				return 0;
		return forms[i].length;
	}
	return 0;
}

/* Is the character at s, of n bytes, one that no text may hold? */
static bool
is_unwanted(const char *s, size_t n)
{
	/* NOLINTBEGIN(misc-misleading-bidirectional): what is looked for */
	static const char *const ranges[][2] = {
		{ "\x01", "\t" }, { "\x0b", "\x1f" }, { "\x7f", "\x7f" },
		{ "\xc2\x80", "\xc2\x9f" },	    /* C1 */
		{ "\xe2\x80\xa8", "\xe2\x80\xae" }, /* U+2028-202E */
		{ "\xe2\x81\xa6", "\xe2\x81\xa9" }, /* U+2066-2069 */
		{ "\xef\xb7\x90", "\xef\xb7\xaf" }, /* U+FDD0-FDEF */
		{ "\xef\xbb\xbf", "\xef\xbb\xbf" }, /* U+FEFF */
		{ "\xef\xbf\xbd", "\xef\xbf\xbf" }, /* U+FFFD-FFFF */
		{ "\xc2\xa0", "\xc2\xa0" },	    /* a blank */
	};
	/* NOLINTEND(misc-misleading-bidirectional) */
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (strlen(ranges[i][0]) == n &&
		    memcmp(s, ranges[i][0], n) >= 0 &&
		    memcmp(s, ranges[i][1], n) <= 0)
			return true;
	}
	/* U+1FFFE, U+1FFFF and their like in the other planes. */
	return n == 4 && ((unsigned char)s[1] & 0x0f) == 0x0f &&
	    s[2] == '\xbf' && (unsigned char)s[3] >= 0xbe;
}

/* White space must be single, or a paragraph's end, and not at the ends. */
static bool
is_tidy(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && strchr(" \n", s[0]) == NULL &&
	    strchr(" \n", s[n - 1]) == NULL && strstr(s, "  ") == NULL &&
	    strstr(s, "\n\n\n") == NULL && strstr(s, " \n") == NULL &&
	    strstr(s, "\n ") == NULL;
}

/* Whatever was cleaned has these properties. */
static void
check_clean(const char *in, const char *out, bool lines)
{
	const char *s;
	size_t n;

	if (out == NULL)
		return;
	if (!is_tidy(out))
		fail_msg("'%s' became '%s': untidy", in, out);
	for (s = out; *s != '\0'; s += n) {
		n = character_length((const unsigned char *)s);
		if (n == 0)
			fail_msg("'%s' became '%s': no UTF-8", in, out);
		if (is_unwanted(s, n))
			fail_msg("'%s' became '%s': forbidden", in, out);
		if (*s == '\n' && !lines)
			fail_msg("'%s' became '%s': lines", in, out);
	}
}

static void
expect_same(const char *in, const char *got, const char *wanted)
{
	if (got == NULL || wanted == NULL ? got != wanted :
					    strcmp(got, wanted) != 0)
		fail_msg("'%s' became '%s', not '%s'", in,
		    got == NULL ? "(null)" : got,
		    wanted == NULL ? "(null)" : wanted);
}

/* Clean as a case says, and once more without a change. */
static void
check_case(cleaner *clean, const struct clean_case *c, bool lines)
{
	struct arena a = { 0 };
	const char *once = clean(&a, c->in);

	expect_same(c->in, once, c->out);
	check_clean(c->in, once, lines);
	expect_same(c->in, clean(&a, once), once);
	arena_free(&a);
}

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
test_text(void **state)
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
test_cut(void **state)
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
test_cut_words(void **state)
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
		check_clean(in.data, out, false);
		expect_same(in.data, clean_line(&a, out), out);
	}
	buf_free(&in);
	arena_free(&a);
}

/* A text of paragraphs, some longer than it may be. */
static void
test_cut_text(void **state)
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

static const struct clean_case ids[] = {
	{ NULL, NULL },
	/* since 2007 */
	{ "2604.05015", "2604.05015" },
	{ "0704.0001", "0704.0001" },
	{ "2604.05015v1", "2604.05015" },
	{ "2604.05015v12", "2604.05015" },
	{ "arXiv:2604.05015", "2604.05015" },
	{ "ARXIV:2604.05015v3", "2604.05015" },
	{ " \n2604.05015", "2604.05015" },
	/* before */
	{ "cs/0112017", "cs/0112017" },
	{ "cs/0112017v2", "cs/0112017" },
	{ "math.GT/0309136", "math.GT/0309136" },
	{ "hep-th/9901001", "hep-th/9901001" },
	{ "arXiv:astro-ph/9901001v1", "astro-ph/9901001" },
	/* odd but safe */
	{ "2604.050151", "2604.050151" },
	{ "2604.050", "2604.050" },
	{ "my-paper_1.2", "my-paper_1.2" },
	{ "2604.05015v", "2604.05015v" },
	{ "2604.05015vx", "2604.05015vx" },
	{ "1234567890123456789012345678901234567890123456789012345678901234",
	    "1234567890123456789012345678901234567890123456789012345678901234" },
	/* hostile */
	{ "", NULL },
	{ " ", NULL },
	{ "arXiv:", NULL },
	{ ".", NULL },
	{ "..", NULL },
	{ "../x", NULL },
	{ "../2604.05015", NULL },
	{ "a..b", NULL },
	{ ".hidden", NULL },
	{ "/etc/passwd", NULL },
	{ "cs/../x", NULL },
	{ "cs/0112017/x", NULL },
	{ "cs/01120178", NULL },
	{ "cs/011201", NULL },
	{ "a/b", NULL },
	{ "2604.05015/..", NULL },
	{ "2604.05015?x=1", NULL },
	{ "2604.05015#x", NULL },
	{ "2604.05015%2f", NULL },
	{ "2604.05015\" onclick=\"x", NULL },
	{ "<script>", NULL },
	{ "a b", NULL },
	{ "a\nb", NULL },
	{ "a\x01", NULL },
	{ "é", NULL },
	{ "\xff", NULL },
	{ "26\xd9\xa0.05015", NULL },
	{ "12345678901234567890123456789012345678901234567890123456789012345",
	    NULL },
};

/* An identifier of so many bytes, whose shape is another one's. */
static void
check_long_id(const char *part, const char *end)
{
	struct buf in = { 0 };
	struct arena a = { 0 };
	const char *out;

	repeat(&in, part, 10000);
	buf_puts(&in, end);
	out = clean_id(&a, in.data);
	if (out != NULL)
		fail_msg("an id of %zu bytes is taken: %.40s...", strlen(out),
		    out);
	buf_free(&in);
	arena_free(&a);
}

static void
test_id(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		check_case(clean_id, &ids[i], false);
	check_long_id("1", "");
	check_long_id("a", "/");
}

/* Blanks are no part of it, on either side. */
static void
test_id_blanks(void **state)
{
	static const struct clean_case blanks[] = {
		{ "2604.05015 \n", "2604.05015" },
		{ "2604.05015v1 ", "2604.05015" },
		{ " cs/0112017\t", "cs/0112017" },
		{ " my-paper\n", "my-paper" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
		check_case(clean_id, &blanks[i], false);
}

/* C9: ten thousand characters are no archive's name. */
static void
test_id_long_archive(void **state)
{
	(void)state;
	check_long_id("a", "/0112017");
	check_long_id("a", ".AA/0112017");
}

static const struct clean_case urls[] = {
	{ NULL, NULL },
	{ "https://example.org", "https://example.org" },
	{ "https://example.org/a/b?c=d&e=f#g",
	    "https://example.org/a/b?c=d&e=f#g" },
	{ "http://example.org:8080/", "http://example.org:8080/" },
	{ "HTTPS://Example.org/A", "HTTPS://Example.org/A" },
	{ " \r\n\thttps://example.org/a \n", "https://example.org/a" },
	{ "http://127.0.0.1/", "http://127.0.0.1/" },
	{ "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/" },
	/* characters that must not stand in a URL */
	{ "https://example.org/\"x\"", "https://example.org/%22x%22" },
	{ "https://example.org/<b>", "https://example.org/%3Cb%3E" },
	{ "https://example.org/it's", "https://example.org/it's" },
	{ "https://example.org/\\^`{|}",
	    "https://example.org/%5C%5E%60%7B%7C%7D" },
	{ "https://example.org/é世", "https://example.org/%C3%A9%E4%B8%96" },
	{ "https://example.org/\xff", "https://example.org/%FF" },
	{ "https://example.org/a%20b", "https://example.org/a%20b" },
	/* no http, no https */
	{ "", NULL },
	{ " ", NULL },
	{ "javascript:alert(1)", NULL },
	{ "JaVaScRiPt://example.org/%0aalert(1)", NULL },
	{ " javascript:alert(1)", NULL },
	{ "java\nscript:alert(1)", NULL },
	{ "data:text/html,<script>x</script>", NULL },
	{ "vbscript:x", NULL },
	{ "file:///etc/passwd", NULL },
	{ "ftp://example.org/", NULL },
	{ "blob:https://example.org/x", NULL },
	{ "view-source:https://example.org/", NULL },
	{ "//example.org/x", NULL },
	{ "/papers/1", NULL },
	{ "example.org", NULL },
	{ "https:/example.org", NULL },
	{ "https:example.org", NULL },
	{ "https", NULL },
	/* no plain host */
	{ "https://", NULL },
	{ "https:///x", NULL },
	{ "https://?x", NULL },
	{ "https://#x", NULL },
	{ "https://.example.org/", NULL },
	{ "https://-x/", NULL },
	{ "https://user@example.org/", NULL },
	{ "https://user:secret@example.org/", NULL },
	{ "https://example.org\\@example.com/", NULL },
	{ "https://bücher.example/", NULL },
	{ "https://exa%6dple.org/", NULL },
	{ "https://<script>/", NULL },
	{ "https://\"x\"/", NULL },
	/* blanks and controls inside */
	{ "https://example.org/a b", NULL },
	{ "https://example.org/a\tb", NULL },
	{ "https://example.org/a\nb", NULL },
	{ "https://example.org/a\r\nHost: x", NULL },
	{ "https://example.org/a\x01", NULL },
	{ "https://example.org/\x7f", NULL },
	{ "https://exa mple.org/", NULL },
};

/* A URL of 22 bytes and so many times a part. */
static const char *
clean_long_url(struct arena *a, const char *part, size_t count)
{
	struct buf in = { 0 };
	const char *out;

	buf_puts(&in, "https://example.org/a/");
	repeat(&in, part, count);
	out = clean_url(a, in.data);
	buf_free(&in);
	return out;
}

static void
test_url(void **state)
{
	struct arena a = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		check_case(clean_url, &urls[i], false);
	assert_int_equal(strlen(clean_long_url(&a, "x", 2026)), 2048);
	assert_null(clean_long_url(&a, "x", 2027));
	assert_null(clean_long_url(&a, "x", 4096));
	assert_null(clean_long_url(&a, "é", 400));
	arena_free(&a);
}

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
	/* An empty keyword keeps its place. */
	assert_int_equal(p->keywords.count, 5);
	assert_string_equal(p->keywords.names[1], "");
	assert_string_equal(p->keywords.names[3], "Bo Example");
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
test_random(void **state)
{
	static const struct {
		cleaner *clean;
		bool lines;
	} cleaners[] = {
		{ clean_line, false },
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
	assert_in_range(left, 200000, 400000);
	buf_free(&text);
	buf_free(&url);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_cut_words),
		cmocka_unit_test(test_cut_text),
		cmocka_unit_test(test_id),
		cmocka_unit_test(test_id_blanks),
		cmocka_unit_test(test_id_long_archive),
		cmocka_unit_test(test_url),
		cmocka_unit_test(test_paper_rejected),
		cmocka_unit_test(test_paper_texts),
		cmocka_unit_test(test_paper_names),
		cmocka_unit_test(test_paper_links),
		cmocka_unit_test(test_paper_long_title),
		cmocka_unit_test(test_paper_many_authors),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
