/*
 * A paper on the pages for people: title, picture, what it is about, who wrote
 * it, where it can be read, and its topics.
 */
#include "page/card.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "config/config.h"
#include "feed/autolink.h"
#include "feed/entry.h"
#include "page/excerpt.h"
#include "page/html.h"

#define NAMES_MAX 3 /* people that are named */

/* arXiv has papers as HTML since December 2023. */
#define FIRST_HTML_ID "2312"

/* Open the link to the page of a paper's day, which is there for good. */
static void
open_permalink(struct buf *out, const struct entry *e,
    const struct card_style *s)
{
	char day[DATE_DAY_SIZE];

	if (s->is_day || e->day == DATE_NONE || !config_has_past(s->site)) {
		markup_add(out, "<a class=\"mark\" href=\"#%s\">",
		    entry_anchor(e->paper));
		return;
	}
	date_format_day(e->day, day);
	markup_add(out, "<a class=\"mark\" href=\"%sday/%s.html#%s\">", s->root,
	    day, entry_anchor(e->paper));
}

/* Add what a paper is about: the listing's summary, else how it begins. */
static void
add_gist(struct buf *out, const struct paper *p)
{
	size_t n;

	if (p->summary != NULL)
		markup_add(out, "<p class=\"gist\" dir=\"auto\">%s</p>\n",
		    p->summary);
	if (p->summary != NULL || p->abstract == NULL)
		return;
	n = excerpt_length(p->abstract);
	buf_puts(out, "<p class=\"gist begun\" dir=\"auto\">");
	autolink_text(out, p->abstract, n);
	buf_puts(out, excerpt_sign(p->abstract, n));
	buf_puts(out, "</p>\n");
}

/*
 * Add the organization and the first people.  Each name is isolated, because it
 * may be written from right to left; the commas between names are not.
 */
static void
add_people(struct buf *out, const struct entry *e)
{
	const struct paper *p = e->paper;
	int64_t all = p->author_count > (int64_t)p->authors.count ?
	    p->author_count :
	    (int64_t)p->authors.count;
	size_t i;

	if (p->organization == NULL && all <= 0)
		return;
	buf_puts(out, "<p class=\"by\">");
	if (p->organization != NULL)
		markup_add(out, "<bdi class=\"from\">%s</bdi>%s",
		    p->organization, all > 0 ? " · " : "");
	for (i = 0; i < p->authors.count && i < NAMES_MAX; i++)
		markup_add(out, "%s<bdi>%s</bdi>", i == 0 ? "" : ", ",
		    e->authors.names[i]);
	if (i == 0 && all > 0)
		markup_add_count(out, all, "author");
	else if (all > (int64_t)i) {
		buf_puts(out, " and ");
		markup_add_count(out, all - (int64_t)i, "other");
	}
	buf_puts(out, "</p>\n");
}

/* Add what arXiv says: that it was withdrawn, categories, and the comment. */
static void
add_arxiv(struct buf *out, const struct paper *p)
{
	const char *gap = "";
	size_t i;

	if (!p->withdrawn && p->categories.count == 0 && p->comment == NULL)
		return;
	buf_puts(out, "<p class=\"by\">");
	if (p->withdrawn) {
		buf_puts(out, "<strong>Withdrawn from arXiv</strong>");
		gap = " · ";
	}
	for (i = 0; i < p->categories.count; i++) {
		markup_add(out, "%s%s", i == 0 ? gap : " ",
		    p->categories.names[i]);
	}
	if (i > 0)
		gap = " · ";
	if (p->comment != NULL)
		markup_add(out, "%s<bdi>%s</bdi>", gap, p->comment);
	buf_puts(out, "</p>\n");
}

static void
add_way(struct buf *out, const char *href, const char *title)
{
	markup_add(out, "<a href=\"%s\">%s</a>\n", href, title);
}

/* Add the link to this paper: its date or, where that is said above, a sign. */
static void
add_permalink(struct buf *out, const struct entry *e,
    const struct card_style *s)
{
	open_permalink(out, e, s);
	if (s->dated)
		html_date(out, e->published);
	else
		markup_add(out, "#<span class=\"unseen\"> link to %s</span>",
		    entry_anchor(e->paper));
	buf_puts(out, "</a>\n");
}

/* Add the links beside the title's; HTML goes behind arXiv's other two. */
static void
add_ways(struct buf *out, const struct entry *e, const struct card_style *s)
{
	const struct paper *p = e->paper;
	size_t i;

	buf_puts(out, "<p class=\"ways\">");
	if (s->dated)
		add_permalink(out, e, s);
	for (i = 0; i < e->related_count; i++) {
		add_way(out, e->related[i].href, e->related[i].title);
		if (e->related[i].href == p->links[LINK_PDF] &&
		    paper_is_on_arxiv(p) && strcmp(p->id, FIRST_HTML_ID) > 0)
			markup_add(out,
			    "<a href=\"https://arxiv.org/html/%s\">HTML</a>\n",
			    p->id);
	}
	if (s->voted && s->site->votes && p->upvotes > 0) {
		buf_puts(out, "<span class=\"votes\">");
		markup_add_count(out, p->upvotes, "vote");
		buf_puts(out, "</span>\n");
	}
	if (!s->dated)
		add_permalink(out, e, s);
	buf_puts(out, "</p>\n");
}

/* How much of an earlier paper's title is shown, in bytes. */
#define TITLE_MOST 60

/*
 * Add a title as people call the paper: up to the colon behind its name, or as
 * much as one line holds.
 */
static void
add_short_title(struct buf *out, const char *title)
{
	const char *colon = strstr(title, ": ");
	struct buf text = { 0 };
	size_t n = colon == NULL ? strlen(title) : (size_t)(colon - title);

	if (n > TITLE_MOST) {
		for (n = TITLE_MOST; n > 0 && title[n] != ' '; n--)
			;
		if (n == 0)
			n = strlen(title);
	}
	buf_add(&text, title, n);
	if (title[n] == ' ')
		buf_puts(&text, " …");
	markup_add(out, "%s", text.data);
	buf_free(&text);
}

/* Add the earlier papers that are near this one, on the pages of their days. */
static void
add_earlier(struct buf *out, const struct entry *e, const struct card_style *s)
{
	const struct earlier *other;
	char day[DATE_DAY_SIZE];
	size_t i;

	if (e->earlier.count == 0 || s->brief)
		return;
	buf_puts(out, "<p class=\"ways\">See also:\n");
	for (i = 0; i < e->earlier.count; i++) {
		other = &e->earlier.papers[i];
		date_format_day(other->day, day);
		if (other->day == DATE_NONE || !config_has_past(s->site))
			markup_add(out, "<a href=\"%s\" dir=\"auto\">",
			    other->link);
		else
			markup_add(out,
			    "<a href=\"%sday/%s.html#%s\" dir=\"auto\">",
			    s->root, day, other->anchor);
		add_short_title(out, other->title);
		buf_puts(out, "</a>\n");
	}
	buf_puts(out, "</p>\n");
}

/* Every paper belongs to `all`, so that is not shown. */
static void
add_topics(struct buf *out, const struct entry *e, const char *root)
{
	size_t i, n = 0;

	for (i = 0; i < e->topic_count; i++) {
		if (topic_is_all(e->topics[i]) ||
		    !topic_has_format(e->topics[i], "html"))
			continue;
		if (n++ == 0)
			buf_puts(out,
			    "<ul class=\"tags\" aria-label=\"Topics\">\n");
		markup_add(out,
		    "<li dir=\"auto\"><a href=\"%s%s.html\">%s</a></li>\n",
		    root, e->topics[i]->slug, e->topics[i]->title);
	}
	if (n > 0)
		buf_puts(out, "</ul>\n");
}

/* Add a paper to a page. */
void
card_write(struct buf *out, const struct entry *e, const struct card_style *s)
{
	markup_add(out, "<article class=\"paper\" id=\"%s\">\n",
	    entry_anchor(e->paper));
	/* Its size keeps its place until it is there. */
	if (e->thumbnail != NULL)
		markup_add(out,
		    "<img src=\"%s\" alt=\"\" width=\"1200\" height=\"648\" "
		    "loading=\"lazy\">\n",
		    e->thumbnail);
	markup_add(out, "<%s dir=\"auto\"><a href=\"%s\">%s</a></%s>\n",
	    s->heading, e->link, e->title, s->heading);
	add_gist(out, e->paper);
	add_people(out, e);
	add_arxiv(out, e->paper);
	add_ways(out, e, s);
	add_earlier(out, e, s);
	add_topics(out, e, s->root);
	buf_puts(out, "</article>\n");
}

/* Add a paper as an item of a list: its title and its day. */
void
card_write_line(struct buf *out, const struct entry *e,
    const struct card_style *s)
{
	markup_add(out, "<li><a href=\"%s\" dir=\"auto\">%s</a> ", e->link,
	    e->title);
	open_permalink(out, e, s);
	html_date(out, e->published);
	buf_puts(out, "</a>");
	if (s->site->votes && e->paper->upvotes > 0) {
		buf_puts(out, " <span class=\"votes\">");
		markup_add_count(out, e->paper->upvotes, "vote");
		buf_puts(out, "</span>");
	}
	buf_puts(out, "</li>\n");
}
