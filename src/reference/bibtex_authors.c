/* BibTeX's and BibLaTeX's names of authors. */
#include "reference/bibtex_authors.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "reference/bibtex_text.h"
#include "reference/reference.h"

/*
 * Return the place of a sign or of the word "and" outside of braces, or the end
 * of the text.
 */
static const char *
find_break(const char *s, const char *end, const char *word)
{
	size_t depth = 0, n = strlen(word);
	const char *start = s;

	for (; s < end; s++) {
		if (*s == '{')
			depth++;
		else if (*s == '}' && depth > 0)
			depth--;
		else if (depth == 0 && (size_t)(end - s) >= n &&
		    strncasecmp(s, word, n) == 0 &&
		    (strcmp(word, "and") != 0 ||
			(s > start && strchr(" \t\r\n", s[-1]) != NULL &&
			    s + n < end && strchr(" \t\r\n", s[n]) != NULL)))
			return s;
	}
	return end;
}

/* Return n bytes as plain text, owned by the arena. */
static const char *
plain(struct arena *a, const char *s, const char *end)
{
	struct buf text = { 0 };

	bibtex_plain(&text, s, (size_t)(end - s));
	return text.data == NULL ? "" : buf_move(&text, a);
}

/* Return the part of BibLaTeX's "family=Doe, given=Jane" that s names. */
static const char *
name_part(struct arena *a, const char *s, const char *end, const char *part)
{
	const char *next;
	size_t n = strlen(part);

	for (; s < end; s = next + (next < end)) {
		s += strspn(s, " \t\r\n");
		next = find_break(s, end, ",");
		if (next > s + n && strncmp(s, part, n) == 0)
			return plain(a, s + n, next);
	}
	return "";
}

/* Add one author whose parts have names (BibLaTeX's manual, section 3.7). */
static void
add_parts(struct reference *r, const char *s, const char *end)
{
	struct arena *a = r->arena;

	reference_add_person(r, name_part(a, s, end, "given="),
	    arena_printf(a, "%s %s %s", name_part(a, s, end, "prefix="),
		name_part(a, s, end, "family="),
		name_part(a, s, end, "suffix=")));
}

/*
 * Add one author: "First von Last", "von Last, First" or "von Last, Jr, First".
 * A name in braces has no comma outside of them.
 */
static void
add_author(struct reference *r, const char *s, const char *end)
{
	struct arena *a = r->arena;
	const char *first = find_break(s, end, ","), *second, *last;

	if (find_break(s, end, "family=") < end) {
		add_parts(r, s, end);
		return;
	}
	if (first == end) {
		reference_add_person(r, NULL, plain(a, s, end));
		return;
	}
	second = find_break(first + 1, end, ",");
	last = plain(a, s, first);
	if (second < end) {
		last =
		    arena_printf(a, "%s %s", last, plain(a, first + 1, second));
		first = second;
	}
	reference_add_person(r, plain(a, first + 1, end), last);
}

/*
 * Add the authors of a BibTeX text, which "and" parts; "and others" is nobody.
 */
void
bibtex_add_authors(struct reference *r, const char *s)
{
	const char *end = s + strlen(s), *next;
	size_t n;

	for (; s < end; s = next) {
		s += strspn(s, " \t\r\n");
		next = find_break(s, end, "and");
		n = (size_t)(next - s);
		if (n > 0 && strncasecmp(s, "others", n) != 0)
			add_author(r, s, next);
		next += next < end ? 3 : 0;
	}
}
