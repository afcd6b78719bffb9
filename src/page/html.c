/*
 * Parts that the pages for people share: head and frame of a page, and small
 * elements.  Addresses of the site's own files are relative, so that the pages
 * work from a folder as well; only addresses that people copy are absolute.
 */
#include "page/html.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/counts.h"
#include "feed/feed.h"

/* Start a page with its title, a sentence about it, and its absolute URL. */
void
html_open_head(struct buf *out, const char *title, const char *about,
    const char *url)
{
	markup_add(out,
	    "<!DOCTYPE html>\n"
	    "<html lang=\"en\">\n"
	    "<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<title>%s</title>\n"
	    "<meta name=\"description\" content=\"%s\">\n"
	    "<link rel=\"canonical\" href=\"%s\">\n"
	    "<link rel=\"icon\" href=\"favicon.ico\" sizes=\"32x32\">\n"
	    "<link rel=\"stylesheet\" href=\"style.css\">\n",
	    title, about, url);
}

/*
 * Let feed readers find a topic's feeds.  Many readers take the first of a
 * page; others let people choose by title, so no two titles are alike.
 */
void
html_discovery(struct buf *out, const struct topic *t, const struct site *site,
    const struct feed_format *f)
{
	for (; f->name != NULL; f++)
		markup_add(out,
		    "<link rel=\"alternate\" type=\"%s\" "
		    "title=\"%s – %s (%s)\" href=\"%s.%s\">\n",
		    f->type, t->title, site->title, f->name, t->slug,
		    f->extension);
}

/*
 * End the head and start the body with the site's navigation and, unless it is
 * NULL, the site's name.  The first page has the name as its heading.
 */
void
html_open_body(struct buf *out, const struct site *site)
{
	buf_puts(out,
	    "</head>\n"
	    "<body>\n"
	    "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
	    "<header class=\"masthead\">\n");
	if (site != NULL)
		markup_add(out,
		    "<p class=\"site\" dir=\"auto\">"
		    "<a href=\"index.html\">%s</a></p>\n",
		    site->title);
	buf_puts(out,
	    "<nav aria-label=\"Site\">\n"
	    "<ul>\n"
	    "<li><a href=\"index.html#topics\">Topics</a></li>\n"
	    "<li><a href=\"index.html#newest\">Newest papers</a></li>\n"
	    "<li><a href=\"index.html#subscribe\">How to subscribe</a></li>\n"
	    "</ul>\n"
	    "</nav>\n"
	    "</header>\n");
}

/* End a page. */
void
html_close(struct buf *out)
{
	buf_puts(out,
	    "<footer>\n"
	    "<p>Papers come from the listing of "
	    "<a href=\"https://huggingface.co/papers\">Daily Papers</a> at "
	    "Hugging Face; titles and abstracts are their authors’. "
	    "Days are in UTC.</p>\n"
	    "</footer>\n"
	    "</body>\n"
	    "</html>\n");
}

/* Add a number, not negative, as people read it: 1,234,567. */
void
html_number(struct buf *out, int64_t n)
{
	char digits[sizeof("9223372036854775807")];
	int i, length;

	length = snprintf(digits, sizeof(digits), "%" PRId64, n);
	for (i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			buf_putc(out, ',');
		buf_putc(out, digits[i]);
	}
}

/* Add a number of things whose plural ends in -s. */
void
html_count(struct buf *out, int64_t n, const char *thing)
{
	html_number(out, n);
	buf_printf(out, " %s%s", thing, n == 1 ? "" : "s");
}

/* Add the day of an instant, which is a date. */
void
html_day(struct buf *out, int64_t t)
{
	char instant[DATE_RFC3339_SIZE], day[DATE_DAY_SIZE];

	date_format_rfc3339(t, instant);
	date_format_day(t, day);
	buf_printf(out, "<time datetime=\"%s\">%s</time>", instant, day);
}

/* Add how many papers a topic has, and how new they are. */
void
html_facts(struct buf *out, const struct topic_counts *c)
{
	buf_puts(out, "<p class=\"facts\">");
	if (c->count == 0)
		buf_puts(out, "No papers yet");
	else {
		buf_puts(out, "<strong>");
		html_count(out, c->count, "paper");
		buf_puts(out, "</strong>, newest ");
		html_day(out, c->newest);
	}
	buf_puts(out, "</p>\n");
}

/* Add the conditions of a topic beside its query. */
void
html_conditions(struct buf *out, const struct topic *t)
{
	if (t->organization != NULL)
		markup_add(out, ", from <bdi>%s</bdi>", t->organization);
	if (t->source != NULL)
		markup_add(out, ", shown by the source <bdi>%s</bdi>",
		    t->source);
	if (t->min_upvotes > 0) {
		buf_puts(out, ", once they have had at least ");
		html_count(out, t->min_upvotes, "upvote");
	}
	if (t->per_day > 0) {
		buf_puts(out, ", the ");
		if (t->per_day > 1) {
			html_number(out, t->per_day);
			buf_putc(out, ' ');
		}
		buf_puts(out, "most voted of each day");
	}
}

/* Add the rule of a topic as it was configured. */
void
html_query(struct buf *out, const struct topic *t)
{
	if (t->match == NULL)
		buf_puts(out, "every paper of the listing");
	else
		markup_add(out, "<code>%s</code>", t->match);
	if (t->keywords_only)
		buf_puts(out, " in their keywords");
	html_conditions(out, t);
}

/* Add links to a topic's feeds, each with a name of its own. */
void
html_feeds(struct buf *out, const struct topic *t, const struct feed_format *f)
{
	const char *before = "";

	for (; f->name != NULL; f++) {
		/* "JSON Feed feed" is one too many. */
		markup_add(out,
		    "%s<a href=\"%s.%s\">%s<span class=\"unseen\"> %s %s"
		    "</span></a>",
		    before, t->slug, f->extension, f->name,
		    strstr(f->name, "Feed") != NULL ? "of" : "feed of",
		    t->title);
		before = " ";
	}
}

/* Add the absolute URL of a file, NAME.EXTENSION, for people to copy. */
void
html_address(struct buf *out, const struct site *site, const char *name,
    const char *extension)
{
	markup_add(out, "<code class=\"address\">%s%s.%s</code>", site->url,
	    name, extension);
}

/* Add a topic's feeds as items of a list: a link, and the URL to copy. */
void
html_addresses(struct buf *out, const struct topic *t, const struct site *site,
    const struct feed_format *f)
{
	for (; f->name != NULL; f++)
		markup_add(out,
		    "<li><a href=\"%s.%s\" type=\"%s\">%s</a> "
		    "<code class=\"address\">%s%s.%s</code></li>\n",
		    t->slug, f->extension, f->type, f->name, site->url, t->slug,
		    f->extension);
}
