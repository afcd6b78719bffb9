/*
 * Writes the page of a day: all papers of the day's listing, in its order, with
 * the ways to the days beside it and to its week and month.
 */
#include "page/day_page.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/markup.h"
#include "topic/topic.h"
#include "config/config.h"
#include "page/card.h"

/* The ways from a day to all that it is a part of. */
static void
add_around(struct buf *out, const struct day_page *d, const char *label)
{
	char week[PERIOD_LABEL_SIZE], month[PERIOD_LABEL_SIZE];
	char week_title[PERIOD_TITLE_SIZE], month_title[PERIOD_TITLE_SIZE];

	period_label(PERIOD_WEEK, d->day, week);
	period_title(PERIOD_WEEK, d->day, week_title);
	period_label(PERIOD_MONTH, d->day, month);
	period_title(PERIOD_MONTH, d->day, month_title);
	markup_add(out,
	    "<a href=\"../week/%s.html\">%s</a> · "
	    "<a href=\"../month/%s.html\">%s</a>",
	    week, week_title, month, month_title);
	if (topic_has_format(d->all, "bib"))
		markup_add(out,
		    " · <a href=\"%s.bib\" "
		    "type=\"application/x-bibtex\">BibTeX</a>",
		    label);
}

/* Start the page; its papers follow. */
void
day_page_open(struct buf *out, const struct day_page *d)
{
	struct arena a = { 0 };
	char label[PERIOD_LABEL_SIZE], title[PERIOD_TITLE_SIZE];
	struct page p = { .site = d->site,
		.about =
		    "The papers of one day of Hugging Face’s Daily Papers.",
		.root = "../" };

	period_label(PERIOD_DAY, d->day, label);
	period_title(PERIOD_DAY, d->day, title);
	p.title = arena_printf(&a, "%s – %s", title, d->site->title);
	p.path = arena_printf(&a, "day/%s.html", label);
	html_open_head(out, &p);
	html_discovery(out, &p, d->all);
	html_open_body(out, &p);
	html_turn(out, "", PERIOD_DAY, d->day, &d->days, false);
	markup_add(out, "<h1>%s</h1>\n<p class=\"facts\">", title);
	markup_add_count(out, (int64_t)d->count, "paper");
	buf_puts(out, ", as the listing has them · ");
	add_around(out, d, label);
	buf_puts(out, "</p>\n");
	arena_free(&a);
}

/* Add a paper of the day. */
void
day_page_add(struct buf *out, const struct day_page *d, const struct entry *e)
{
	const struct card_style style = { .site = d->site,
		.root = "../",
		.heading = "h2",
		.is_day = true,
		.voted = true };

	card_write(out, e, &style);
}

/* End the page.  Return 0, or -1 when it did not fit. */
int
day_page_close(struct buf *out, const struct day_page *d)
{
	html_turn(out, "", PERIOD_DAY, d->day, &d->days, true);
	html_close(out);
	return out->full ? -1 : 0;
}
