/*
 * Draws papers per week as bars, in SVG (SVG 2, inside of HTML).  The picture
 * is stretched to the width of its place, so it holds no text: the labels are
 * HTML beside it, and a text alternative has the same numbers.
 */
#include "page/chart.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "store/counts.h"
#include "page/html.h"

/* In the picture's own units.  A step is a bar with the gap beside it. */
#define HEIGHT 100
#define STEP   10
#define BAR    8
#define LEAST  3 /* height of a bar that is to be seen at all */

static int64_t
height(int64_t papers, int64_t tallest)
{
	int64_t h = papers * HEIGHT / tallest;

	return papers > 0 && h < LEAST ? LEAST : h;
}

/* Start a picture of the last weeks. */
static void
open_svg(struct buf *out, const char *class, int weeks)
{
	buf_printf(out,
	    "<svg class=\"%s\" viewBox=\"0 0 %d %d\" "
	    "preserveAspectRatio=\"none\" role=\"img\"",
	    class, weeks * STEP, HEIGHT);
}

/* The text alternative of the big chart: all numbers in their order. */
static void
add_label(struct buf *out, const struct topic_counts *m, int from)
{
	char first[DATE_DAY_SIZE], last[DATE_DAY_SIZE];
	int i;

	date_format_day(counts_monday(m, from), first);
	date_format_day(m->week, last);
	buf_printf(out,
	    "Papers per week, from the week of Monday %s to that of %s: ",
	    first, last);
	for (i = from; i < COUNTS_WEEKS; i++)
		buf_printf(out, "%s%" PRId64, i == from ? "" : ", ",
		    m->weeks[i]);
	buf_puts(out, ". Most in a week: ");
	markup_add_number(out, counts_most(m));
	buf_putc(out, '.');
}

/* A week shows its number when the reader points at it, also above the bar. */
static void
add_week(struct buf *out, const struct topic_counts *m, int week, int from)
{
	int64_t h = height(m->weeks[week], counts_most(m));
	char day[DATE_DAY_SIZE];

	date_format_day(counts_monday(m, week), day);
	buf_printf(out, "<g><title>Week of %s: ", day);
	markup_add_count(out, m->weeks[week], "paper");
	buf_printf(out,
	    "</title><rect class=\"week\" x=\"%d\" width=\"%d\" "
	    "height=\"%d\" fill=\"none\"/>",
	    (week - from) * STEP, STEP, HEIGHT);
	if (h > 0)
		buf_printf(out,
		    "<rect class=\"bar\" x=\"%d\" y=\"%" PRId64 "\" "
		    "width=\"%d\" height=\"%" PRId64 "\"/>",
		    (week - from) * STEP + (STEP - BAR) / 2, HEIGHT - h, BAR,
		    h);
	buf_puts(out, "</g>\n");
}

/* Add a figure with the papers of each week, or nothing when there are none. */
void
chart_write(struct buf *out, const struct topic_counts *m)
{
	int i, from = COUNTS_WEEKS - counts_shown(m);

	if (counts_most(m) == 0)
		return;
	buf_puts(out,
	    "<figure class=\"chart\">\n"
	    "<figcaption>Papers per week <span>most: ");
	markup_add_number(out, counts_most(m));
	buf_puts(out, "</span></figcaption>\n");
	open_svg(out, "bars", COUNTS_WEEKS - from);
	buf_puts(out, " aria-label=\"");
	add_label(out, m, from);
	buf_puts(out, "\">\n");
	for (i = from; i < COUNTS_WEEKS; i++)
		add_week(out, m, i, from);
	buf_puts(out, "</svg>\n<p class=\"axis\"><span>week of ");
	html_date(out, counts_monday(m, from));
	buf_puts(out, "</span> <span>week of ");
	html_date(out, m->week);
	buf_puts(out, "</span></p>\n</figure>\n");
}

/* The text alternative of a small chart, which pointing at it shows as well. */
static void
add_title(struct buf *out, const struct topic_counts *m, int weeks)
{
	char day[DATE_DAY_SIZE];
	int64_t papers = 0;
	int i;

	for (i = 0; i < COUNTS_WEEKS; i++)
		papers += m->weeks[i];
	date_format_day(m->week, day);
	buf_puts(out, "<title>");
	markup_add_count(out, papers, "paper");
	buf_printf(out,
	    " in the %d weeks up to that of %s; most in a week: ", weeks, day);
	markup_add_number(out, counts_most(m));
	buf_puts(out, "</title>");
}

/*
 * Add a small chart without a figure, or nothing if its weeks have no papers.
 * It ends with the week of that Monday, which is not before the counts' own
 * last week, and has so many weeks, so that charts side by side have the same.
 */
void
chart_write_small(struct buf *out, const struct topic_counts *counts,
    int64_t week, int shown)
{
	struct topic_counts m;
	int64_t h;
	int i, from = COUNTS_WEEKS - shown;

	if (counts->count == 0)
		return;
	m = counts_extend(counts, week);
	if (counts_most(&m) == 0)
		return;
	open_svg(out, "bars small", shown);
	buf_putc(out, '>');
	add_title(out, &m, shown);
	buf_puts(out, "<path class=\"bar\" d=\"");
	for (i = from; i < COUNTS_WEEKS; i++) {
		if ((h = height(m.weeks[i], counts_most(&m))) > 0)
			buf_printf(out, "M%d %dv-%" PRId64 "h%dv%" PRId64 "z",
			    (i - from) * STEP + (STEP - BAR) / 2, HEIGHT, h,
			    BAR, h);
	}
	buf_puts(out, "\"/></svg>\n");
}
