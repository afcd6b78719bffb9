/*
 * Writes the page of a week or a month: how many papers each day had, as a
 * calendar, and those with the most votes.
 */
#include "page/overview.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "config/config.h"
#include "page/card.h"

static const struct {
	const char *brief, *name;
} weekdays[] = {
	{ "Mo", "Monday" },
	{ "Tu", "Tuesday" },
	{ "We", "Wednesday" },
	{ "Th", "Thursday" },
	{ "Fr", "Friday" },
	{ "Sa", "Saturday" },
	{ "Su", "Sunday" },
};

/* How many papers the days from one up to another had, within the period. */
static int64_t
count_papers(const struct overview *o, int64_t from, int64_t to)
{
	int64_t day, papers = 0;

	for (day = o->period.start; day < o->period.end; day += DATE_DAY) {
		if (day >= from && day < to)
			papers += o->papers[(day - o->period.start) / DATE_DAY];
	}
	return papers;
}

/* Add a day's cell; one outside of the period is empty. */
static void
add_day(struct buf *out, const struct overview *o, int64_t day)
{
	char label[PERIOD_LABEL_SIZE];
	const char *number = label + sizeof("2026-04-") - 1;
	int64_t papers = count_papers(o, day, day + DATE_DAY);

	if (day < o->period.start || day >= o->period.end) {
		buf_puts(out, "<td></td>\n");
		return;
	}
	date_format_day(day, label);
	number += number[0] == '0';
	if (papers == 0) {
		markup_add(out, "<td><time datetime=\"%s\">%s</time></td>\n",
		    label, number);
		return;
	}
	markup_add(out,
	    "<td><a href=\"../day/%s.html\"><time datetime=\"%s\">%s</time> "
	    "<strong>",
	    label, label, number);
	markup_add_number(out, papers);
	markup_add(out,
	    "</strong><span class=\"unseen\"> paper%s</span></a></td>\n",
	    papers == 1 ? "" : "s");
}

/* Add a week's row, whose heading leads to the page of the week. */
static void
add_week(struct buf *out, const struct overview *o, int64_t monday)
{
	char label[PERIOD_LABEL_SIZE];
	const char *number = label + sizeof("2026-") - 1;
	int i;

	period_label(PERIOD_WEEK, monday, label);
	buf_puts(out, "<tr>\n");
	if (o->kind != PERIOD_WEEK &&
	    count_papers(o, monday, monday + 7 * DATE_DAY) > 0)
		markup_add(out,
		    "<th scope=\"row\"><a href=\"../week/%s.html\">%s</a></th>\n",
		    label, number);
	else
		markup_add(out, "<th scope=\"row\">%s</th>\n", number);
	for (i = 0; i < 7; i++)
		add_day(out, o, monday + i * DATE_DAY);
	buf_puts(out, "</tr>\n");
}

static void
add_calendar(struct buf *out, const struct overview *o)
{
	int64_t monday = date_monday(o->period.start);
	size_t i;

	buf_puts(out,
	    "<table class=\"calendar\">\n"
	    "<caption>Papers of each day</caption>\n"
	    "<thead>\n<tr>\n<th scope=\"col\">Week</th>\n");
	for (i = 0; i < 7; i++)
		markup_add(out,
		    "<th scope=\"col\"><abbr title=\"%s\">%s</abbr></th>\n",
		    weekdays[i].name, weekdays[i].brief);
	buf_puts(out, "</tr>\n</thead>\n<tbody>\n");
	for (; monday < o->period.end; monday += 7 * DATE_DAY)
		add_week(out, o, monday);
	buf_puts(out, "</tbody>\n</table>\n");
}

static void
add_best(struct buf *out, const struct overview *o)
{
	const struct card_style style = { .site = o->site,
		.root = "../",
		.dated = true };
	size_t i;

	if (o->best_count == 0)
		return;
	buf_puts(out,
	    "<section aria-labelledby=\"best\">\n"
	    "<h2 id=\"best\">Most voted</h2>\n<ol class=\"lines\">\n");
	for (i = 0; i < o->best_count; i++)
		card_write_line(out, o->best[i], &style);
	buf_puts(out, "</ol>\n</section>\n");
}

/* The ways up: a week's months, if they have papers in it. */
static void
add_around(struct buf *out, const struct overview *o)
{
	char label[PERIOD_LABEL_SIZE], title[PERIOD_TITLE_SIZE];
	int64_t last = o->period.end - DATE_DAY, month;

	if (o->kind != PERIOD_WEEK)
		return;
	for (month = date_month(o->period.start); month <= last;
	     month = date_next_month(month)) {
		if (count_papers(o, month, date_next_month(month)) == 0)
			continue;
		period_label(PERIOD_MONTH, month, label);
		period_title(PERIOD_MONTH, month, title);
		markup_add(out, " · <a href=\"../month/%s.html\">%s</a>", label,
		    title);
	}
}

/* Add the page.  Return 0, or -1 when it did not fit. */
int
overview_write(struct buf *out, const struct overview *o)
{
	struct arena a = { 0 };
	char label[PERIOD_LABEL_SIZE], title[PERIOD_TITLE_SIZE];
	struct page p = { .site = o->site,
		.about = "How many papers each day of Hugging Face’s Daily "
			 "Papers had, and the most voted.",
		.root = "../" };

	period_label(o->kind, o->period.start, label);
	period_title(o->kind, o->period.start, title);
	p.title = arena_printf(&a, "%s – %s", title, o->site->title);
	p.path = arena_printf(&a, "%s/%s.html",
	    o->kind == PERIOD_WEEK ? "week" : "month", label);
	html_open_head(out, &p);
	html_discovery(out, &p, o->all);
	html_open_body(out, &p);
	html_turn(out, "", o->kind, o->period.start, &o->beside, false);
	markup_add(out, "<h1>%s</h1>\n<p class=\"facts\">", title);
	markup_add_count(out, count_papers(o, INT64_MIN, INT64_MAX), "paper");
	add_around(out, o);
	buf_puts(out, "</p>\n");
	add_calendar(out, o);
	add_best(out, o);
	html_turn(out, "", o->kind, o->period.start, &o->beside, true);
	html_close(out);
	arena_free(&a);
	return out->full ? -1 : 0;
}
