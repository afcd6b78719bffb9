/*
 * Writes the page of a topic's month, newest paper first, with the ways to the
 * months beside it.  It shows no votes, because those of old papers still grow
 * and the page of a month that is over stays as it is.
 */
#include "page/past_page.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/markup.h"
#include "topic/topic.h"
#include "config/config.h"
#include "page/card.h"

static void
add_turn(struct buf *out, const struct past_page *m, bool again)
{
	struct arena a = { 0 };

	html_turn(out, arena_printf(&a, "%s-", m->topic->slug), PERIOD_MONTH,
	    m->month, &m->months, again);
	arena_free(&a);
}

/* Start the page; its papers follow. */
void
past_page_open(struct buf *out, const struct past_page *m)
{
	struct arena a = { 0 };
	char label[PERIOD_LABEL_SIZE], title[PERIOD_TITLE_SIZE];
	struct page p = { .site = m->site, .root = "" };

	period_label(PERIOD_MONTH, m->month, label);
	period_title(PERIOD_MONTH, m->month, title);
	p.title = arena_printf(&a, "%s, %s – %s", m->topic->title, title,
	    m->site->title);
	p.about = arena_printf(&a, "Hugging Face’s Daily Papers on %s in %s",
	    m->topic->title, title);
	p.path = arena_printf(&a, "%s-%s.html", m->topic->slug, label);
	html_open_head(out, &p);
	html_discovery(out, &p, m->topic);
	html_open_body(out, &p);
	add_turn(out, m, false);
	markup_add(out, "<h1><bdi>%s</bdi>, %s</h1>\n<p class=\"facts\">",
	    m->topic->title, title);
	markup_add_count(out, (int64_t)m->count, "paper");
	markup_add(out,
	    " · <a href=\"%s.html\">Newest papers and feeds</a></p>\n",
	    m->topic->slug);
	arena_free(&a);
}

/* Add a paper of the month. */
void
past_page_add(struct buf *out, const struct past_page *m, const struct entry *e)
{
	const struct card_style style = { .site = m->site,
		.root = "",
		.heading = "h2",
		.dated = true };

	card_write(out, e, &style);
}

/* End the page.  Return 0, or -1 when it did not fit. */
int
past_page_close(struct buf *out, const struct past_page *m)
{
	add_turn(out, m, true);
	html_close(out);
	return out->full ? -1 : 0;
}
