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
#include "base/markup.h"
#include "paper/paper.h"
#include "feed/autolink.h"
#include "feed/entry.h"

#define SEPARATOR " · "

/* A text as paragraphs, the first after a label if there is one. */
static void
add_paragraphs(struct buf *out, const char *label, const char *text)
{
	const char *end;

	while (text != NULL) {
		end = strstr(text, "\n\n");
		buf_puts(out, "<p>");
		if (label != NULL)
			markup_add(out, "<strong>%s:</strong> ", label);
		label = NULL;
		autolink_text(out, text,
		    end == NULL ? strlen(text) : (size_t)(end - text));
		buf_puts(out, "</p>");
		text = end == NULL ? NULL : end + 2;
	}
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
		markup_add_count(out, p->author_count, "author");
	else
		buf_puts(out,
		    p->authors.count == 1 ? "<strong>Author:</strong> " :
					    "<strong>Authors:</strong> ");
	for (i = 0; i < p->authors.count; i++)
		markup_add(out, i == 0 ? "%s" : ", %s", p->authors.names[i]);
	buf_puts(out, "</p>");
}

/* Add the organization and arXiv's date, which is not the date of the entry. */
static void
add_origin(struct buf *out, const struct paper *p)
{
	char day[DATE_DAY_SIZE];

	if (p->organization != NULL)
		markup_add(out, "<p><strong>Organization:</strong> %s</p>",
		    p->organization);
	if (p->published != DATE_NONE) {
		date_format_day(p->published, day);
		markup_add(out, "<p><strong>On arXiv since:</strong> %s</p>",
		    day);
	}
}

/* Add what arXiv says: its categories, the authors' comment, the journal. */
static void
add_arxiv(struct buf *out, const struct paper *p)
{
	size_t i;

	for (i = 0; i < p->categories.count; i++)
		markup_add(out,
		    i == 0 ? "<p><strong>arXiv categories:</strong> %s" :
			     ", %s",
		    p->categories.names[i]);
	if (i > 0)
		buf_puts(out, "</p>");
	if (p->comment != NULL)
		markup_add(out, "<p><strong>Comment:</strong> %s</p>",
		    p->comment);
	if (p->journal != NULL)
		markup_add(out, "<p><strong>Journal:</strong> %s</p>",
		    p->journal);
}

static void
add_links(struct buf *out, const struct entry *e)
{
	size_t i;

	markup_add(out, "<p><a href=\"%s\">Hugging Face</a>", e->link);
	for (i = 0; i < e->related_count; i++)
		markup_add(out, SEPARATOR "<a href=\"%s\">%s</a>",
		    e->related[i].href, e->related[i].title);
	buf_puts(out, "</p>");
}

/* Add the earlier papers that are near this one. */
static void
add_earlier(struct buf *out, const struct earlier_list *l)
{
	size_t i;

	if (l->count == 0)
		return;
	buf_puts(out, "<p><strong>See also:</strong> ");
	for (i = 0; i < l->count; i++)
		markup_add(out, "%s<a href=\"%s\">%s</a>",
		    i == 0 ? "" : SEPARATOR, l->papers[i].link,
		    l->papers[i].title);
	buf_puts(out, "</p>");
}

static void
add_content(struct buf *out, const struct paper *p, const struct entry *e)
{
	if (p->withdrawn)
		buf_puts(out,
		    "<p><strong>This paper was withdrawn from arXiv.</strong></p>");
	add_paragraphs(out, "AI summary", p->summary);
	add_paragraphs(out, NULL, p->abstract);
	add_authors(out, p);
	add_origin(out, p);
	add_arxiv(out, p);
	add_links(out, e);
	add_earlier(out, &e->earlier);
}

/*
 * Make an entry's content, owned by the arena, without its picture and its
 * counts.  The entry's links must be set.
 */
const char *
entry_html_make(struct arena *a, const struct paper *p, const struct entry *e)
{
	struct buf out = { 0 };

	add_content(&out, p, e);
	return buf_move(&out, a);
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
		const char *thing, *where;
	} counts[] = {
		{ p->upvotes, "upvote", "" },
		{ p->comments, "comment", "" },
		{ p->stars, "star", " on GitHub" },
	};
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		if (counts[i].count == COUNT_UNKNOWN)
			continue;
		buf_puts(&out, out.length == 0 ? "<p>" : SEPARATOR);
		markup_add_count(&out, counts[i].count, counts[i].thing);
		buf_puts(&out, counts[i].where);
	}
	if (out.length == 0)
		return NULL;
	buf_puts(&out, "</p>");
	return buf_move(&out, a);
}

/*
 * Add the part of an entry that does not change with votes: content, then the
 * picture.
 */
void
entry_html_add_lasting(struct buf *out, const struct entry *e)
{
	if (e->content != NULL)
		buf_puts(out, e->content);
	else
		add_content(out, e->paper, e);
	if (e->thumbnail != NULL)
		markup_add(out,
		    "<p><img src=\"%s\" alt=\"Preview of the paper\"></p>",
		    e->thumbnail);
}

/* Add all that a feed shows of an entry: the lasting part, then the counts. */
void
entry_html_add_whole(struct buf *out, const struct entry *e)
{
	entry_html_add_lasting(out, e);
	if (e->counts != NULL)
		buf_puts(out, e->counts);
}
