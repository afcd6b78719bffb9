/*
 * What a person reads of a paper: HTML that is valid inside a div, made of
 * escaped text, with absolute links and nothing else.
 */
#include "content.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "date.h"
#include "feed.h"
#include "paper.h"

/* What stands for a character in HTML text and attributes, or NULL. */
static const char *
reference(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

/* Add n bytes of text, escaped. */
static void
add_text(struct buf *out, const char *s, size_t n)
{
	const char *plain = s, *end = s + n, *escaped;

	for (; s < end; s++) {
		if ((escaped = reference(*s)) == NULL)
			continue;
		buf_add(out, plain, (size_t)(s - plain));
		buf_puts(out, escaped);
		plain = s + 1;
	}
	buf_add(out, plain, (size_t)(end - plain));
}

static void
add_string(struct buf *out, const char *s)
{
	add_text(out, s, strlen(s));
}

/* A text as paragraphs, the first after a label if there is one. */
static void
add_paragraphs(struct buf *out, const char *label, const char *text)
{
	const char *end;

	while (text != NULL) {
		end = strstr(text, "\n\n");
		buf_puts(out, "<p>");
		if (label != NULL)
			buf_printf(out, "<strong>%s</strong> ", label);
		label = NULL;
		add_text(out, text,
		    end == NULL ? strlen(text) : (size_t)(end - text));
		buf_puts(out, "</p>");
		text = end == NULL ? NULL : end + 2;
	}
}

/* Who wrote it: all names, or how many they are. */
static void
add_authors(struct buf *out, const struct paper *p)
{
	size_t i;

	if (p->authors.count == 0 && p->author_count <= 0)
		return;
	if (p->authors.count == 0) {
		buf_printf(out, "<p>%lld %s</p>", (long long)p->author_count,
		    p->author_count == 1 ? "author" : "authors");
		return;
	}
	buf_printf(out, "<p><strong>%s:</strong> ",
	    p->authors.count == 1 ? "Author" : "Authors");
	for (i = 0; i < p->authors.count; i++) {
		if (i > 0)
			buf_puts(out, ", ");
		add_string(out, p->authors.names[i]);
	}
	buf_puts(out, "</p>");
}

/* Organisation and arXiv's date, which is not the entry's. */
static void
add_origin(struct buf *out, const struct paper *p)
{
	char day[DATE_DAY_SIZE];

	if (p->organization != NULL) {
		buf_puts(out, "<p><strong>Organization:</strong> ");
		add_string(out, p->organization);
		buf_puts(out, "</p>");
	}
	if (p->published != DATE_NONE) {
		date_format_day(p->published, day);
		buf_printf(out, "<p><strong>On arXiv since:</strong> %s</p>",
		    day);
	}
}

static void
add_link(struct buf *out, const char *href, const char *title)
{
	buf_puts(out, "<a href=\"");
	add_string(out, href);
	buf_printf(out, "\">%s</a>", title);
}

static void
add_links(struct buf *out, const struct entry *e)
{
	size_t i;

	buf_puts(out, "<p>");
	add_link(out, e->link, "Hugging Face");
	for (i = 0; i < e->related_count; i++) {
		buf_puts(out, " · ");
		add_link(out, e->related[i].href, e->related[i].title);
	}
	buf_puts(out, "</p>");
}

/* Make an entry's content, owned by the arena.  Its links must be set. */
const char *
content_make(struct arena *a, const struct paper *p, const struct entry *e)
{
	struct buf out = { 0 };
	const char *html;

	add_paragraphs(&out, "AI summary:", p->summary);
	add_paragraphs(&out, NULL, p->abstract);
	add_authors(&out, p);
	add_origin(&out, p);
	add_links(&out, e);
	html = arena_copy(a, out.data, out.length);
	buf_free(&out);
	return html;
}
