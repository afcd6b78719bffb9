/*
 * Parts that the pages for people share: head and frame of a page, and small
 * elements.  Addresses of the site's own files are relative, so that the pages
 * work from a folder as well; only addresses that people copy are absolute.
 */
#include "page/html.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "topic/people.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "store/counts.h"
#include "feed/feed.h"

/* People whose names a page lists; of more it tells the number. */
#define PEOPLE_SHOWN 20

/* Start a page. */
void
html_open_head(struct buf *out, const struct page *p)
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
	    "<link rel=\"canonical\" href=\"%s%s\">\n"
	    "<link rel=\"icon\" href=\"%sfavicon.ico\" sizes=\"32x32\">\n"
	    "<link rel=\"stylesheet\" href=\"%sstyle.css\">\n",
	    p->title, p->about, p->site->url, p->path, p->root, p->root);
}

/*
 * Let feed readers find a topic's feeds.  Many readers take the first of a
 * page; others let people choose by title, so no two titles are alike.
 */
void
html_discovery(struct buf *out, const struct page *p, const struct topic *t)
{
	const struct topic_format *f = topic_formats;

	while ((f = topic_format_next(t, f)) != NULL) {
		markup_add(out,
		    "<link rel=\"alternate\" type=\"%s\" "
		    "title=\"%s – %s (%s)\" href=\"%s%s.%s\">\n",
		    f->type, t->title, p->site->title, f->name, p->root,
		    t->slug, f->ending);
		f++;
	}
}

/*
 * End the head and start the body with the site's name, which is the heading of
 * the first page, and its navigation.
 */
void
html_open_body(struct buf *out, const struct page *p)
{
	buf_puts(out,
	    "</head>\n"
	    "<body>\n"
	    "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
	    "<header class=\"masthead\">\n");
	if (p->path[0] != '\0')
		markup_add(out,
		    "<p class=\"site\" dir=\"auto\">"
		    "<a href=\"%sindex.html\">%s</a></p>\n",
		    p->root, p->site->title);
	markup_add(out,
	    "<nav aria-label=\"Site\">\n"
	    "<ul>\n"
	    "<li><a href=\"%sindex.html#newest\">Newest</a></li>\n"
	    "<li><a href=\"%sindex.html#topics\">Topics</a></li>\n",
	    p->root, p->root);
	if (config_has_past(p->site))
		markup_add(out,
		    "<li><a href=\"%sindex.html#days\">Days</a></li>\n",
		    p->root);
	markup_add(out,
	    "<li><a href=\"%sindex.html#subscribe\">Subscribe</a></li>\n"
	    "</ul>\n"
	    "</nav>\n"
	    "</header>\n"
	    "<main id=\"main\">\n",
	    p->root);
}

/* End a page. */
void
html_close(struct buf *out)
{
	buf_puts(out,
	    "</main>\n"
	    "<footer>\n"
	    "<p>Papers come from the listing of "
	    "<a href=\"https://huggingface.co/papers\">Daily Papers</a> at "
	    "Hugging Face. Titles and abstracts are their authors’; summaries "
	    "are made by the listing’s AI. Days are in UTC.</p>\n"
	    "</footer>\n"
	    "</body>\n"
	    "</html>\n");
}

/* Add the day of an instant as people write it: 8 April 2026. */
void
html_date(struct buf *out, int64_t t)
{
	char day[DATE_DAY_SIZE], text[DATE_LONG_SIZE];
	const char *comma;

	date_format_day(t, day);
	date_format_long(t, text);
	comma = strchr(text, ',');
	markup_add(out, "<time datetime=\"%s\">%s</time>", day,
	    comma == NULL ? text : comma + 2);
}

/* Add a day, as the link to its page on a page beside the first one, if it has. */
void
html_day_link(struct buf *out, const struct site *site, int64_t day)
{
	char label[DATE_DAY_SIZE], title[DATE_LONG_SIZE];

	date_format_day(day, label);
	date_format_long(day, title);
	if (config_has_past(site))
		markup_add(out, "<a href=\"day/%s.html\">%s</a>", label, title);
	else
		buf_puts(out, title);
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
		markup_add_count(out, c->count, "paper");
		buf_puts(out, "</strong>, newest ");
		html_date(out, c->newest);
	}
	buf_puts(out, "</p>\n");
}

/* A link of html_turn(). */
static void
add_neighbour(struct buf *out, const char *rel, const char *stem,
    enum period_kind kind, int64_t start)
{
	char label[PERIOD_LABEL_SIZE], title[PERIOD_TITLE_SIZE];
	bool older = strcmp(rel, "prev") == 0;

	if (start == DATE_NONE)
		return;
	period_label(kind, start, label);
	period_title(kind, start, title);
	buf_puts(out, older ? "<li>" : "<li class=\"next\">");
	markup_add(out, "<a rel=\"%s\" href=\"%s%s.html\">%s%s%s</a></li>\n",
	    rel, stem, label, older ? "← " : "", title, older ? "" : " →");
}

/*
 * Add the links from the page of a period to those beside it, whose files are
 * called `stem` and the period: at the top of the page, or again at its end.
 */
void
html_turn(struct buf *out, const char *stem, enum period_kind kind,
    int64_t start, const struct neighbours *n, bool again)
{
	char title[PERIOD_TITLE_SIZE];

	if (n->older == DATE_NONE && n->newer == DATE_NONE)
		return;
	period_title(kind, start, title);
	markup_add(out,
	    "<nav class=\"turn\" aria-label=\"Before and after %s%s\">\n<ul>\n",
	    title, again ? ", again" : "");
	add_neighbour(out, "prev", stem, kind, n->older);
	add_neighbour(out, "next", stem, kind, n->newer);
	buf_puts(out, "</ul>\n</nav>\n");
}

/*
 * Add links to pages of months, newest first, a line for each year; their files
 * are called `stem` and the month.
 */
void
html_months(struct buf *out, const char *stem, const int64_t *months,
    size_t count)
{
	char label[DATE_MONTH_SIZE], title[DATE_LONG_SIZE], year[5] = "";
	size_t i;

	if (count == 0)
		return;
	buf_puts(out, "<ul class=\"months\">\n");
	for (i = 0; i < count; i++) {
		date_format_month(months[i], label);
		date_format_long_month(months[i], title);
		if (strncmp(year, label, 4) != 0) {
			buf_puts(out, i == 0 ? "<li>" : "</li>\n<li>");
			memcpy(year, label, 4);
		} else
			buf_putc(out, ' ');
		markup_add(out, "<a href=\"%s%s.html\">%s</a>", stem, label,
		    title);
	}
	buf_puts(out, "</li>\n</ul>\n");
}

/* Add how many people wrote a topic's papers, and who, if they are few. */
static void
add_people(struct buf *out, const struct people *people)
{
	size_t count = people_count(people), i;

	markup_add(out, ", by ");
	markup_add_number(out, (int64_t)count);
	buf_puts(out, count == 1 ? " person" : " people");
	for (i = 0; i < count && count <= PEOPLE_SHOWN; i++)
		markup_add(out, "%s<bdi>%s</bdi>", i == 0 ? " (" : "; ",
		    people_get(people, i)->written);
	if (count <= PEOPLE_SHOWN)
		buf_putc(out, ')');
}

/* Add the conditions of a topic beside its query. */
void
html_conditions(struct buf *out, const struct topic *t)
{
	if (topic_has_examples(t)) {
		buf_puts(out, ", like the papers below, about ");
		markup_add_number(out, t->about);
		buf_puts(out, " a week");
	}
	if (t->category != NULL)
		markup_add(out, ", of arXiv’s categories <bdi>%s</bdi>",
		    t->category);
	if (t->people != NULL)
		add_people(out, t->people);
	if (t->organization != NULL)
		markup_add(out, ", from <bdi>%s</bdi>", t->organization);
	if (t->source != NULL)
		markup_add(out, ", shown by the source <bdi>%s</bdi>",
		    t->source);
	if (t->min_upvotes > 0) {
		buf_puts(out, ", once they have had at least ");
		markup_add_count(out, t->min_upvotes, "upvote");
	}
	if (t->per_day > 0) {
		buf_puts(out, ", the ");
		if (t->per_day > 1) {
			markup_add_number(out, t->per_day);
			buf_putc(out, ' ');
		}
		buf_puts(out, "most voted of each day");
	}
}

/* Add the absolute URL of a file, NAME.EXTENSION, for people to copy. */
void
html_address(struct buf *out, const struct site *site, const char *name,
    const char *ending)
{
	markup_add(out, "<code class=\"address\">%s%s.%s</code>", site->url,
	    name, ending);
}

/*
 * Add a topic's feeds, the first ones up to so many, as items of a list: a link,
 * and the URL to copy.  Return the format behind the last of them.
 */
const struct topic_format *
html_addresses(struct buf *out, const struct topic *t, const struct site *site,
    const struct topic_format *formats, size_t most)
{
	const struct topic_format *f;

	while (most-- > 0 && (f = topic_format_next(t, formats)) != NULL) {
		formats = f + 1;
		markup_add(out, "<li><a href=\"%s.%s\" type=\"%s\">%s</a> ",
		    t->slug, f->ending, f->type, f->name);
		html_address(out, site, t->slug, f->ending);
		buf_puts(out, "</li>\n");
	}
	return formats;
}
