/* Writes a mail's part in plain text, which is read in a terminal as well. */
#include "mail/digest_text.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "feed/entry.h"
#include "mail/digest.h"
#include "mail/wrap.h"

/* Add a link, in a line of its own because it must not be broken. */
static void
add_link(struct buf *out, const char *margin, const char *what, const char *url)
{
	buf_printf(out, "%s%-12s %s\n", margin, what, url);
}

static void
add_count(struct buf *out, size_t n, const char *what)
{
	buf_printf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

/* Behind a number, so that the word is not parted from it: U+00A0. */
#define NO_BREAK "\u00a0"

/* Add who wrote a paper, what readers thought of it, and its day. */
static void
add_people(struct buf *out, const char *margin, const struct digest_paper *p)
{
	int64_t votes = p->entry->paper->upvotes;
	struct buf line = { 0 };

	if (p->people != NULL)
		buf_puts(&line, p->people);
	if (votes > 0)
		buf_printf(&line, "%s%lld" NO_BREAK "vote%s",
		    line.length > 0 ? " · " : "", (long long)votes,
		    votes == 1 ? "" : "s");
	if (p->day != NULL)
		buf_printf(&line, "%s%s", line.length > 0 ? " · " : "", p->day);
	if (line.length > 0)
		wrap_add(out, margin, margin, line.data);
	buf_free(&line);
}

/* Add what a paper is about, and say so if the listing's AI wrote it. */
static void
add_gist(struct buf *out, const char *margin, const struct digest_paper *p)
{
	struct buf text = { 0 };

	if (p->gist == NULL)
		return;
	buf_printf(&text, "%s%s", p->summarized ? "AI summary: " : "", p->gist);
	buf_putc(out, '\n');
	wrap_add(out, margin, margin, text.data);
	buf_free(&text);
}

static void
add_paper(struct buf *out, const struct digest_paper *p, size_t number)
{
	const struct entry *e = p->entry;
	char first[24], margin[24];
	size_t i;

	snprintf(first, sizeof(first), "%zu. ", number);
	/* All lines behind the number begin below the title. */
	snprintf(margin, sizeof(margin), "%*s", (int)strlen(first), "");
	wrap_add(out, first, margin, e->title);
	add_people(out, margin, p);
	add_gist(out, margin, p);
	buf_putc(out, '\n');
	add_link(out, margin, "Paper", e->link);
	for (i = 0; i < e->related_count; i++) {
		if (digest_shows_link(e, i))
			add_link(out, margin, e->related[i].title,
			    e->related[i].href);
	}
	buf_putc(out, '\n');
}

/* Add where a topic's page and feed are, and what is only there. */
static void
add_ways(struct buf *out, const struct digest *d, const struct digest_group *g)
{
	size_t i;

	if (g->more > 0)
		buf_printf(out, "And %zu more, which no later mail has:\n",
		    g->more);
	for (i = 0; i < g->page_count; i++)
		buf_printf(out, "Page: %s\n", g->pages[i].url);
	buf_printf(out, "Feed: %s%s.%s\n\n", d->config->site.url,
	    g->topic->slug, topic_format_first(g->topic)->ending);
}

/* Add a heading, with a line below it. */
static void
add_heading(struct buf *out, const char *text)
{
	wrap_add(out, "", "", text);
	buf_puts(out, "------------------------------------\n\n");
}

/* Add the topics with their numbers of papers, if there are several. */
static void
add_contents(struct buf *out, const struct digest *d)
{
	const struct digest_group *g = d->groups;
	struct buf line = { 0 };
	size_t i;

	if (d->group_count < 2)
		return;
	for (i = 0; i < d->group_count; i++, g++) {
		buf_clear(&line);
		buf_printf(&line, "%s: ", g->topic->title);
		add_count(&line, g->count + g->more, "paper");
		wrap_add(out, " * ", "   ", line.data);
	}
	buf_putc(out, '\n');
	buf_free(&line);
}

/* Add which mail this is, and how to leave it. */
static void
add_foot(struct buf *out, const struct digest *d)
{
	struct buf line = { 0 };

	buf_printf(&line,
	    "The mail \"%s\" of %s comes every %s, and has each "
	    "paper once.",
	    d->mail->name, d->config->site.title, d->mail->every);
	if (d->mail->unsubscribe == NULL)
		buf_puts(&line, " To leave it, answer this message.");
	/* The sign of a signature (RFC 3676, section 4.3). */
	buf_puts(out, "-- \n");
	wrap_add(out, "", "", line.data);
	buf_printf(out, "%s\n", d->config->site.url);
	if (d->mail->unsubscribe != NULL)
		buf_printf(out, "To leave it: %s\n", d->mail->unsubscribe);
	buf_free(&line);
}

/* Add the text of a mail. */
void
digest_text_write(struct buf *out, const struct digest *d)
{
	const struct digest_group *g = d->groups;
	char span[DIGEST_SPAN_SIZE];
	struct buf line = { 0 };
	size_t i, n, number = 0;

	digest_span(d, span);
	add_count(&line, d->shown + d->more, "paper");
	buf_printf(&line, " of %s", span);
	if (d->more > 0)
		buf_printf(&line, "; here are the %zu %s", d->shown,
		    digest_choice(d));
	wrap_add(out, "", "", line.data);
	buf_putc(out, '\n');
	buf_free(&line);
	add_contents(out, d);
	for (i = 0; i < d->group_count; i++, g++) {
		add_heading(out, g->topic->title);
		for (n = 0; n < g->count; n++)
			add_paper(out, &g->papers[n], ++number);
		add_ways(out, d, g);
	}
	add_foot(out, d);
}
