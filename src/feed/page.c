/*
 * Writes a topic's page for people: its rule, how to subscribe to it, and the
 * papers of its feed.  It is valid HTML without script or style of its own, so
 * the strictest Content-Security-Policy accepts it.
 */
#include "feed/page.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/escape.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/counts.h"
#include "feed/chart.h"
#include "feed/entry.h"
#include "feed/feed.h"
#include "feed/html.h"

/*
 * Isolate each name, because it may be written from right to left; the commas
 * between names are not.
 */
static void
add_authors(struct buf *out, const struct name_list *authors)
{
	size_t i;

	for (i = 0; i < authors->count; i++) {
		buf_puts(out, i == 0 ? " <span>" : ", ");
		html_element(out, "bdi", authors->names[i]);
	}
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
	for (i = 0; i < e->related_count; i++) {
		buf_puts(out, "<li>");
		html_link(out, e->related[i].href, e->related[i].title);
		buf_puts(out, "</li>\n");
	}
	buf_puts(out, "</ul>\n");
}

static void
add_topic(struct buf *out, const struct topic *t)
{
	buf_puts(out, "<li dir=\"auto\"><a href=\"");
	escape_attribute(out, t->slug);
	buf_puts(out, ".html\">");
	escape_text(out, t->title);
	buf_puts(out, "</a></li>\n");
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
		add_topic(out, e->topics[i]);
	}
	if (n > 0)
		buf_puts(out, "</ul>\n");
}

/* Add the part that readers open; the picture is loaded only then. */
static void
add_details(struct buf *out, const struct entry *e)
{
	buf_puts(out,
	    "<details>\n"
	    "<summary>Abstract and details<span class=\"unseen\"> of ");
	html_element(out, "bdi", e->title);
	buf_puts(out, "</span></summary>\n<div class=\"text\">\n");
	if (e->thumbnail != NULL) {
		buf_puts(out, "<img src=\"");
		escape_attribute(out, e->thumbnail);
		buf_puts(out, "\" alt=\"Preview of ");
		escape_attribute(out, e->title);
		buf_puts(out, "\" loading=\"lazy\">\n");
	}
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
	buf_puts(out, "<article class=\"paper\">\n<h3 dir=\"auto\">");
	html_link(out, e->link, e->title);
	buf_puts(out, "</h3>\n<p class=\"by\">");
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

static void
add_head(struct buf *out, const struct feed *f)
{
	html_open_head(out, f->title, f->description, f->page);
	html_discovery(out, f->topic, f->site, f->formats);
	html_open_body(out, f->site);
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
	if (t->match == NULL) {
		buf_puts(out, ".</p>\n");
		return;
	}
	buf_puts(out, ":</p>\n<p class=\"query\">");
	html_element(out, "code", t->match);
	buf_puts(out, "</p>\n");
}

static void
add_about(struct buf *out, const struct feed *f)
{
	buf_puts(out, "<div class=\"about\">\n<h1 dir=\"auto\">");
	escape_text(out, f->topic->title);
	buf_puts(out, "</h1>\n");
	add_rule(out, f->topic);
	if (f->counts->count > 0) {
		buf_puts(out, "<p class=\"facts\"><strong>");
		html_count(out, f->counts->count, "paper");
		buf_puts(out, "</strong>, newest ");
		html_day(out, f->counts->newest);
		buf_puts(out, "</p>\n");
	}
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
	buf_puts(out,
	    "<p class=\"older\">Older papers are in the feed’s archive, month "
	    "by month: <a href=\"archive/");
	escape_attribute(out, f->topic->slug);
	buf_putc(out, '-');
	escape_attribute(out, f->previous);
	buf_puts(out, ".atom\">");
	escape_text(out, f->previous);
	buf_puts(out, " and before (Atom)</a></p>\n");
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
	add_head(out, f);
	buf_puts(out, "<main id=\"main\">\n<div class=\"opening\">\n");
	add_about(out, f);
	add_subscribe(out, f);
	buf_puts(out, "</div>\n");
	add_papers(out, f);
	buf_puts(out, "</main>\n");
	html_close(out);
	return out->full ? -1 : 0;
}
