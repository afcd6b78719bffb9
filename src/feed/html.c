/*
 * Parts that the pages for people share: head and frame of a page, and small
 * elements.  Addresses of the site's own files are relative, so that the pages
 * work from a folder as well; only addresses that people copy are absolute.
 */
#include "feed/html.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/escape.h"
#include "topic/topic.h"
#include "config/config.h"
#include "feed/feed.h"

/* Start a page with its title, a sentence about it, and its absolute URL. */
void
html_open_head(struct buf *out, const char *title, const char *about,
    const char *url)
{
	buf_puts(out,
	    "<!DOCTYPE html>\n"
	    "<html lang=\"en\">\n"
	    "<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n");
	html_element(out, "title", title);
	buf_puts(out, "\n<meta name=\"description\" content=\"");
	escape_attribute(out, about);
	buf_puts(out, "\">\n<link rel=\"canonical\" href=\"");
	escape_attribute(out, url);
	buf_puts(out,
	    "\">\n"
	    "<link rel=\"icon\" href=\"favicon.ico\" sizes=\"32x32\">\n"
	    "<link rel=\"stylesheet\" href=\"style.css\">\n");
}

/*
 * Let feed readers find a topic's feeds.  Many readers take the first of a
 * page; others let people choose by title, so no two titles are alike.
 */
void
html_discovery(struct buf *out, const struct topic *t, const struct site *site,
    const struct feed_format *f)
{

	for (; f->name != NULL; f++) {
		buf_printf(out, "<link rel=\"alternate\" type=\"%s\" title=\"",
		    f->type);
		escape_attribute(out, t->title);
		buf_puts(out, " – ");
		escape_attribute(out, site->title);
		buf_printf(out, " (%s)\" href=\"", f->name);
		escape_attribute(out, t->slug);
		buf_printf(out, ".%s\">\n", f->extension);
	}
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
	if (site != NULL) {
		buf_puts(out, "<p class=\"site\" dir=\"auto\">");
		html_link(out, "index.html", site->title);
		buf_puts(out, "</p>\n");
	}
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

/* Add an element without attributes that holds a text. */
void
html_element(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "<%s>", name);
	escape_text(out, text);
	buf_printf(out, "</%s>", name);
}

/* Add a link with a text. */
void
html_link(struct buf *out, const char *href, const char *text)
{
	buf_puts(out, "<a href=\"");
	escape_attribute(out, href);
	buf_puts(out, "\">");
	escape_text(out, text);
	buf_puts(out, "</a>");
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

/* Add the conditions of a topic beside its query. */
void
html_conditions(struct buf *out, const struct topic *t)
{
	if (t->organization != NULL) {
		buf_puts(out, ", from ");
		html_element(out, "bdi", t->organization);
	}
	if (t->source != NULL) {
		buf_puts(out, ", shown by the source ");
		html_element(out, "bdi", t->source);
	}
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
		html_element(out, "code", t->match);
	if (t->keywords_only)
		buf_puts(out, " in their keywords");
	html_conditions(out, t);
}

/* Add links to a topic's feeds, each with a name of its own. */
void
html_feeds(struct buf *out, const struct topic *t, const struct feed_format *f)
{
	bool first = true;

	for (; f->name != NULL; f++) {
		buf_puts(out, first ? "<a href=\"" : " <a href=\"");
		first = false;
		escape_attribute(out, t->slug);
		buf_printf(out, ".%s\">%s", f->extension, f->name);
		buf_puts(out, "<span class=\"unseen\"> ");
		/* "JSON Feed feed" is one too many. */
		buf_puts(out,
		    strstr(f->name, "Feed") != NULL ? "of " : "feed of ");
		escape_text(out, t->title);
		buf_puts(out, "</span></a>");
	}
}

/* Add the absolute URL of a file, NAME.EXTENSION, for people to copy. */
void
html_address(struct buf *out, const struct site *site, const char *name,
    const char *extension)
{
	buf_puts(out, "<code class=\"address\">");
	escape_text(out, site->url);
	escape_text(out, name);
	buf_printf(out, ".%s</code>", extension);
}

/* Add a topic's feeds as items of a list: a link, and the URL to copy. */
void
html_addresses(struct buf *out, const struct topic *t, const struct site *site,
    const struct feed_format *f)
{

	for (; f->name != NULL; f++) {
		buf_puts(out, "<li><a href=\"");
		escape_attribute(out, t->slug);
		buf_printf(out, ".%s\" type=\"%s\">%s</a> ", f->extension,
		    f->type, f->name);
		html_address(out, site, t->slug, f->extension);
		buf_puts(out, "</li>\n");
	}
}
