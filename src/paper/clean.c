/*
 * Cleans a source's text for people, once and when it is read, so that writers
 * only escape it.  Cleaning a clean text changes nothing.
 */
#include "paper/clean.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "tex/tex.h"
#include "paper/paper.h"

/*
 * Limits in bytes and members.  The longest real ones known are 300 bytes for
 * a title, 2,000 for an abstract and 3,303 authors.
 */
#define TITLE_MAX      2048
#define ABSTRACT_MAX   (512 * 1024)
#define LINE_MAX_BYTES 256
#define NAMES_MAX      5000
#define TEX_PASSES     4

static bool
in_range(uint32_t c, uint32_t first, uint32_t last)
{
	return c >= first && c <= last;
}

/* White space as Unicode defines it (White_Space), but for the line feed. */
static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || in_range(c, 0x0b, 0x0d) ||
	    in_range(c, 0x1c, 0x1f) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
	    in_range(c, 0x2000, 0x200a) || c == 0x2028 || c == 0x2029 ||
	    c == 0x202f || c == 0x205f || c == 0x3000;
}

/*
 * Characters that no text needs: controls (XML 1.0 section 2.2 forbids most),
 * U+FFFD and noncharacters, the byte order mark, and the marks that turn the
 * direction of whatever follows the text (UAX 9: U+202A-202E, U+2066-2069).
 */
static bool
is_forbidden(uint32_t c)
{
	return c < 0x20 || in_range(c, 0x7f, 0x9f) || c == 0xfffd ||
	    c == 0xfeff || in_range(c, 0xfdd0, 0xfdef) ||
	    (c & 0xfffe) == 0xfffe || in_range(c, 0x202a, 0x202e) ||
	    in_range(c, 0x2066, 0x2069);
}

/*
 * C1 controls are Windows-1252 punctuation that was read as Latin-1; these
 * occur in text.
 */
static uint32_t
from_windows(uint32_t c)
{
	static const uint32_t map[] = {
		[0x91] = 0x2018,
		[0x92] = 0x2019,
		[0x93] = 0x201c,
		[0x94] = 0x201d,
		[0x96] = 0x2013,
		[0x97] = 0x2014,
	};

	return c < sizeof(map) / sizeof(map[0]) && map[c] != 0 ? map[c] : c;
}

/*
 * Add valid UTF-8 without forbidden characters and with no white space but
 * blanks and line feeds.  Bytes that are no UTF-8 are left out.
 */
static void
repair(struct buf *out, const char *s)
{
	const char *end = s + strlen(s);
	char encoded[UTF8_MAX];
	uint32_t c;
	size_t n;

	while (s < end) {
		for (n = 0; s[n] >= ' ' && (unsigned char)s[n] < 0x7f; n++)
			continue;
		buf_add(out, s, n);
		s += n;
		if (s == end)
			break;
		if ((n = utf8_decode(s, (size_t)(end - s), &c)) == 0) {
			s++;
			continue;
		}
		if (c == '\n' || (c == '\r' && s[1] != '\n'))
			buf_putc(out, '\n');
		else if (is_blank(c))
			buf_putc(out, ' ');
		else if (!is_forbidden(c = from_windows(c)))
			buf_add(out, encoded, utf8_encode(c, encoded));
		s += n;
	}
}

/* Does a line end here with a hyphen that joins it to the next one? */
static bool
ends_with_hyphen(const struct buf *b)
{
	return b->length >= 2 && b->data[b->length - 1] == '-' &&
	    (isalnum((unsigned char)b->data[b->length - 2]) ||
		(unsigned char)b->data[b->length - 2] >= 0x80);
}

/*
 * Return the length of the start of s that is folded already: up to white space
 * that is not a single blank between words.
 */
static size_t
count_folded(const char *s)
{
	size_t n;

	for (n = 0;; n++) {
		while ((unsigned char)s[n] > ' ')
			n++;
		if (s[n] == '\0' || s[n] == '\n' ||
		    (s[n] == ' ' &&
			(s[n + 1] == ' ' || s[n + 1] == '\n' ||
			    s[n + 1] == '\0')))
			return n;
	}
}

/*
 * Add a text with its white space folded: none at the ends, wrapped lines
 * joined, and a blank line kept between paragraphs if paragraphs are wanted.
 */
static void
fold_space(struct buf *out, const char *s, bool paragraphs)
{
	size_t n, lines;

	for (;;) {
		for (lines = 0; *s == ' ' || *s == '\n'; s++)
			lines += *s == '\n';
		if (*s == '\0')
			return;
		if (out->length == 0)
			;
		else if (lines > 1 && paragraphs)
			buf_puts(out, "\n\n");
		else if (lines == 0 || !ends_with_hyphen(out))
			buf_putc(out, ' ');
		n = count_folded(s);
		buf_add(out, s, n);
		s += n;
	}
}

/*
 * Cut a text to a number of bytes, between words if such a place is near, and
 * add an ellipsis.
 */
static void
cut(struct buf *b, size_t max)
{
	static const char mark[] = "…";
	size_t n = max - strlen(mark), blank;

	if (b->length <= max)
		return;
	while (n > 0 && ((unsigned char)b->data[n] & 0xc0) == 0x80)
		n--;
	for (blank = n; blank > 0 && n - blank < 64; blank--) {
		if (b->data[blank] == ' ' || b->data[blank] == '\n') {
			n = blank;
			break;
		}
	}
	while (n > 0 && (b->data[n - 1] == ' ' || b->data[n - 1] == '\n'))
		n--;
	b->length = n;
	b->data[n] = '\0';
	buf_puts(b, mark);
}

/*
 * Is the text as repair() and fold_space() would leave it?  Nearly all are.  Set
 * *length to its length then.
 */
static bool
is_tidy(const char *s, size_t *length)
{
	const char *start = s;
	uint32_t c;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = 1;
		if (*s > ' ' && (unsigned char)*s < 0x7f)
			continue;
		if (*s == ' ' && s > start && (unsigned char)s[1] > ' ')
			continue;
		/* If a character is cut the NUL shows that. */
		n = utf8_decode(s, UTF8_MAX, &c);
		if (n == 0 || is_blank(c) || is_forbidden(c))
			return false;
	}
	*length = (size_t)(s - start);
	return true;
}

/* How a text is cleaned. */
struct manner {
	bool paragraphs;
	bool tex;
	enum tex_kind kind;
	size_t max;
};

static const struct manner as_name = { false, false, TEX_PROSE,
	LINE_MAX_BYTES };
static const struct manner as_title = { false, true, TEX_TITLE, TITLE_MAX };
static const struct manner as_sentence = { false, true, TEX_PROSE, TITLE_MAX };
static const struct manner as_text = { true, true, TEX_PROSE, ABSTRACT_MAX };

/*
 * Make the TeX of a text of n bytes readable, in an empty buffer.  Folding white
 * space can make new TeX of the rest, so this is done until nothing changes.
 * Return false if there is nothing to do.
 */
static bool
read_tex(struct buf *text, const char *s, size_t n, const struct manner *how)
{
	struct buf plain = { 0 };
	int pass;

	for (pass = 0; pass < TEX_PASSES && n > 0; pass++) {
		if (!tex_to_text(&plain, s, n, how->kind))
			break;
		buf_clear(text);
		if (plain.length > 0)
			fold_space(text, plain.data, how->paragraphs);
		/* If nothing was folded, the text stays at rest. */
		n = text->length;
		if (n == plain.length &&
		    (n == 0 || memcmp(text->data, plain.data, n) == 0))
			n = 0;
		s = text->data;
		buf_clear(&plain);
	}
	buf_free(&plain);
	return pass > 0;
}

/*
 * Clean a text.  Return it if it is clean already, or a copy, owned by the arena;
 * NULL if nothing is left.
 */
static const char *
clean(struct arena *a, const char *text, const struct manner *how)
{
	struct buf repaired = { 0 }, tidy = { 0 }, read = { 0 };
	const char *s = text;
	size_t n;

	if (s == NULL)
		return NULL;
	if (!is_tidy(s, &n)) {
		repair(&repaired, s);
		if (repaired.length > 0)
			fold_space(&tidy, repaired.data, how->paragraphs);
		s = tidy.data;
		n = tidy.length;
	}
	if (how->tex && read_tex(&read, s, n, how)) {
		s = read.data;
		n = read.length;
	}
	if (n > how->max) {
		buf_clear(&repaired);
		buf_add(&repaired, s, n);
		cut(&repaired, how->max);
		s = repaired.data;
		n = repaired.length;
	}
	if (n == 0)
		s = NULL;
	else if (s != text)
		s = arena_copy(a, s, n);
	buf_free(&repaired);
	buf_free(&tidy);
	buf_free(&read);
	return s;
}

/* The same, but a clean text is copied, too. */
static const char *
clean_copy(struct arena *a, const char *s, const struct manner *how)
{
	const char *result = clean(a, s, how);

	return result == s ? arena_string(a, s) : result;
}

/*
 * Clean a name, a keyword or a label to one line of at most 256 bytes.
 * Return it, owned by the arena, or NULL when nothing is left.
 */
const char *
clean_line(struct arena *a, const char *s)
{
	return clean_copy(a, s, &as_name);
}

/*
 * Clean a running text: join its wrapped lines, separate paragraphs by a blank
 * line, make TeX readable, and keep at most 512 KiB.  Return it, owned by the
 * arena, or NULL if nothing is left.
 */
const char *
clean_text(struct arena *a, const char *s)
{
	return clean_copy(a, s, &as_text);
}

/*
 * Clean a sentence, as a comment is, to one line: make its TeX readable, and keep
 * at most 2 KiB.  Return it, owned by the arena, or NULL if nothing is left.
 */
const char *
clean_sentence(struct arena *a, const char *s)
{
	return clean_copy(a, s, &as_sentence);
}

/*
 * Clean names in place, drop empty ones, and keep only the first of very many.
 * Return how many there were.
 */
static size_t
clean_names(struct arena *a, struct name_list *l)
{
	const char *name;
	size_t i, found = 0;

	for (i = 0; i < l->count; i++) {
		if ((name = clean(a, l->names[i], &as_name)) != NULL)
			l->names[found++] = name;
	}
	l->count = found < NAMES_MAX ? found : NAMES_MAX;
	return found;
}

/* Does a title show anything? */
static bool
is_visible(const char *s)
{
	size_t n = strlen(s), used;
	uint32_t c;

	for (; n > 0; s += used, n -= used) {
		used = utf8_decode(s, n, &c);
		if (c != ' ' && c != 0xad && !in_range(c, 0x200b, 0x200f) &&
		    !in_range(c, 0x2060, 0x206f) &&
		    !in_range(c, 0xfe00, 0xfe0f))
			return true;
	}
	return false;
}

/*
 * Make a record of what a reader found, in place; its strings and new ones belong
 * to the arena.  Return NULL, or why the paper cannot be used (a constant string).
 */
const char *
clean_paper(struct arena *a, struct paper *p)
{
	enum paper_link i;
	size_t authors;

	if (p->id != NULL && (p->id = clean_id(a, p->id)) == NULL)
		return "its id is no identifier";
	p->title = clean(a, p->source.title, &as_title);
	if (p->title == NULL || !is_visible(p->title))
		return "it has no title";
	p->abstract = clean(a, p->source.abstract, &as_text);
	p->summary = clean(a, p->source.summary, &as_text);
	if ((authors = clean_names(a, &p->authors)) > 0)
		p->author_count = (int64_t)authors;
	clean_names(a, &p->keywords);
	p->organization = clean(a, p->organization, &as_name);
	p->submitter = clean(a, p->submitter, &as_name);
	for (i = 0; i < LINKS; i++)
		p->links[i] = clean_url(a, p->links[i]);
	paper_set_links(a, p);
	return NULL;
}
