/*
 * The text rendition of a page: header lines, the page's date, then for each
 * paper its title, its abstract, a line with its people, a line with a middle
 * dot, and its date with the number of comments.  Blank lines part these;
 * lines may be wrapped anywhere and indented.
 */
#include "listing/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "listing/draft.h"
#include "listing/text_lines.h"
#include "listing/text_paper.h"
#include "listing/text_proof.h"

/* Read the papers; `dated` says that the reader is behind the page's date. */
static void
read_papers(struct draft *d, struct text_reader *r, bool dated,
    struct text_found *found)
{
	struct text_paper paper;
	struct text_line t;
	enum text_kind kind;

	text_paper_begin(&paper, found, dated);
	while ((kind = text_lines_next(r, &t)) != TEXT_END)
		text_paper_take(d, &paper, kind, &t);
	text_paper_end(d, &paper);
}

/* Is one of a paragraph's lines the heading of a listing? */
static bool
has_heading(const struct text_span *s)
{
	static const char *const headings[] = { "Daily Papers",
		"Trending Papers" };
	const char *line = s->start, *feed;
	size_t i, n;

	for (; line != NULL; line = feed == NULL ? NULL : feed + 1) {
		feed = memchr(line, '\n', (size_t)(s->end - line));
		for (i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
			n = strlen(headings[i]);
			if ((size_t)(s->end - line) >= n &&
			    memcmp(line, headings[i], n) == 0)
				return true;
		}
	}
	return false;
}

/*
 * Look for the page's date before the first paper with people or date, and
 * say whether there is one.  Sets the listing's day, from the date asked for
 * if none is shown, notes a listing's heading, and leaves the reader behind the
 * date.  Return -1 when there is no such paper.
 */
static int
read_header(struct draft *d, struct text_reader *r, bool *dated,
    struct text_found *found)
{
	const char *start = r->at;
	struct text_line t, date;
	enum text_kind kind;

	*dated = false;
	r->page_day = draft_last_day(d);
	d->listing.day = date_midnight(d->request->asked);
	do {
		kind = text_lines_next(r, &t);
		if (kind == TEXT_PARAGRAPH && has_heading(&t.text))
			found->named = true;
		if (kind == TEXT_PARAGRAPH && !*dated &&
		    text_lines_date(r, t.text, &date)) {
			d->listing.day = date.day;
			start = r->at;
			*dated = true;
		}
	} while (
	    kind == TEXT_PARAGRAPH || (kind == TEXT_DOT && t.day == DATE_NONE));
	r->at = start;
	r->page_day = d->listing.day;
	return kind == TEXT_END ? -1 : 0;
}

/*
 * Refuse a text that may be another one, was not read whole, or of which
 * something was read that cannot be a paper.
 */
static int
prove(struct draft *d, const struct text_found *found)
{
	const struct paper_list *l = &d->listing.papers;
	const char *fault;
	size_t i;

	if (!found->named && !found->dated) {
		draft_refuse(d,
		    "no listing: a text has neither the heading \"Daily "
		    "Papers\" nor a date below \"N authors\"");
		return -1;
	}
	if (found->lost > 0) {
		draft_refuse(d,
		    "no listing that can be read as text: %zu items among "
		    "others lack a title, or all below it",
		    found->lost);
		return -1;
	}
	for (i = 0; i < l->count; i++) {
		fault = text_proof_fault(&l->papers[i]);
		if (fault == NULL)
			continue;
		draft_refuse(d,
		    "no listing that can be read as text: %s (item %lld)",
		    fault, (long long)l->papers[i].listings[0].rank);
		return -1;
	}
	return 0;
}

/*
 * Read a page saved as text: n bytes without a NUL.  Adds its papers to the
 * listing, with the strings as the text has them, wrapped lines and all, and
 * sets its kind, day and label.
 * Return 0, or -1 when it is refused: the text is no listing, or of a layout
 * that is not understood, or its day is not known.
 */
int
listing_text_read(struct draft *d, const char *text, size_t n)
{
	struct text_reader r = { .at = text, .end = text + n };
	char label[DATE_DAY_SIZE];
	struct text_found found = { 0 };
	bool dated;

	if (read_header(d, &r, &dated, &found) == -1) {
		draft_refuse(d,
		    "no listing: a text has neither a date below a line "
		    "\"" TEXT_MIDDLE_DOT "\" nor a line \"N authors\"");
		return -1;
	}
	if (d->listing.day == DATE_NONE) {
		draft_refuse(d,
		    "no date: the text does not show its day; name it "
		    "with -d DATE");
		return -1;
	}
	date_format_day(d->listing.day, label);
	d->listing.label = arena_string(&d->listing.papers.arena, label);
	d->listing.kind = LISTING_TEXT;
	d->listing.complete = false;
	read_papers(d, &r, dated, &found);
	if (d->listing.items == 0) {
		draft_refuse(d,
		    "no listing: no title above \"N authors\" or a "
		    "date");
		return -1;
	}
	return prove(d, &found);
}
