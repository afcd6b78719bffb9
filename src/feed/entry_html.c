/*
 * Makes the HTML that people read of a paper: valid inside a div, of escaped
 * text and absolute links alone.
 */
#include "feed/entry_html.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/escape.h"
#include "paper/paper.h"
#include "feed/autolink.h"
#include "feed/entry.h"

static const char separator[] = " · ";

/* A text as paragraphs, the first after a label if there is one. */
static void
add_paragraphs(struct buf *out, const char *label, const char *text)
{
	const char *end;

	while (text != NULL) {
		end = strstr(text, "\n\n");
		buf_puts(out, "<p>");
		if (label != NULL)
			buf_printf(out, "<strong>%s:</strong> ", label);
		label = NULL;
		autolink_text(out, text,
		    end == NULL ? strlen(text) : (size_t)(end - text));
		buf_puts(out, "</p>");
		text = end == NULL ? NULL : end + 2;
	}
}

/* A number as people write it: 1,234. */
static void
add_number(struct buf *out, int64_t n)
{
	if (n < 1000) {
		buf_printf(out, "%d", (int)n);
		return;
	}
	add_number(out, n / 1000);
	buf_printf(out, ",%03d", (int)(n % 1000));
}

static void
add_count(struct buf *out, int64_t n, const char *one, const char *many)
{
	add_number(out, n);
	buf_putc(out, ' ');
	buf_puts(out, n == 1 ? one : many);
}

/* Add the authors: all names, or how many there are. */
static void
add_authors(struct buf *out, const struct paper *p)
{
	size_t i;

	if (p->authors.count == 0 && p->author_count <= 0)
		return;
	buf_puts(out, "<p>");
	if (p->authors.count == 0)
		add_count(out, p->author_count, "author", "authors");
	else
		buf_printf(out, "<strong>%s:</strong> ",
		    p->authors.count == 1 ? "Author" : "Authors");
	for (i = 0; i < p->authors.count; i++) {
		if (i > 0)
			buf_puts(out, ", ");
		escape_text(out, p->authors.names[i]);
	}
	buf_puts(out, "</p>");
}

/* Add the organization and arXiv's date, which is not the date of the entry. */
static void
add_origin(struct buf *out, const struct paper *p)
{
	char day[DATE_DAY_SIZE];

	if (p->organization != NULL) {
		buf_puts(out, "<p><strong>Organization:</strong> ");
		escape_text(out, p->organization);
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
	escape_attribute(out, href);
	buf_puts(out, "\">");
	escape_text(out, title);
	buf_puts(out, "</a>");
}

static void
add_links(struct buf *out, const struct entry *e)
{
	size_t i;

	buf_puts(out, "<p>");
	add_link(out, e->link, "Hugging Face");
	for (i = 0; i < e->related_count; i++) {
		buf_puts(out, separator);
		add_link(out, e->related[i].href, e->related[i].title);
	}
	buf_puts(out, "</p>");
}

/*
 * Make an entry's content, owned by the arena, without its picture and its
 * counts.  The entry's links must be set.
 */
const char *
entry_html_make(struct arena *a, const struct paper *p, const struct entry *e)
{
	struct buf out = { 0 };
	const char *html;

	add_paragraphs(&out, "AI summary", p->summary);
	add_paragraphs(&out, NULL, p->abstract);
	add_authors(&out, p);
	add_origin(&out, p);
	add_links(&out, e);
	html = arena_copy(a, out.data, out.length);
	buf_free(&out);
	return html;
}

/*
 * Make a paragraph with a paper's votes, comments and stars, owned by the
 * arena.  Return NULL if none of them is known.
 */
const char *
entry_html_make_counts(struct arena *a, const struct paper *p)
{
	const struct {
		int64_t count;
		const char *one, *many;
	} counts[] = {
		{ p->upvotes, "upvote", "upvotes" },
		{ p->comments, "comment", "comments" },
		{ p->stars, "star on GitHub", "stars on GitHub" },
	};
	struct buf out = { 0 };
	const char *html = NULL;
	size_t i;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		if (counts[i].count == COUNT_UNKNOWN)
			continue;
		buf_puts(&out, out.length == 0 ? "<p>" : separator);
		add_count(&out, counts[i].count, counts[i].one, counts[i].many);
	}
	if (out.length > 0) {
		buf_puts(&out, "</p>");
		html = arena_copy(a, out.data, out.length);
	}
	buf_free(&out);
	return html;
}

/*
 * Add the part of an entry that does not change with votes: content, then the
 * picture.
 */
void
entry_html_add_lasting(struct buf *out, const struct entry *e)
{
	buf_puts(out, e->content);
	if (e->thumbnail == NULL)
		return;
	buf_puts(out, "<p><img src=\"");
	escape_attribute(out, e->thumbnail);
	buf_puts(out, "\" alt=\"Preview of the paper\"></p>");
}

/* Add all that a feed shows of an entry: the lasting part, then the counts. */
void
entry_html_add_whole(struct buf *out, const struct entry *e)
{
	entry_html_add_lasting(out, e);
	if (e->counts != NULL)
		buf_puts(out, e->counts);
}
