/*
 * Writes a topic's page for people: its rule, how to subscribe to it, and the
 * papers of its feed.  It is valid HTML without script or style of its own, so
 * the strictest Content-Security-Policy accepts it.
 */
#include "page/topic_page.h"

#include "base/buf.h"
#include "base/markup.h"
#include "topic/topic.h"
#include "store/counts.h"
#include "page/chart.h"
#include "feed/entry.h"
#include "feed/feed.h"
#include "page/html.h"

/*
 * Isolate each name, because it may be written from right to left; the commas
 * between names are not.
 */
static void
add_authors(struct buf *out, const struct name_list *authors)
{
	size_t i;

	for (i = 0; i < authors->count; i++)
		markup_add(out,
		    i == 0 ? " <span><bdi>%s</bdi>" : ", <bdi>%s</bdi>",
		    authors->names[i]);
	if (i > 0)
		buf_puts(out, "</span>");
}

static void
add_links(struct buf *out, const struct entry *e)
{
	size_t i;

	if (e->related_count == 0)
		return;
	buf_puts(out, "<ul class=\"links\">\n");
	for (i = 0; i < e->related_count; i++)
		markup_add(out, "<li><a href=\"%s\">%s</a></li>\n",
		    e->related[i].href, e->related[i].title);
	buf_puts(out, "</ul>\n");
}

/* Every paper belongs to `all`, so that is not shown. */
static void
add_topics(struct buf *out, const struct entry *e)
{
	size_t i, n = 0;

	for (i = 0; i < e->topic_count; i++) {
		if (topic_is_all(e->topics[i]))
			continue;
		if (n++ == 0)
			buf_puts(out,
			    "<ul class=\"tags\" aria-label=\"Topics\">\n");
		markup_add(out,
		    "<li dir=\"auto\"><a href=\"%s.html\">%s</a></li>\n",
		    e->topics[i]->slug, e->topics[i]->title);
	}
	if (n > 0)
		buf_puts(out, "</ul>\n");
}

/* Add the part that readers open; the picture is loaded only then. */
static void
add_details(struct buf *out, const struct entry *e)
{
	markup_add(out,
	    "<details>\n"
	    "<summary>Abstract and details<span class=\"unseen\"> of "
	    "<bdi>%s</bdi></span></summary>\n<div class=\"text\">\n",
	    e->title);
	if (e->thumbnail != NULL)
		markup_add(out,
		    "<img src=\"%s\" alt=\"Preview of %s\" "
		    "loading=\"lazy\">\n",
		    e->thumbnail, e->title);
	buf_puts(out, e->content);
	if (e->counts != NULL)
		buf_puts(out, e->counts);
	buf_puts(out, "\n</div>\n</details>\n");
}

/*
 * Add a paper as the pages of all its topics show it.  Return 0, or -1 if it
 * did not fit.
 */
int
page_write_entry(struct buf *out, const struct entry *e,
    const struct site *site)
{
	(void)site; /* all that it says of the site is relative */
	markup_add(out,
	    "<article class=\"paper\">\n<h3 dir=\"auto\">"
	    "<a href=\"%s\">%s</a></h3>\n<p class=\"by\">",
	    e->link, e->title);
	html_day(out, e->published);
	add_authors(out, &e->authors);
	buf_puts(out, "</p>\n<div class=\"ways\">\n");
	add_links(out, e);
	add_topics(out, e);
	buf_puts(out, "</div>\n");
	add_details(out, e);
	buf_puts(out, "</article>\n");
	return out->full ? -1 : 0;
}

/* What belongs to the topic. */
static void
add_rule(struct buf *out, const struct topic *t)
{
	if (topic_is_all(t)) {
		buf_puts(out,
		    "<p class=\"lead\">Every paper of Hugging Face’s Daily "
		    "Papers, whatever it is about.</p>\n");
		return;
	}
	buf_puts(out,
	    "<p class=\"lead\">Papers of Hugging Face’s Daily Papers");
	if (t->match != NULL)
		buf_puts(out, " that this query finds");
	if (t->keywords_only)
		buf_puts(out, " in their keywords");
	html_conditions(out, t);
	if (t->match == NULL)
		buf_puts(out, ".</p>\n");
	else
		markup_add(out,
		    ":</p>\n<p class=\"query\"><code>%s</code></p>\n",
		    t->match);
}

static void
add_about(struct buf *out, const struct feed *f)
{
	markup_add(out, "<div class=\"about\">\n<h1 dir=\"auto\">%s</h1>\n",
	    f->topic->title);
	add_rule(out, f->topic);
	if (f->counts->count > 0)
		html_facts(out, f->counts);
	chart_write(out, f->counts);
	buf_puts(out, "</div>\n");
}

static void
add_subscribe(struct buf *out, const struct feed *f)
{
	buf_puts(out,
	    "<section class=\"box\" aria-labelledby=\"subscribe\">\n"
	    "<h2 id=\"subscribe\">Subscribe</h2>\n"
	    "<p>Copy one of these addresses into your feed reader. If it "
	    "takes them all, take Atom.</p>\n"
	    "<ul class=\"addresses\">\n");
	html_addresses(out, f->topic, f->site, f->formats);
	buf_puts(out,
	    "</ul>\n"
	    "<p><a href=\"index.html#subscribe\">What is a feed reader?</a>"
	    "</p>\n"
	    "</section>\n");
}

/* The feed continues in its archive; this is the newest document. */
static void
add_older(struct buf *out, const struct feed *f)
{
	if (f->previous == NULL)
		return;
	markup_add(out,
	    "<p class=\"older\">Older papers are in the feed’s archive, month "
	    "by month: <a href=\"archive/%s-%s.atom\">%s and before (Atom)</a>"
	    "</p>\n",
	    f->topic->slug, f->previous, f->previous);
}

/* How many of the topic's papers follow. */
static void
add_shown(struct buf *out, const struct feed *f)
{
	if (f->count == 0) {
		buf_puts(out,
		    "<p class=\"quiet\">Nothing here yet. Subscribe all the "
		    "same: the first paper that belongs here will be in the "
		    "feed, and on this page.</p>\n");
		return;
	}
	buf_puts(out, "<p class=\"quiet\">");
	if ((int64_t)f->count < f->counts->count) {
		buf_puts(out, "The newest ");
		html_number(out, (int64_t)f->count);
		buf_puts(out, " of ");
		html_count(out, f->counts->count, "paper");
		buf_puts(out, ", as in the feed.");
	} else {
		buf_puts(out,
		    f->count == 1 ? "The only paper so far." :
				    "All papers so far.");
	}
	buf_puts(out, "</p>\n");
}

static void
add_papers(struct buf *out, const struct feed *f)
{
	size_t i;

	buf_puts(out,
	    "<section aria-labelledby=\"papers\">\n"
	    "<h2 id=\"papers\">Papers</h2>\n");
	add_shown(out, f);
	for (i = 0; i < f->count; i++)
		entry_add_text(out, f->entries[i], f->form);
	add_older(out, f);
	buf_puts(out, "</section>\n");
}

/*
 * Add the page of a live feed, whose entries have been written.  Return 0, or
 * -1 when it did not fit.
 */
int
page_write(struct buf *out, const struct feed *f)
{
	html_open_head(out, f->title, f->description, f->page);
	html_discovery(out, f->topic, f->site, f->formats);
	html_open_body(out, f->site);
	buf_puts(out, "<main id=\"main\">\n<div class=\"opening\">\n");
	add_about(out, f);
	add_subscribe(out, f);
	buf_puts(out, "</div>\n");
	add_papers(out, f);
	buf_puts(out, "</main>\n");
	html_close(out);
	return out->full ? -1 : 0;
}
