/*
 * Takes the little HTML out of a title or an abstract that programs for
 * references leave in it: CSL's italics and raised letters
 * (https://citeproc-js.readthedocs.io, "HTML-like formatting tags"), JATS's
 * paragraphs as Crossref gives them, and what was escaped once too often.
 */
#include "reference/markup_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

/* Elements whose tags are dropped; those that are paragraphs part the text. */
static const struct {
	const char *name;
	bool paragraph;
} elements[] = {
	{ "i", false },
	{ "b", false },
	{ "em", false },
	{ "strong", false },
	{ "sub", false },
	{ "sup", false },
	{ "span", false },
	{ "sc", false },
	{ "scp", false },
	{ "br", true },
	{ "p", true },
	{ "div", true },
	{ "title", true },
};

static const struct {
	const char *name;
	const char *text;
} entities[] = {
	{ "&amp;", "&" },
	{ "&lt;", "<" },
	{ "&gt;", ">" },
	{ "&quot;", "\"" },
	{ "&apos;", "'" },
	{ "&#39;", "'" },
	{ "&nbsp;", " " },
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Return the length of a known element's tag at s, or 0. */
static size_t
tag_length(const char *s, bool *paragraph)
{
	const char *name = s + 1, *end;
	size_t i, n;

	name += *name == '/';
	if (strncasecmp(name, "jats:", 5) == 0)
		name += 5;
	for (n = 0; isalpha((unsigned char)name[n]); n++)
		continue;
	for (i = 0; i < COUNT(elements); i++) {
		if (n == strlen(elements[i].name) &&
		    strncasecmp(name, elements[i].name, n) == 0)
			break;
	}
	if (i == COUNT(elements) || strchr(" />", name[n]) == NULL)
		return 0;
	end = name + n + strcspn(name + n, "<>");
	*paragraph = elements[i].paragraph;
	return *end == '>' ? (size_t)(end + 1 - s) : 0;
}

/* Add the character that an entity at s stands for.  Return its length or 0. */
static size_t
add_entity(struct buf *out, const char *s)
{
	size_t i, n;

	for (i = 0; i < COUNT(entities); i++) {
		n = strlen(entities[i].name);
		if (strncmp(s, entities[i].name, n) == 0) {
			buf_puts(out, entities[i].text);
			return n;
		}
	}
	return 0;
}

/* Add a text without its tags, with the signs that its entities stand for. */
void
markup_text(struct buf *out, const char *s)
{
	bool paragraph = false;
	size_t n;

	while (*s != '\0') {
		n = strcspn(s, "<&");
		buf_add(out, s, n);
		s += n;
		n = 0;
		if (*s == '&')
			n = add_entity(out, s);
		else if (*s == '<' && (n = tag_length(s, &paragraph)) > 0 &&
		    paragraph)
			buf_puts(out, "\n\n");
		if (n == 0 && *s != '\0') {
			buf_putc(out, *s);
			n = 1;
		}
		s += n;
	}
}
