/*
 * Writes a mail's part in HTML as mail programs take it: tables, style at each
 * element, no script, and nothing that is fetched but pictures, if the mail wants
 * them.  No colour is set for the ground, so that dark mail stays dark; programs
 * that know about it take lighter colours there.
 */
#include "mail/digest_html.h"

#include <stdbool.h>

#include "base/buf.h"
#include "base/markup.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "feed/entry.h"
#include "mail/digest.h"

#define PREVIEW_BLANKS 60

#define FACE \
	"font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
#define GREY  "color:#767676;"
#define BLUE  "color:#3074da;"
#define SMALL "margin:0 0 6px;font-size:14px;line-height:20px;"

static void
add_head(struct buf *out, const struct digest *d, const char *span)
{
	markup_add(out,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
	    "<title>%s: %s</title>\n",
	    d->mail->title, span);
	buf_puts(out,
	    "<style>\n@media (prefers-color-scheme: dark) {\n"
	    ".grey { color: #a6a6a6 !important; }\n"
	    ".blue { color: #7fb0ff !important; }\n}\n</style>\n</head>\n"
	    "<body style=\"margin:0;padding:0;\">\n");
}

/* Add what inboxes show behind the subject: the first titles. */
static void
add_preview(struct buf *out, const struct digest *d)
{
	const struct digest_group *g = d->groups;
	size_t i, n, left = 3;

	buf_puts(out,
	    "<div style=\"display:none;max-height:0;overflow:hidden;\">");
	for (i = 0; i < d->group_count; i++, g++) {
		for (n = 0; n < g->count && left > 0; n++, left--)
			markup_add(out, "%s · ", g->papers[n].entry->title);
	}
	/* What nobody sees keeps what follows from being shown as well. */
	for (i = 0; i < PREVIEW_BLANKS; i++)
		buf_puts(out, "&nbsp;&zwnj;");
	buf_puts(out, "</div>\n");
}

/* Add what the mail has, and its topics if there are several. */
static void
add_contents(struct buf *out, const struct digest *d, const char *span)
{
	const struct digest_group *g = d->groups;
	size_t i;

	markup_add(out,
	    "<h1 style=\"margin:0 0 4px;font-size:22px;line-height:28px;\">%s"
	    "</h1>\n<p class=\"grey\" style=\"margin:0 0 16px;font-size:15px;line-height:22px;" GREY
	    "\">",
	    d->mail->title);
	markup_add_count(out, (int64_t)(d->shown + d->more), "paper");
	markup_add(out, " of %s", span);
	if (d->more > 0) {
		buf_puts(out, "; here are the ");
		markup_add_number(out, (int64_t)d->shown);
		markup_add(out, " %s", digest_choice(d));
	}
	buf_puts(out, "</p>\n");
	if (d->group_count < 2)
		return;
	buf_puts(out,
	    "<ul style=\"margin:0 0 16px;padding:0 0 0 20px;font-size:15px;"
	    "line-height:24px;\">\n");
	for (i = 0; i < d->group_count; i++, g++) {
		markup_add(out,
		    "<li><a class=\"blue\" href=\"#%s\" style=\"" BLUE
		    "\">%s</a>: ",
		    g->topic->slug, g->topic->title);
		markup_add_count(out, (int64_t)(g->count + g->more), "paper");
		buf_puts(out, "</li>\n");
	}
	buf_puts(out, "</ul>\n");
}

static void
add_link(struct buf *out, const char *href, const char *title)
{
	markup_add(out,
	    "<a class=\"blue\" href=\"%s\" style=\"" BLUE "\">%s</a>", href,
	    title);
}

/* Add who wrote a paper, what readers thought of it, and its day. */
static void
add_people(struct buf *out, const struct digest_paper *p)
{
	int64_t votes = p->entry->paper->upvotes;
	bool some = p->people != NULL;

	if (!some && votes <= 0 && p->day == NULL)
		return;
	buf_puts(out,
	    "<p class=\"grey\" dir=\"auto\" style=\"" SMALL GREY "\">");
	if (some)
		markup_add(out, "%s", p->people);
	if (votes > 0) {
		buf_puts(out, some ? " · " : "");
		markup_add_count(out, votes, "vote");
		some = true;
	}
	if (p->day != NULL)
		markup_add(out, "%s%s", some ? " · " : "", p->day);
	buf_puts(out, "</p>\n");
}

/* Add what a paper is about, and say so if the listing's AI wrote it. */
static void
add_gist(struct buf *out, const struct digest_paper *p)
{
	if (p->gist == NULL)
		return;
	buf_puts(out,
	    "<p dir=\"auto\" style=\"margin:0 0 6px;font-size:15px;"
	    "line-height:22px;\">");
	if (p->summarized)
		buf_puts(out,
		    "<span class=\"grey\" style=\"" GREY
		    "\">AI summary:</span> ");
	markup_add(out, "%s</p>\n", p->gist);
}

/* Add the ways to a paper that go beside its title. */
static void
add_links(struct buf *out, const struct entry *e)
{
	size_t i, n = 0;

	for (i = 0; i < e->related_count; i++) {
		if (!digest_shows_link(e, i))
			continue;
		buf_puts(out,
		    n++ == 0 ? "<p style=\"" SMALL "\">" : " &nbsp; ");
		add_link(out, e->related[i].href, e->related[i].title);
	}
	if (n > 0)
		buf_puts(out, "</p>\n");
}

static void
add_paper(struct buf *out, const struct digest *d, const struct digest_paper *p)
{
	const struct entry *e = p->entry;
	const char *picture = e->paper->links[LINK_THUMBNAIL];

	buf_puts(out, "<tr><td style=\"padding:0 0 22px;\">\n");
	if (d->mail->thumbnails && picture != NULL)
		markup_add(out,
		    "<img src=\"%s\" alt=\"\" width=\"600\" "
		    "style=\"display:block;max-width:600px;height:auto;"
		    "margin:0 0 8px;border:0;\">\n",
		    picture);
	markup_add(out,
	    "<h3 dir=\"auto\" style=\"margin:0 0 4px;font-size:17px;"
	    "line-height:24px;\"><a class=\"blue\" href=\"%s\" style=\"" BLUE
	    "text-decoration:none;\">%s</a></h3>\n",
	    e->link, e->title);
	add_people(out, p);
	add_gist(out, p);
	add_links(out, e);
	buf_puts(out, "</td></tr>\n");
}

/* Add where a topic's page and feed are, and what is only there. */
static void
add_ways(struct buf *out, const struct digest *d, const struct digest_group *g)
{
	size_t i;

	buf_puts(out,
	    "<tr><td style=\"padding:0 0 28px;\">\n<p style=\"" SMALL "\">");
	if (g->more > 0) {
		buf_puts(out, "And ");
		markup_add_number(out, (int64_t)g->more);
		buf_puts(out, " more, which no later mail has: &nbsp; ");
	}
	for (i = 0; i < g->page_count; i++) {
		add_link(out, g->pages[i].url, g->pages[i].title);
		buf_puts(out, " &nbsp; ");
	}
	markup_add(out,
	    "<a class=\"blue\" href=\"%s%s.%s\" style=\"" BLUE
	    "\">Feed</a></p>\n</td></tr>\n",
	    d->config->site.url, g->topic->slug,
	    topic_format_first(g->topic)->ending);
}

static void
add_group(struct buf *out, const struct digest *d, const struct digest_group *g)
{
	size_t i;

	markup_add(out,
	    "<tr><td style=\"padding:0 0 12px;\">\n"
	    "<h2 id=\"%s\" dir=\"auto\" style=\"margin:0;padding:0 0 6px;"
	    "font-size:19px;line-height:26px;border-bottom:1px solid #8a8a8a;\">"
	    "%s</h2>\n</td></tr>\n",
	    g->topic->slug, g->topic->title);
	for (i = 0; i < g->count; i++)
		add_paper(out, d, &g->papers[i]);
	add_ways(out, d, g);
}

/* Add which mail this is, and how to leave it. */
static void
add_foot(struct buf *out, const struct digest *d)
{
	const struct site *site = &d->config->site;

	markup_add(out,
	    "<tr><td style=\"padding:12px 0 0;border-top:1px solid #8a8a8a;\">\n"
	    "<p class=\"grey\" style=\"" SMALL GREY "\">The mail “%s” of ",
	    d->mail->name);
	add_link(out, site->url, site->title);
	markup_add(out, " comes every %s, and has each paper once. ",
	    d->mail->every);
	if (d->mail->unsubscribe != NULL)
		add_link(out, d->mail->unsubscribe, "Unsubscribe");
	else
		buf_puts(out, "To leave it, answer this message.");
	buf_puts(out, "</p>\n</td></tr>\n");
}

/* Add the HTML of a mail. */
void
digest_html_write(struct buf *out, const struct digest *d)
{
	char span[DIGEST_SPAN_SIZE];
	size_t i;

	digest_span(d, span);
	add_head(out, d, span);
	add_preview(out, d);
	buf_puts(out,
	    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
	    "cellspacing=\"0\" border=\"0\">\n<tr><td align=\"center\" "
	    "style=\"padding:24px 16px;\">\n"
	    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
	    "cellspacing=\"0\" border=\"0\" style=\"max-width:600px;"
	    "text-align:left;" FACE "\">\n<tr><td>\n");
	add_contents(out, d, span);
	buf_puts(out, "</td></tr>\n");
	for (i = 0; i < d->group_count; i++)
		add_group(out, d, &d->groups[i]);
	add_foot(out, d);
	buf_puts(out, "</table>\n</td></tr>\n</table>\n</body>\n</html>\n");
}
