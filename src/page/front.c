/* Writes the site's first page: the topics, and how to subscribe to them. */
#include "page/front.h"

#include "base/buf.h"
#include "base/markup.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/counts.h"
#include "page/chart.h"
#include "feed/entry.h"
#include "feed/feed.h"
#include "page/html.h"

static const char about[] =
    "New papers from Hugging Face’s Daily Papers, sorted by topic, as feeds "
    "for your reader: Atom, RSS and JSON Feed.";

static void
add_head(struct buf *out, const struct site_index *index)
{
	size_t i;

	html_open_head(out, index->site->title, about, index->site->url);
	for (i = 0; i < index->topic_count; i++)
		html_discovery(out, &index->topics[i], index->site,
		    index->formats);
	html_open_body(out, NULL);
}

/* All papers, which every site has: in big. */
static void
add_opening(struct buf *out, const struct site_index *index)
{
	const struct topic *all = &index->topics[0];

	markup_add(out,
	    "<div class=\"opening\">\n"
	    "<div class=\"about\">\n"
	    "<h1 dir=\"auto\">%s</h1>\n<p class=\"lead\">%s</p>\n",
	    index->site->title, about);
	html_facts(out, &index->counts[0]);
	chart_write(out, &index->counts[0]);
	markup_add(out,
	    "</div>\n"
	    "<section class=\"box\" aria-labelledby=\"all\">\n"
	    "<h2 id=\"all\"><a href=\"all.html\">%s</a></h2>\n"
	    "<p>Every paper of the listing in one feed:</p>\n"
	    "<ul class=\"addresses\">\n",
	    all->title);
	html_addresses(out, all, index->site, index->formats);
	buf_puts(out,
	    "</ul>\n<p>Or all topics at once, for your reader to "
	    "import:</p>\n<ul class=\"addresses\">\n"
	    "<li><a href=\"feeds.opml\" type=\"text/x-opml\">OPML</a> ");
	html_address(out, index->site, "feeds", "opml");
	buf_puts(out, "</li>\n</ul>\n</section>\n</div>\n");
}

/*
 * Find the last week of all charts, the week of the newest paper.  That need
 * not be in `all`, because sources can stay out of it.
 */
static int64_t
last_week(const struct site_index *index)
{
	int64_t week = INT64_MIN;
	size_t i;

	for (i = 0; i < index->topic_count; i++) {
		if (index->counts[i].count > 0 && index->counts[i].week > week)
			week = index->counts[i].week;
	}
	return week;
}

static void
add_topic(struct buf *out, const struct site_index *index, size_t i,
    int64_t week)
{
	const struct topic *t = &index->topics[i];
	const struct topic_counts *m = &index->counts[i];

	markup_add(out,
	    "<li class=\"topic\">\n"
	    "<h3 dir=\"auto\"><a href=\"%s.html\">%s</a></h3>\n",
	    t->slug, t->title);
	chart_write_small(out, m, week);
	html_facts(out, m);
	buf_puts(out, "<p class=\"query\">");
	html_query(out, t);
	buf_puts(out, "</p>\n<p class=\"feeds\">");
	html_feeds(out, t, index->formats);
	buf_puts(out, "</p>\n<p class=\"copy\">");
	html_address(out, index->site, t->slug, index->formats[0].extension);
	buf_puts(out, "</p>\n</li>\n");
}

static void
add_topics(struct buf *out, const struct site_index *index)
{
	int64_t week = last_week(index);
	size_t i;

	buf_puts(out,
	    "<section aria-labelledby=\"topics\">\n"
	    "<h2 id=\"topics\">Topics</h2>\n");
	if (index->topic_count < 2)
		buf_puts(out,
		    "<p class=\"quiet\">There is no topic yet but the one of "
		    "all papers.</p>\n");
	else {
		buf_puts(out,
		    "<p class=\"quiet\">Each topic is what a query finds. Its "
		    "newest papers are on its page and in its feed.</p>\n<ul class=\"topics\">\n");
		for (i = 1; i < index->topic_count; i++)
			add_topic(out, index, i, week);
		buf_puts(out, "</ul>\n");
	}
	buf_puts(out, "</section>\n");
}

static void
add_newest(struct buf *out, const struct site_index *index)
{
	size_t i;

	buf_puts(out,
	    "<section aria-labelledby=\"newest\">\n"
	    "<h2 id=\"newest\">Newest papers</h2>\n");
	if (index->newest_count == 0)
		buf_puts(out, "<p class=\"quiet\">No papers yet.</p>\n");
	else {
		buf_puts(out, "<ol class=\"newest\">\n");
		for (i = 0; i < index->newest_count; i++) {
			buf_puts(out, "<li>");
			html_day(out, index->newest[i]->published);
			markup_add(out,
			    " <span dir=\"auto\"><a href=\"%s\">%s</a></span>"
			    "</li>\n",
			    index->newest[i]->link, index->newest[i]->title);
		}
		buf_puts(out,
		    "</ol>\n"
		    "<p><a href=\"all.html\">More papers, with abstracts</a>"
		    "</p>\n");
	}
	buf_puts(out, "</section>\n");
}

static void
add_subscribe(struct buf *out)
{
	buf_puts(out,
	    "<section aria-labelledby=\"subscribe\">\n"
	    "<h2 id=\"subscribe\">How to subscribe</h2>\n"
	    "<p>A feed is an address that a program of yours, a feed reader, "
	    "asks now and then for what is new. It shows you each paper once and "
	    "remembers what you have read. It needs no account here.</p>\n"
	    "<ol class=\"steps\">\n"
	    "<li><strong>Get a feed reader</strong> if you have none: "
	    "NetNewsWire on Apple’s systems, Feeder on Android, Liferea or "
	    "newsboat on Linux, Thunderbird nearly everywhere, Miniflux on a "
	    "server of your own. All of them are free.</li>\n"
	    "<li><strong>Copy the address</strong> of a feed from this page; "
	    "a click on it selects all of it. The formats say the same; if "
	    "your reader does not tell, take Atom.</li>\n"
	    "<li><strong>Paste it</strong> where your reader says “Add feed” "
	    "or “Subscribe”. For all topics at once, let it import "
	    "<a href=\"feeds.opml\">feeds.opml</a>.</li>\n"
	    "</ol>\n"
	    "</section>\n");
}

/* Add index.html.  Return 0, or -1 when it did not fit. */
int
index_write(struct buf *out, const struct site_index *index)
{
	add_head(out, index);
	buf_puts(out, "<main id=\"main\">\n");
	add_opening(out, index);
	add_topics(out, index);
	add_newest(out, index);
	add_subscribe(out);
	buf_puts(out, "</main>\n");
	html_close(out);
	return out->full ? -1 : 0;
}
