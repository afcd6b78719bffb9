/*
 * Writes a topic's page for people: the papers of its feed, how to subscribe to
 * it, what belongs to it, and the way to its past.  It is valid HTML without
 * script or style of its own, so the strictest Content-Security-Policy accepts
 * it.
 */
#include "page/topic_page.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "store/counts.h"
#include "store/examples.h"
#include "feed/entry.h"
#include "feed/feed.h"
#include "page/card.h"
#include "page/chart.h"
#include "page/html.h"

#define EXAMPLES_SHOWN 50

/* What belongs to the topic; the query is folded, because few read it. */
static void
add_rule(struct buf *out, const struct topic *t)
{
	if (topic_is_all(t)) {
		buf_puts(out,
		    "<p class=\"lead\">Every paper of Hugging Face’s Daily "
		    "Papers, whatever it is about.</p>\n");
		return;
	}
	if (t->match == NULL) {
		buf_puts(out,
		    "<p class=\"lead\">Papers of Hugging Face’s Daily Papers");
		html_conditions(out, t);
		buf_puts(out, ".</p>\n");
		return;
	}
	markup_add(out,
	    "<details class=\"rule\">\n<summary>What belongs here</summary>\n"
	    "<p>Papers that this query finds%s",
	    t->keywords_only ? " in their keywords" : "");
	html_conditions(out, t);
	markup_add(out, ":</p>\n<pre><code>%s</code></pre>\n</details>\n",
	    t->match);
}

/* The papers that those of the topic are like. */
static void
add_examples(struct buf *out, const struct topic_page *p)
{
	const struct example *e = p->examples;
	size_t i;

	if (p->example_count == 0)
		return;
	buf_puts(out,
	    "<details class=\"rule\">\n<summary>Like these papers</summary>\n"
	    "<ul>\n");
	for (i = 0; i < p->example_count && i < EXAMPLES_SHOWN; i++, e++) {
		if (e->url == NULL)
			markup_add(out, "<li>%s</li>\n", e->title);
		else
			markup_add(out,
			    "<li><a href=\"%s\" dir=\"auto\">%s</a></li>\n",
			    e->url, e->title);
	}
	if (i < p->example_count) {
		buf_puts(out, "<li>and ");
		markup_add_number(out, (int64_t)(p->example_count - i));
		buf_puts(out, " more</li>\n");
	}
	buf_puts(out, "</ul>\n</details>\n");
}

static void
add_about(struct buf *out, const struct topic_page *p)
{
	markup_add(out, "<div class=\"about\">\n<h1 dir=\"auto\">%s</h1>\n",
	    p->feed->topic->title);
	html_facts(out, p->counts);
	add_rule(out, p->feed->topic);
	add_examples(out, p);
	chart_write(out, p->counts);
	buf_puts(out, "</div>\n");
}

/* Add what else there is of the topic: feeds from a format on, and references. */
static void
add_other_formats(struct buf *out, const struct topic_page *p,
    const struct topic_format *others)
{
	const struct topic *t = p->feed->topic;
	bool has_feeds = topic_format_next(t, others) != NULL;
	const struct topic_format *bib = &topic_formats[TOPIC_BIB];
	bool has_references = topic_has_format(t, bib->ending);

	if (!has_feeds && !has_references)
		return;
	buf_puts(out, "<details>\n<summary>Other formats</summary>\n");
	if (has_feeds) {
		buf_puts(out, "<ul class=\"addresses\">\n");
		html_addresses(out, t, p->feed->site, others, SIZE_MAX);
		buf_puts(out, "</ul>\n");
	}
	if (has_references)
		markup_add(out,
		    "<p>For LaTeX and Zotero: <a href=\"%s.%s\" "
		    "type=\"%s\">%s</a></p>\n",
		    t->slug, bib->ending, bib->type, bib->name);
	buf_puts(out, "</details>\n");
}

static void
add_subscribe(struct buf *out, const struct topic_page *p)
{
	const struct topic *t = p->feed->topic;
	const struct topic_format *others;

	buf_puts(out,
	    "<section class=\"box\" aria-labelledby=\"subscribe\">\n"
	    "<h2 id=\"subscribe\">Subscribe</h2>\n"
	    "<p>Copy this address into your "
	    "<a href=\"index.html#subscribe\">feed reader</a>:</p>\n"
	    "<ul class=\"addresses\">\n");
	others = html_addresses(out, t, p->feed->site, topic_formats, 1);
	buf_puts(out, "</ul>\n");
	add_other_formats(out, p, others);
	buf_puts(out, "</section>\n");
}

/* The topic's papers of other months; those of all topics are on others. */
static void
add_past(struct buf *out, const struct topic_page *p)
{
	const struct topic *t = p->feed->topic;
	struct arena a = { 0 };

	if (p->month_count == 0)
		return;
	buf_puts(out,
	    "<section aria-labelledby=\"past\">\n"
	    "<h2 id=\"past\">Month by month</h2>\n");
	html_months(out,
	    topic_is_all(t) ? "month/" : arena_printf(&a, "%s-", t->slug),
	    p->months, p->month_count);
	buf_puts(out, "</section>\n");
	arena_free(&a);
}

/* How many of the topic's papers follow. */
static void
add_shown(struct buf *out, const struct topic_page *p)
{
	int64_t count = (int64_t)p->feed->count;

	if (count == 0) {
		buf_puts(out,
		    "<p class=\"quiet\">Nothing here yet. Subscribe all the "
		    "same: the first paper that belongs here will be in the "
		    "feed, and on this page.</p>\n");
		return;
	}
	buf_puts(out, "<p class=\"quiet\">");
	if (count < p->counts->count) {
		buf_puts(out, "The newest ");
		markup_add_number(out, count);
		buf_puts(out, " of ");
		markup_add_count(out, p->counts->count, "paper");
		buf_puts(out, ", as in the feed.");
	} else
		buf_puts(out,
		    count == 1 ? "The only paper so far." :
				 "All papers so far.");
	if (p->month_count > 0)
		buf_puts(out, " <a href=\"#past\">Month by month</a>");
	buf_puts(out, "</p>\n");
}

/* Papers of all topics are many a day, so each day has a heading. */
static void
add_papers(struct buf *out, const struct topic_page *p)
{
	const struct feed *f = p->feed;
	bool by_day = topic_is_all(f->topic);
	const struct card_style style = { .site = f->site,
		.root = "",
		.heading = by_day ? "h4" : "h3",
		.dated = !by_day,
		.voted = true };
	int64_t day = DATE_NONE;
	size_t i;

	buf_puts(out,
	    "<section aria-labelledby=\"papers\">\n"
	    "<h2 id=\"papers\">Papers</h2>\n");
	add_shown(out, p);
	for (i = 0; i < f->count; i++) {
		if (by_day && f->entries[i]->day != day) {
			day = f->entries[i]->day;
			buf_puts(out, "<h3 class=\"day\">");
			html_day_link(out, f->site, day);
			buf_puts(out, "</h3>\n");
		}
		card_write(out, f->entries[i], &style);
	}
	buf_puts(out, "</section>\n");
}

/*
 * Add the page of a live feed.  Return 0, or -1 when it did not fit.
 */
int
topic_page_write(struct buf *out, const struct topic_page *p)
{
	const struct feed *f = p->feed;
	struct arena a = { 0 };
	const struct page page = { .site = f->site,
		.title = f->title,
		.about = f->description,
		.path = arena_printf(&a, "%s.html", f->topic->slug),
		.root = "" };

	html_open_head(out, &page);
	html_discovery(out, &page, f->topic);
	html_open_body(out, &page);
	buf_puts(out, "<div class=\"opening\">\n");
	add_about(out, p);
	add_subscribe(out, p);
	buf_puts(out, "</div>\n");
	add_papers(out, p);
	add_past(out, p);
	html_close(out);
	arena_free(&a);
	return out->full ? -1 : 0;
}
