/*
 * A paper in the text rendition of a page, which text.c describes.
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
#include "listing/text_paper.h"

#include <string.h>

#include "base/date.h"
#include "listing/draft.h"
#include "listing/text_proof.h"

/* In bytes. */
#define TITLE_MAX	 400 /* titles have up to 300, and line ends */
#define STOPPED_NAME_MAX 40  /* a name that ends in a full stop */

static const struct text_paper no_record = {
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
start_record(struct text_paper *rec)
{
	struct text_found *found = rec->found;

	*rec = no_record;
	rec->found = found;
	rec->sure = true;
}

/* Add the paper that was read, if there is one, and start with the next. */
static void
add_record(struct draft *d, struct text_paper *rec)
{
	struct paper *p;
	char name[TITLE_MAX];
	bool doubled;
	int n;

	if (text_lines_span_length(&rec->title) > TITLE_MAX) {
		draft_skip(d, "no title");
	} else if (!text_lines_span_is_empty(&rec->title)) {
		p = draft_add(d);
		rec->found->lost += rec->found->dropped;
		rec->found->dropped = 0;
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
		rec->found->lost++;
	start_record(rec);
}

/*
 * Add a paper with neither people nor date if it has an abstract.  A short
 * abstract counts only if there is no doubt; short lines behind it do not
 * belong to the paper.  What is dropped may be a title; it is lost if a paper
 * follows, and belongs to the page's foot if none does.
 */
static void
add_unfinished(struct draft *d, struct text_paper *rec)
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
			rec->found->dropped++;
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
ends_running(const struct text_paper *rec)
{
	return rec->running_end != NULL &&
	    rec->running_end == rec->abstract.end;
}

/* Is a paragraph behind others the next paper's title? */
static bool
starts_paper(const struct text_paper *rec, const struct text_span *s,
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
place(struct draft *d, struct text_paper *rec, const struct text_span *s,
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
place_last(struct draft *d, struct text_paper *rec, enum follower next,
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
take_paragraph(struct draft *d, struct text_paper *rec,
    const struct text_line *t)
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
take_people(struct draft *d, struct text_paper *rec, const struct text_line *t)
{
	if (rec->has_people)
		add_record(d, rec);
	place_last(d, rec, PEOPLE, true);
	rec->author_count = t->count;
	rec->has_people = true;
}

/* A dot with neither people nor date is an ornament. */
static void
take_dot(struct draft *d, struct text_paper *rec, const struct text_line *t)
{
	if (!rec->has_people && !t->dated)
		return;
	if (!rec->has_people)
		place_last(d, rec, PEOPLE, false);
	rec->found->dated |= rec->has_people && t->day != DATE_NONE;
	rec->published = t->day;
	rec->comments = t->count;
	add_record(d, rec);
}

/*
 * Begin with the first paper of a text.  What is found is noted in `found`, for all
 * papers; `sure` says that a title has to come first.
 */
void
text_paper_begin(struct text_paper *rec, struct text_found *found, bool sure)
{
	*rec = no_record;
	rec->found = found;
	rec->sure = sure;
}

/* Take what comes next, which may end the paper and begin another one. */
void
text_paper_take(struct draft *d, struct text_paper *rec, enum text_kind kind,
    const struct text_line *t)
{
	static void (*const take[])(struct draft *, struct text_paper *,
	    const struct text_line *) = {
		[TEXT_PARAGRAPH] = take_paragraph,
		[TEXT_PEOPLE] = take_people,
		[TEXT_DOT] = take_dot,
	};

	take[kind](d, rec, t);
}

/* Add the last paper, at the end of the text, if it is one. */
void
text_paper_end(struct draft *d, struct text_paper *rec)
{
	if (rec->has_people) {
		add_record(d, rec);
		return;
	}
	place_last(d, rec, NOTHING, false);
	add_unfinished(d, rec);
}
