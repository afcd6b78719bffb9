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
#include "listing_text.h"

#include <err.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "date.h"
#include "listing.h"

#define DOT		"\xc2\xb7"	/* U+00B7, middle dot */

/* In bytes. */
#define TITLE_MAX	400	/* titles have up to 300, and line ends */
#define STOPPED_NAME_MAX 40	/* a name that ends in a full stop */
#define PHRASE_SIZE	64	/* a date with its comments, `N authors` */

#define WRAPPED_LINES	4	/* a dot, month, day and comments */
#define DIGITS_MAX	9	/* of a number that is taken seriously */

/* A piece of the text; end is NULL when there is none. */
struct span {
	const char	*start;
	const char	*end;
};

enum token_kind {
	TOKEN_NONE,		/* the text's end */
	TOKEN_PARAGRAPH,
	TOKEN_PEOPLE,		/* `N authors` */
	TOKEN_DOT		/* the dot, and the date if there is one */
};

struct token {
	struct span	 text;		/* of a paragraph */
	int64_t		 count;		/* of authors or comments */
	int64_t		 day;		/* or DATE_NONE */
	bool		 dated;		/* a date, perhaps an unreadable one */
};

/* What is left of the text, and what its dates without a year refer to. */
struct reader {
	const char	*at;
	const char	*end;
	int64_t		 page_day;
	bool		 in_papers;	/* at behind the page's date */
};

/* A paper that is being read. */
struct record {
	struct span	 title;
	struct span	 abstract;
	const char	*running_end;	/* of its last running text, or NULL */
	bool		 has_long;	/* one of those is long */
	bool		 sure;		/* the title stands where one must */
	bool		 has_people;	/* nothing but a date can follow */
	struct span	 organization;
	int64_t		 author_count;
	int64_t		 published;
	int64_t		 comments;
	struct span	 waiting[2];	/* the last ones, not yet placed */
};

static const struct record	 no_record = {
	.author_count = COUNT_UNKNOWN,
	.published = DATE_NONE,
};

/* White space, and what has no width: U+00A0, U+200B, U+FEFF. */
static const struct {
	const char	*bytes;
	ptrdiff_t	 length;
} blanks[] = {
	{ " ", 1 }, { "\t", 1 }, { "\r", 1 }, { "\n", 1 }, { "\v", 1 },
	{ "\f", 1 }, { "\xc2\xa0", 2 }, { "\xe2\x80\x8b", 3 },
	{ "\xef\xbb\xbf", 3 },
};

static bool
is_empty(const struct span *s)
{
	return s->end == NULL || s->start == s->end;
}

static size_t
length(const struct span *s)
{
	return is_empty(s) ? 0 : (size_t)(s->end - s->start);
}

/* Bytes of the blank that s starts with, or with `last` ends with, or 0. */
static ptrdiff_t
blank_length(const struct span *s, bool last)
{
	unsigned char	 edge;
	size_t		 i;
	ptrdiff_t	 n;

	if (is_empty(s))
		return 0;
	edge = (unsigned char)(last ? s->end[-1] : s->start[0]);
	if (edge > ' ' && edge < 0x7f)
		return 0;
	for (i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++) {
		n = blanks[i].length;
		if (s->end - s->start >= n && memcmp(last ? s->end - n :
		    s->start, blanks[i].bytes, (size_t)n) == 0)
			return n;
	}
	return 0;
}

static void
trim(struct span *s)
{
	ptrdiff_t	 n;

	while ((n = blank_length(s, false)) > 0)
		s->start += n;
	while ((n = blank_length(s, true)) > 0)
		s->end -= n;
}

static bool
contains(const struct span *s, const char *what)
{
	return !is_empty(s) &&
	    memmem(s->start, length(s), what, strlen(what)) != NULL;
}

/* Step behind `what` if s starts with it. */
static bool
skip(struct span *s, const char *what)
{
	size_t	 n = strlen(what);

	if (length(s) < n || memcmp(s->start, what, n) != 0)
		return false;
	s->start += n;
	return true;
}

/*
 * Write a piece on one line, its blanks folded and with a NUL.  Return its
 * length, or -1 when that is no less than size.
 */
static int
fold(char *out, size_t size, struct span s)
{
	size_t		 n = 0;
	ptrdiff_t	 blank;

	if (length(&s) >= size * 4)
		return -1;
	trim(&s);
	while (!is_empty(&s)) {
		if (n + 1 == size)
			return -1;
		if ((blank = blank_length(&s, false)) == 0) {
			out[n++] = *s.start++;
			continue;
		}
		out[n++] = ' ';
		for (; blank > 0; blank = blank_length(&s, false))
			s.start += blank;
	}
	out[n] = '\0';
	return (int)n;
}

/* Read digits, which commas may group, and step behind them; or return -1. */
static int64_t
read_count(const char **s)
{
	const char	*p;
	int64_t		 value = 0;
	int		 digits = 0;

	for (p = *s; (*p >= '0' && *p <= '9') || (*p == ',' && digits > 0);
	    p++) {
		if (*p == ',')
			continue;
		if (++digits > DIGITS_MAX)
			return -1;
		value = value * 10 + (*p - '0');
	}
	if (digits == 0)
		return -1;
	*s = p;
	return value;
}

/* Read `3 authors`, with or without a bullet, and nothing else. */
static bool
read_people(struct span line, struct token *t)
{
	static const char *const bullets[] = { "\xe2\x80\xa2", "*", "-" };
	char			 phrase[PHRASE_SIZE];
	const char		*s = phrase;
	size_t			 i;

	for (i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
		if (skip(&line, bullets[i]))
			break;
	}
	if (fold(phrase, sizeof(phrase), line) == -1)
		return false;
	return (t->count = read_count(&s)) != -1 &&
	    (strcmp(s, " authors") == 0 || strcmp(s, " author") == 0);
}

/* Read `Jul 10, 2023` or `Mar 11 2`, and nothing else. */
static bool
read_date(const struct reader *r, struct span text, struct token *t)
{
	char		 phrase[PHRASE_SIZE];
	const char	*rest;
	int64_t		 day, count = 0;

	if (fold(phrase, sizeof(phrase), text) == -1 ||
	    date_parse_words(phrase, r->page_day, &day, &rest) == -1 ||
	    (*rest != '\0' && (count = read_count(&rest)) == -1) ||
	    *rest != '\0')
		return false;
	t->day = day;
	t->count = count;
	t->dated = true;
	return true;
}

/* Could it be a date that is not understood, `3 days ago` or `Feb 30`? */
static bool
resembles_date(struct span s)
{
	char	 phrase[PHRASE_SIZE];

	return fold(phrase, sizeof(phrase), s) != -1 &&
	    strpbrk(phrase, "0123456789") != NULL;
}

/* Find the line at p without the blanks around it; return the next one. */
static const char *
read_line(const struct reader *r, const char *p, struct span *line)
{
	const char	*feed = memchr(p, '\n', (size_t)(r->end - p));

	line->start = p;
	line->end = feed == NULL ? r->end : feed;
	trim(line);
	return feed == NULL ? r->end : feed + 1;
}

/* The rest of the paragraph from p, as far as a wrapped date can reach. */
static struct span
read_rest(const struct reader *r, const char *p)
{
	struct span	 rest = { p, p }, line;
	int		 lines;

	for (lines = 0; lines < WRAPPED_LINES && p < r->end; lines++) {
		p = read_line(r, p, &line);
		if (is_empty(&line) && lines > 0)
			break;
		rest.end = p;
	}
	return rest;
}

/*
 * Read the line below a dot if it is the date, or stands in its place in the
 * same paragraph.  Return what is behind it, or p.
 */
static const char *
read_below(const struct reader *r, const char *p, struct token *t)
{
	const char	*next = p;
	struct span	 line;
	bool		 direct = true;

	while (next < r->end) {
		next = read_line(r, next, &line);
		if (is_empty(&line)) {
			direct = false;
			continue;
		}
		if (read_date(r, line, t))
			return next;
		t->dated = direct && resembles_date(line);
		return t->dated ? next : p;
	}
	return p;
}

/*
 * Read a dot at the start of a line, and the date behind or below it.
 * Return what is behind that, or NULL when it is a dot in a text.
 */
static const char *
read_dot(const struct reader *r, struct span line, const char *next,
    struct token *t)
{
	struct span	 rest;

	if (!skip(&line, DOT))
		return NULL;
	t->day = DATE_NONE;
	t->count = 0;
	t->dated = false;
	rest = read_rest(r, line.start);
	if (read_date(r, rest, t))
		return rest.end;
	if (is_empty(&line))
		return read_below(r, next, t);
	return read_date(r, line, t) ? next : NULL;
}

/*
 * Find `· Jul 10, 2023` at the end of a paragraph, where wrapping lines anew
 * has joined it to the people's line.  Return the dot or NULL.
 */
static const char *
find_dot(const struct reader *r, const struct span *s)
{
	const char	*p = s->end;
	struct token	 t;

	while (--p > s->start && s->end - p < PHRASE_SIZE) {
		struct span	 before = { s->start, p }, rest = { p, s->end };

		if (skip(&rest, DOT) && blank_length(&before, true) > 0 &&
		    read_date(r, rest, &t))
			return p;
	}
	return NULL;
}

/* Read a paragraph from its first line on, up to a blank or a special one. */
static void
read_paragraph(struct reader *r, struct span line, const char *next,
    struct token *t)
{
	struct token	 other;
	const char	*dot;

	t->text = line;
	for (r->at = next; r->at < r->end; r->at = next) {
		next = read_line(r, r->at, &line);
		if (is_empty(&line) ||
		    read_dot(r, line, next, &other) != NULL ||
		    read_people(line, &other))
			break;
		t->text.end = line.end;
	}
	if ((dot = find_dot(r, &t->text)) != NULL) {
		r->at = t->text.end = dot;
		trim(&t->text);
	}
}

static enum token_kind
next_token(struct reader *r, struct token *t)
{
	struct span	 line = { 0 };
	const char	*next = r->at, *behind;

	while (next < r->end && is_empty(&line)) {
		r->at = next;
		next = read_line(r, r->at, &line);
	}
	if (is_empty(&line))
		return TOKEN_NONE;
	if ((behind = read_dot(r, line, next, t)) != NULL) {
		r->at = behind;
		return TOKEN_DOT;
	}
	if (read_people(line, t)) {
		r->at = next;
		return TOKEN_PEOPLE;
	}
	read_paragraph(r, line, next, t);
	return read_people(t->text, t) ? TOKEN_PEOPLE : TOKEN_PARAGRAPH;
}

/* Is it a running text, even if a short one? */
static bool
is_running(const struct span *s)
{
	return length(s) > TITLE_MAX || s->end[-1] == '.' ||
	    contains(s, "://");
}

static bool
has_words(const struct span *s)
{
	return contains(s, " ") || contains(s, "\n");
}

/*
 * Write what could be a name on one line, a doubled one (its picture's text
 * and itself) once.  Return its length or -1.
 */
static int
read_name(char name[static TITLE_MAX], struct span s, bool *doubled)
{
	int	 n = fold(name, TITLE_MAX, s), half = n / 2;

	if (n < 1 || strstr(name, "://") != NULL)
		return -1;
	*doubled = n % 2 == 1 && name[half] == ' ' &&
	    memcmp(name, name + half + 1, (size_t)half) == 0;
	if (*doubled)
		n = half;
	return name[n - 1] == '.' && n > STOPPED_NAME_MAX ? -1 : n;
}

static const char *
copy(struct listing *l, const struct span *s)
{
	return is_empty(s) ? NULL :
	    arena_copy(&l->papers.arena, s->start, length(s));
}

/* Add the paper that was read, if there is one, and start with the next. */
static void
add_record(struct listing *l, struct record *rec)
{
	struct paper	*p;
	char		 name[TITLE_MAX];
	bool		 doubled;
	int		 n;

	if (length(&rec->title) > TITLE_MAX) {
		listing_skip(l, "no title");
	} else if (!is_empty(&rec->title)) {
		p = listing_add(l);
		p->source.title = copy(l, &rec->title);
		p->source.abstract = copy(l, &rec->abstract);
		p->author_count = rec->author_count;
		p->published = rec->published;
		p->comments = rec->comments;
		n = read_name(name, rec->organization, &doubled);
		if (n != -1)
			p->organization = arena_copy(&l->papers.arena, name,
			    (size_t)n);
	}
	*rec = no_record;
	rec->sure = true;
}

/*
 * Add a paper with neither people nor date if it has an abstract, a short one
 * only where there can be no doubt; short lines behind that are not its own.
 */
static void
add_unfinished(struct listing *l, struct record *rec)
{
	bool	 keep = rec->has_long;

	if (rec->sure)
		keep |= rec->running_end != NULL && has_words(&rec->title);
	else
		keep &= length(&rec->title) <= TITLE_MAX;
	if (!keep)
		rec->title = (struct span){ 0 };
	rec->abstract.end = rec->running_end;
	add_record(l, rec);
}

/* What follows a paragraph. */
enum follower {
	RUNNING_TEXT,
	SHORT_TEXT,
	PEOPLE,		/* or the dot */
	NOTHING
};

static enum follower
follower(const struct span *s)
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
starts_paper(const struct record *rec, const struct span *s,
    enum follower next)
{
	if (is_running(s) || !(has_words(s) || ends_running(rec)))
		return false;
	return next == RUNNING_TEXT ||
	    (next == PEOPLE && (rec->running_end != NULL || !rec->sure));
}

/*
 * Put a paragraph in its place.  The title of a paper that begins in the
 * midst of others is as sure as theirs if nothing stands between.
 */
static void
place(struct listing *l, struct record *rec, const struct span *s,
    enum follower next)
{
	bool	 sure;

	if (is_empty(&rec->title)) {
		rec->title = *s;
	} else if (starts_paper(rec, s, next)) {
		sure = rec->sure && ends_running(rec);
		add_unfinished(l, rec);
		rec->title = *s;
		rec->sure = sure;
	} else {
		if (is_empty(&rec->abstract))
			rec->abstract.start = s->start;
		rec->abstract.end = s->end;
		if (is_running(s))
			rec->running_end = s->end;
		rec->has_long |= length(s) > TITLE_MAX;
	}
}

/*
 * Put the last two paragraphs in their places, the very last one as the
 * organization if it looks like one; with only_doubled, if it surely is one.
 */
static void
place_last(struct listing *l, struct record *rec, enum follower next,
    bool only_doubled)
{
	struct span	 first = rec->waiting[0], last = rec->waiting[1];
	char		 name[TITLE_MAX];
	bool		 doubled;

	rec->waiting[0] = rec->waiting[1] = (struct span){ 0 };
	if (is_empty(&last))
		return;
	if (next == PEOPLE && !(is_empty(&rec->title) && is_empty(&first)) &&
	    read_name(name, last, &doubled) != -1 &&
	    (doubled || !only_doubled)) {
		if (!is_empty(&first))
			place(l, rec, &first, PEOPLE);
		rec->organization = last;
		return;
	}
	if (!is_empty(&first))
		place(l, rec, &first, follower(&last));
	place(l, rec, &last, next);
}

static void
take_paragraph(struct listing *l, struct record *rec, const struct token *t)
{
	struct span	 first = rec->waiting[0], second = rec->waiting[1];

	if (rec->has_people)
		add_record(l, rec);
	if (!is_empty(&first))
		place(l, rec, &first, follower(&second));
	rec->waiting[0] = second;
	rec->waiting[1] = t->text;
}

static void
take_people(struct listing *l, struct record *rec, const struct token *t)
{
	if (rec->has_people)
		add_record(l, rec);
	place_last(l, rec, PEOPLE, true);
	rec->author_count = t->count;
	rec->has_people = true;
}

/* A dot with neither people nor date is an ornament. */
static void
take_dot(struct listing *l, struct record *rec, const struct token *t)
{
	if (!rec->has_people && !t->dated)
		return;
	if (!rec->has_people)
		place_last(l, rec, PEOPLE, false);
	rec->published = t->day;
	rec->comments = t->count;
	add_record(l, rec);
}

static void
read_papers(struct listing *l, struct reader *r)
{
	static void (*const take[])(struct listing *, struct record *,
	    const struct token *) = {
		[TOKEN_PARAGRAPH] = take_paragraph,
		[TOKEN_PEOPLE] = take_people,
		[TOKEN_DOT] = take_dot,
	};
	struct record	 rec = no_record;
	struct token	 t;
	enum token_kind	 kind;

	rec.sure = r->in_papers;
	while ((kind = next_token(r, &t)) != TOKEN_NONE)
		take[kind](l, &rec, &t);
	if (rec.has_people) {
		add_record(l, &rec);
		return;
	}
	place_last(l, &rec, NOTHING, false);
	add_unfinished(l, &rec);
}

/*
 * The last day that the page can show without its year.  A page that was
 * asked for by a day shows that one or, on a day without a listing, one
 * before it; the day after it is possible where the reader's clock is behind
 * the source's.
 */
static int64_t
last_page_day(const struct listing *l)
{
	return l->asked == DATE_NONE ? l->now : l->asked + DATE_DAY;
}

/*
 * Look for the page's date before the first paper with people or date.  Sets
 * the listing's day, from the date asked for if none is shown, and leaves the
 * reader behind the date.  Return -1 when there is no such paper.
 */
static int
read_header(struct listing *l, struct reader *r)
{
	const char	*start = r->at;
	struct token	 t, date;
	enum token_kind	 kind;

	r->page_day = last_page_day(l);
	l->day = date_midnight(l->asked);
	do {
		kind = next_token(r, &t);
		if (kind == TOKEN_PARAGRAPH && !r->in_papers &&
		    read_date(r, t.text, &date)) {
			l->day = date.day;
			start = r->at;
			r->in_papers = true;
		}
	} while (kind == TOKEN_PARAGRAPH ||
	    (kind == TOKEN_DOT && t.day == DATE_NONE));
	r->at = start;
	r->page_day = l->day;
	return kind == TOKEN_NONE ? -1 : 0;
}

/*
 * Read a page saved as text: n bytes without a NUL.  Adds its papers to the
 * listing, with the strings as the text has them, wrapped lines and all, and
 * sets its kind, day and label.
 * Return 0, or -1 after one warning when the text is no listing or its day is
 * not known.
 */
int
listing_text_read(struct listing *l, const char *text, size_t n)
{
	struct reader	 r = { .at = text, .end = text + n };
	char		 label[DATE_DAY_SIZE];

	if (read_header(l, &r) == -1) {
		warnx("%s: no listing: a text has neither a date below a line "
		    "\"" DOT "\" nor a line \"N authors\"", l->name);
		return -1;
	}
	if (l->day == DATE_NONE) {
		warnx("%s: no date: the text does not show its day; name it "
		    "with -d DATE", l->name);
		return -1;
	}
	date_format_day(l->day, label);
	l->label = arena_string(&l->papers.arena, label);
	l->kind = LISTING_TEXT;
	l->complete = false;
	read_papers(l, &r);
	if (l->items == 0) {
		warnx("%s: no listing: no title above \"N authors\" or a "
		    "date", l->name);
		return -1;
	}
	return 0;
}
