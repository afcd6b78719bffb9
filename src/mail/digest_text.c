/* Writes a mail's part in plain text, which is read in a terminal as well. */
#include "mail/digest_text.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "paper/paper.h"
#include "config/config.h"
#include "feed/entry.h"
#include "mail/digest.h"
#include "mail/wrap.h"

static const char indent[] = "   ";

/* Add a link, in a line of its own because it must not be broken. */
static void
add_link(struct buf *out, const char *what, const char *url)
{
	buf_printf(out, "%s%-12s %s\n", indent, what, url);
}

static void
add_count(struct buf *out, size_t n, const char *what)
{
	buf_printf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

/* Add who wrote a paper and what readers thought of it. */
static void
add_people(struct buf *out, const struct digest_paper *p)
{
	int64_t votes = p->entry->paper->upvotes;
	struct buf line = { 0 };

	if (p->people != NULL)
		buf_puts(&line, p->people);
	if (votes > 0) {
		buf_puts(&line, p->people != NULL ? " · " : "");
		add_count(&line, (size_t)votes, "vote");
	}
	if (line.length > 0)
		wrap_add(out, indent, indent, line.data);
	buf_free(&line);
}

static void
add_paper(struct buf *out, const struct digest_paper *p, size_t number)
{
	const struct entry *e = p->entry;
	char first[24];
	size_t i;

	snprintf(first, sizeof(first), "%zu. ", number);
	/* As wide as the lines behind it, up to a hundred papers. */
	wrap_add(out, first, strlen(first) > 3 ? "    " : indent, e->title);
	add_people(out, p);
	if (p->gist != NULL) {
		buf_putc(out, '\n');
		wrap_add(out, indent, indent, p->gist);
	}
	buf_putc(out, '\n');
	add_link(out, "Paper", e->link);
	for (i = 0; i < e->related_count; i++) {
		if (e->related[i].href != e->discussion)
			add_link(out, e->related[i].title, e->related[i].href);
	}
	buf_putc(out, '\n');
}

/* Add where a topic's page and feed are, and what is only there. */
static void
add_ways(struct buf *out, const struct digest *d, const struct digest_group *g)
{
	const struct site *site = &d->config->site;
	bool pages = config_has_pages(site);

	if (g->more > 0)
		buf_printf(out, "And %zu more on its %s.\n", g->more,
		    pages ? "page" : "feed");
	if (pages)
		buf_printf(out, "Page: %s%s.html\n", site->url, g->topic->slug);
	buf_printf(out, "Feed: %s%s.atom\n\n", site->url, g->topic->slug);
}

/* Add a heading with a line below it. */
static void
add_heading(struct buf *out, const char *text)
{
	size_t start = out->length, n;

	wrap_add(out, "", "", text);
	n = out->length - start - 1;
	for (n = n > 72 ? 72 : n; n > 0; n--)
		buf_putc(out, '-');
	buf_puts(out, "\n\n");
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
		wrap_add(out, " * ", indent, line.data);
	}
	buf_putc(out, '\n');
	buf_free(&line);
}

/* Add who sends this, and how it ends. */
static void
add_foot(struct buf *out, const struct digest *d)
{
	struct buf line = { 0 };

	buf_printf(&line,
	    "This is the mail \"%s\" of %s. Each paper comes in "
	    "one of them only.",
	    d->mail->name, d->config->site.title);
	/* The sign of a signature (RFC 3676, section 4.3). */
	buf_puts(out, "-- \n");
	wrap_add(out, "", "", line.data);
	buf_printf(out, "%s\n", d->config->site.url);
	if (d->mail->unsubscribe != NULL)
		buf_printf(out, "Unsubscribe: %s\n", d->mail->unsubscribe);
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
		buf_printf(&line, ", %zu of them here", d->shown);
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
