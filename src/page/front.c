/*
 * Writes the site's first page: the newest papers, the days before, the topics,
 * and how to subscribe to them.
 */
#include "page/front.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "store/counts.h"
#include "feed/entry.h"
#include "feed/feed.h"
#include "page/card.h"
#include "page/chart.h"
#include "page/html.h"

#define SEARCH_MONTHS 13 /* twelve, and the one that has begun */

/* What the site has, in a sentence that names the formats of `all`. */
static const char *
describe(struct arena *a, const struct site_index *index)
{
	const struct topic *all = index->topics;
	const struct topic_format *f = topic_format_first(all), *next;
	const char *names = f->name;

	for (f = topic_format_next(all, f + 1); f != NULL; f = next) {
		next = topic_format_next(all, f + 1);
		names = arena_printf(a, "%s%s%s", names,
		    next == NULL ? " and " : ", ", f->name);
	}
	return arena_printf(a,
	    "New papers from Hugging Face’s Daily Papers, sorted by topic, as "
	    "feeds for your reader: %s.",
	    names);
}

static void
add_opening(struct buf *out, const struct site_index *index, const char *about)
{
	markup_add(out,
	    "<h1 dir=\"auto\">%s</h1>\n<p class=\"lead\">%s "
	    "<a href=\"#topics\">Choose a topic</a>, or take "
	    "<a href=\"all.%s\">the feed of all papers</a>.</p>\n",
	    index->site->title, about,
	    topic_format_first(index->topics)->ending);
}

/*
 * Add the form of the search.  Without script it leads to the listing's; with it
 * (search.js) it looks into the indexes of the months that are named here.
 */
static void
add_search(struct buf *out, const struct site_index *index)
{
	char label[DATE_MONTH_SIZE];
	size_t i;

	buf_puts(out,
	    "<form role=\"search\" action=\"https://huggingface.co/papers\" "
	    "data-months=\"");
	for (i = 0; i < index->month_count && i < SEARCH_MONTHS; i++) {
		date_format_month(index->months[i], label);
		buf_printf(out, "%s%s", i == 0 ? "" : " ", label);
	}
	buf_printf(out,
	    "\" data-days=\"%s\">\n"
	    "<label for=\"q\">Find recent papers</label>\n"
	    "<input type=\"search\" id=\"q\" name=\"q\" autocomplete=\"off\" "
	    "placeholder=\"title, people or topic\">\n"
	    "<button>Search all on Hugging Face</button>\n"
	    "</form>\n"
	    "<p class=\"quiet\" id=\"said\" role=\"status\"></p>\n"
	    "<ol class=\"lines\" id=\"found\"></ol>\n",
	    config_has_past(index->site) ? "yes" : "no");
}

/* Add the newest papers, day by day. */
static void
add_newest(struct buf *out, const struct site_index *index)
{
	const struct card_style style = { .site = index->site,
		.root = "",
		.heading = "h3",
		.voted = true,
		.brief = true };
	int64_t day = DATE_NONE;
	size_t i;

	buf_puts(out, "<section aria-labelledby=\"newest\">\n");
	if (index->newest_count == 0)
		buf_puts(out,
		    "<h2 id=\"newest\">Newest papers</h2>\n"
		    "<p class=\"quiet\">No papers yet.</p>\n");
	for (i = 0; i < index->newest_count; i++) {
		if (index->newest[i]->day != day) {
			day = index->newest[i]->day;
			buf_puts(out,
			    i == 0 ? "<h2 class=\"day\" id=\"newest\">" :
				     "<h2 class=\"day\">");
			html_day_link(out, index->site, day);
			buf_puts(out, "</h2>\n");
		}
		card_write(out, index->newest[i], &style);
	}
	if (index->day_count > 0 && config_has_past(index->site)) {
		buf_puts(out, "<p class=\"on\">← ");
		html_day_link(out, index->site, index->days[0].day);
		buf_puts(out, "</p>\n");
	}
	buf_puts(out, "</section>\n");
}

/* Add the days before the newest ones, and all months. */
static void
add_days(struct buf *out, const struct site_index *index)
{
	size_t i;

	if (index->month_count == 0 || !config_has_past(index->site))
		return;
	buf_puts(out,
	    "<section aria-labelledby=\"days\">\n"
	    "<h2 id=\"days\">Earlier days</h2>\n");
	if (index->day_count > 0)
		buf_puts(out, "<ul class=\"days\">\n");
	for (i = 0; i < index->day_count; i++) {
		buf_puts(out, "<li>");
		html_day_link(out, index->site, index->days[i].day);
		buf_putc(out, ' ');
		markup_add_count(out, index->days[i].papers, "paper");
		buf_puts(out, "</li>\n");
	}
	if (index->day_count > 0)
		buf_puts(out, "</ul>\n");
	html_months(out, "month/", index->months, index->month_count);
	buf_puts(out, "</section>\n");
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

/* How many weeks up to that one all charts have: as many as any needs. */
static int
count_weeks(const struct site_index *index, int64_t week)
{
	struct topic_counts m;
	int shown, most = 0;
	size_t i;

	for (i = 0; i < index->topic_count; i++) {
		if (index->counts[i].count == 0)
			continue;
		m = counts_extend(&index->counts[i], week);
		if ((shown = counts_shown(&m)) > most)
			most = shown;
	}
	return most;
}

static void
add_topic(struct buf *out, const struct site_index *index, size_t i,
    int64_t week, int weeks)
{
	const struct topic *t = &index->topics[i];
	const struct topic_counts *m = &index->counts[i];
	const struct topic_format *feed = topic_format_first(t);

	buf_puts(out, "<li>");
	if (topic_has_format(t, "html"))
		markup_add(out,
		    "<a class=\"name\" dir=\"auto\" href=\"%s.html\">%s</a>\n",
		    t->slug, t->title);
	else
		markup_add(out, "<span class=\"name\" dir=\"auto\">%s</span>\n",
		    t->title);
	buf_puts(out, "<span class=\"count\">");
	markup_add_number(out, m->count);
	markup_add(out, "<span class=\"unseen\"> paper%s</span></span>\n",
	    m->count == 1 ? "" : "s");
	chart_write_small(out, m, week, weeks);
	markup_add(out,
	    "<a class=\"feed\" href=\"%s.%s\">%s"
	    "<span class=\"unseen\"> feed of %s</span></a></li>\n",
	    t->slug, feed->ending, feed->name, t->title);
}

static void
add_topics(struct buf *out, const struct site_index *index)
{
	int64_t week = last_week(index);
	int weeks = count_weeks(index, week);
	size_t i;

	buf_puts(out,
	    "<section aria-labelledby=\"topics\">\n"
	    "<h2 id=\"topics\">Topics</h2>\n<ul class=\"topics\">\n");
	for (i = 0; i < index->topic_count; i++)
		add_topic(out, index, i, week, weeks);
	buf_puts(out, "</ul>\n");
	if (index->topic_count < 2)
		buf_puts(out,
		    "<p class=\"quiet\">There is no topic yet but the one of "
		    "all papers.</p>\n");
	buf_puts(out, "</section>\n");
}

static void
add_subscribe(struct buf *out, const struct site_index *index)
{
	const struct topic_format *first = topic_format_first(index->topics);

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
	    "<li><strong>Copy the address</strong> of a feed: that of all "
	    "papers, or of one topic from its page. A click selects all of it.");
	if (topic_format_next(index->topics, first + 1) != NULL)
		markup_add(out,
		    " The formats say the same; if your reader does not tell, "
		    "take %s.",
		    first->name);
	buf_puts(out,
	    "</li>\n"
	    "<li><strong>Paste it</strong> where your reader says “Add feed” "
	    "or “Subscribe”. For all topics at once, let it import the list, "
	    "OPML.</li>\n"
	    "</ol>\n<ul class=\"addresses\">\n");
	html_addresses(out, &index->topics[0], index->site, topic_formats,
	    SIZE_MAX);
	buf_puts(out,
	    "<li><a href=\"feeds.opml\" type=\"text/x-opml\">OPML</a> ");
	html_address(out, index->site, "feeds", "opml");
	buf_puts(out, "</li>\n</ul>\n</section>\n");
}

/* Add index.html.  Return 0, or -1 when it did not fit. */
int
front_write(struct buf *out, const struct site_index *index)
{
	struct arena a = { 0 };
	const struct page page = { .site = index->site,
		.title = index->site->title,
		.about = describe(&a, index),
		.path = "",
		.root = "" };
	size_t i;

	html_open_head(out, &page);
	if (config_has_pages(index->site))
		buf_puts(out, "<script src=\"search.js\" defer></script>\n");
	for (i = 0; i < index->topic_count; i++)
		html_discovery(out, &page, &index->topics[i]);
	html_open_body(out, &page);
	add_opening(out, index, page.about);
	if (config_has_pages(index->site))
		add_search(out, index);
	buf_puts(out, "<div class=\"columns\">\n");
	add_newest(out, index);
	buf_puts(out, "<div class=\"aside\">\n");
	add_days(out, index);
	add_topics(out, index);
	add_subscribe(out, index);
	buf_puts(out, "</div>\n</div>\n");
	html_close(out);
	arena_free(&a);
	return out->full ? -1 : 0;
}
