/*
 * The text rendition of a page: header lines, the page's date, then for each
 * paper its title, its abstract, a line with its people, a line with a middle
 * dot, and its date with the number of comments.  Blank lines part these;
 * lines may be wrapped anywhere and indented.
 *
 * All but the title can be missing.  What a paragraph is follows from where
 * it stands:
 *
 *   the first one behind a date		a title
 *   the last one before a dot, if a name	an organization
 *   others					the abstract
 *
 * and where a paper has neither people nor date, the next one's title is
 * told by its looks: short, without a full stop or an address, with a running
 * text above it and a running text or the people below it.  A title with
 * nothing at all behind it is not told from the page's furniture, and both
 * are left out.
 */
#include "listing/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "listing/draft.h"
#include "listing/text_lines.h"
#include "listing/text_proof.h"

/* In bytes. */
#define TITLE_MAX	 400 /* titles have up to 300, and line ends */
#define STOPPED_NAME_MAX 40  /* a name that ends in a full stop */

/* What says that the text is a listing, and is read whole. */
struct proof {
	bool named;	/* it has a listing's heading */
	bool dated;	/* a date stands below people */
	size_t dropped; /* perhaps titles, since the last paper */
	size_t lost;	/* those before a paper, and people without a title */
};

/* A paper that is being read. */
struct record {
	struct text_span title;
	struct text_span abstract;
	const char *running_end; /* of its last running text, or NULL */
	bool has_long;		 /* one of those is long */
	bool sure;		 /* the title stands where one must */
	bool has_people;	 /* nothing but a date can follow */
	struct text_span organization;
	int64_t author_count;
	int64_t published;
	int64_t comments;
	struct text_span waiting[2]; /* the last ones, not yet placed */
	struct proof *proof;	     /* of the whole text */
};

static const struct record no_record = {
	.author_count = COUNT_UNKNOWN,
	.published = DATE_NONE,
};

/* Is it a running text, even if a short one? */
static bool
is_running(const struct text_span *s)
{
	return text_lines_span_length(s) > TITLE_MAX || s->end[-1] == '.' ||
	    text_lines_span_contains(s, "://");
}

static bool
has_words(const struct text_span *s)
{
	return text_lines_span_contains(s, " ") ||
	    text_lines_span_contains(s, "\n");
}

/*
 * Write a possible name on one line.  A doubled one (the text of its picture,
 * then the name) is written once.  Return its length or -1.
 */
static int
read_name(char name[static TITLE_MAX], struct text_span s, bool *doubled)
{
	int n = text_lines_span_fold(name, TITLE_MAX, s), half = n / 2;

	if (n < 1 || strstr(name, "://") != NULL)
		return -1;
	*doubled = n % 2 == 1 && name[half] == ' ' &&
	    memcmp(name, name + half + 1, (size_t)half) == 0;
	if (*doubled)
		n = half;
	return name[n - 1] == '.' && n > STOPPED_NAME_MAX ? -1 : n;
}

static const char *
copy(struct draft *d, const struct text_span *s)
{
	return text_lines_span_is_empty(s) ?
	    NULL :
	    arena_copy(&d->listing.papers.arena, s->start,
		text_lines_span_length(s));
}

static void
start_record(struct record *rec)
{
	struct proof *proof = rec->proof;

	*rec = no_record;
	rec->proof = proof;
	rec->sure = true;
}

/* Add the paper that was read, if there is one, and start with the next. */
static void
add_record(struct draft *d, struct record *rec)
{
	struct paper *p;
	char name[TITLE_MAX];
	bool doubled;
	int n;

	if (text_lines_span_length(&rec->title) > TITLE_MAX) {
		draft_skip(d, "no title");
	} else if (!text_lines_span_is_empty(&rec->title)) {
		p = draft_add(d);
		rec->proof->lost += rec->proof->dropped;
		rec->proof->dropped = 0;
		p->source.title = copy(d, &rec->title);
		p->source.abstract = copy(d, &rec->abstract);
		p->author_count = rec->author_count;
		p->published = rec->published;
		p->comments = rec->comments;
		n = read_name(name, rec->organization, &doubled);
		if (n != -1)
			p->organization = arena_copy(&d->listing.papers.arena,
			    name, (size_t)n);
	} else if (rec->has_people)
		rec->proof->lost++;
	start_record(rec);
}

/*
 * Add a paper with neither people nor date if it has an abstract.  A short
 * abstract counts only if there is no doubt; short lines behind it do not
 * belong to the paper.  What is dropped may be a title; it is lost if a paper
 * follows, and belongs to the page's foot if none does.
 */
static void
add_unfinished(struct draft *d, struct record *rec)
{
	bool keep = rec->has_long;
	const char *title;

	if (rec->sure)
		keep |= rec->running_end != NULL && has_words(&rec->title);
	else
		keep &= text_lines_span_length(&rec->title) <= TITLE_MAX;
	if (!keep) {
		title = copy(d, &rec->title);
		if (title != NULL && text_proof_title(title) == NULL &&
		    (rec->sure || d->listing.items > 0))
			rec->proof->dropped++;
		rec->title = (struct text_span){ 0 };
	}
	rec->abstract.end = rec->running_end;
	add_record(d, rec);
}

/* What follows a paragraph. */
enum follower {
	RUNNING_TEXT,
	SHORT_TEXT,
	PEOPLE, /* or the dot */
	NOTHING
};

static enum follower
follower(const struct text_span *s)
{
	return is_running(s) ? RUNNING_TEXT : SHORT_TEXT;
}

/* Does the abstract so far end in a running text? */
static bool
ends_running(const struct record *rec)
{
	return rec->running_end != NULL &&
	    rec->running_end == rec->abstract.end;
}

/* Is a paragraph behind others the next paper's title? */
static bool
starts_paper(const struct record *rec, const struct text_span *s,
    enum follower next)
{
	if (is_running(s) || !(has_words(s) || ends_running(rec)))
		return false;
	return next == RUNNING_TEXT ||
	    (next == PEOPLE && (rec->running_end != NULL || !rec->sure));
}

/*
 * Put a paragraph in its place.  The title of a paper that begins among others
 * is as certain as theirs if nothing stands between.
 */
static void
place(struct draft *d, struct record *rec, const struct text_span *s,
    enum follower next)
{
	bool sure;

	if (text_lines_span_is_empty(&rec->title)) {
		rec->title = *s;
	} else if (starts_paper(rec, s, next)) {
		sure = rec->sure && ends_running(rec);
		add_unfinished(d, rec);
		rec->title = *s;
		rec->sure = sure;
	} else {
		if (text_lines_span_is_empty(&rec->abstract))
			rec->abstract.start = s->start;
		rec->abstract.end = s->end;
		if (is_running(s))
			rec->running_end = s->end;
		rec->has_long |= text_lines_span_length(s) > TITLE_MAX;
	}
}

/*
 * Put the last two paragraphs in their places, the very last one as the
 * organization if it looks like one; with only_doubled, if it surely is one.
 */
static void
place_last(struct draft *d, struct record *rec, enum follower next,
    bool only_doubled)
{
	struct text_span first = rec->waiting[0], last = rec->waiting[1];
	char name[TITLE_MAX];
	bool doubled;

	rec->waiting[0] = rec->waiting[1] = (struct text_span){ 0 };
	if (text_lines_span_is_empty(&last))
		return;
	if (next == PEOPLE &&
	    !(text_lines_span_is_empty(&rec->title) &&
		text_lines_span_is_empty(&first)) &&
	    read_name(name, last, &doubled) != -1 &&
	    (doubled || !only_doubled)) {
		if (!text_lines_span_is_empty(&first))
			place(d, rec, &first, PEOPLE);
		rec->organization = last;
		return;
	}
	if (!text_lines_span_is_empty(&first))
		place(d, rec, &first, follower(&last));
	place(d, rec, &last, next);
}

static void
take_paragraph(struct draft *d, struct record *rec, const struct text_line *t)
{
	struct text_span first = rec->waiting[0], second = rec->waiting[1];

	if (rec->has_people)
		add_record(d, rec);
	if (!text_lines_span_is_empty(&first))
		place(d, rec, &first, follower(&second));
	rec->waiting[0] = second;
	rec->waiting[1] = t->text;
}

static void
take_people(struct draft *d, struct record *rec, const struct text_line *t)
{
	if (rec->has_people)
		add_record(d, rec);
	place_last(d, rec, PEOPLE, true);
	rec->author_count = t->count;
	rec->has_people = true;
}

/* A dot with neither people nor date is an ornament. */
static void
take_dot(struct draft *d, struct record *rec, const struct text_line *t)
{
	if (!rec->has_people && !t->dated)
		return;
	if (!rec->has_people)
		place_last(d, rec, PEOPLE, false);
	rec->proof->dated |= rec->has_people && t->day != DATE_NONE;
	rec->published = t->day;
	rec->comments = t->count;
	add_record(d, rec);
}

/* Read the papers; `dated` says that the reader is behind the page's date. */
static void
read_papers(struct draft *d, struct text_reader *r, bool dated,
    struct proof *proof)
{
	static void (*const take[])(struct draft *, struct record *,
	    const struct text_line *) = {
		[TEXT_PARAGRAPH] = take_paragraph,
		[TEXT_PEOPLE] = take_people,
		[TEXT_DOT] = take_dot,
	};
	struct record rec = no_record;
	struct text_line t;
	enum text_kind kind;

	rec.sure = dated;
	rec.proof = proof;
	while ((kind = text_lines_next(r, &t)) != TEXT_END)
		take[kind](d, &rec, &t);
	if (rec.has_people) {
		add_record(d, &rec);
		return;
	}
	place_last(d, &rec, NOTHING, false);
	add_unfinished(d, &rec);
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
    struct proof *proof)
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
			proof->named = true;
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
prove(struct draft *d, const struct proof *proof)
{
	const struct paper_list *l = &d->listing.papers;
	const char *fault;
	size_t i;

	if (!proof->named && !proof->dated) {
		draft_refuse(d,
		    "no listing: a text has neither the heading \"Daily "
		    "Papers\" nor a date below \"N authors\"");
		return -1;
	}
	if (proof->lost > 0) {
		draft_refuse(d,
		    "no listing that can be read as text: %zu items among "
		    "others lack a title, or all below it",
		    proof->lost);
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
	struct proof proof = { 0 };
	bool dated;

	if (read_header(d, &r, &dated, &proof) == -1) {
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
	read_papers(d, &r, dated, &proof);
	if (d->listing.items == 0) {
		draft_refuse(d,
		    "no listing: no title above \"N authors\" or a "
		    "date");
		return -1;
	}
	return prove(d, &proof);
}
