/* One entry of a library: its fields, of any format, to a paper. */
#include "reference/reference.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/clean.h"
#include "reference/arxiv_id.h"
#include "reference/doi.h"
#include "reference/issued.h"
#include "reference/markup_text.h"
#include "reference/library.h"

#define AUTHORS_MAX  5000
#define KEYWORDS_MAX 200

/* Add the words between commas, or between semicolons if there are any. */
static void
add_keywords(struct reference *r, const char *s)
{
	const char *marks = strchr(s, ';') != NULL ? ";\n" : ",\n";
	size_t n;

	for (; *s != '\0'; s += n) {
		s += strspn(s, marks);
		n = strcspn(s, marks);
		if (n > 0 && r->keywords.count < KEYWORDS_MAX)
			paper_add_name(r->arena, &r->keywords, s, n);
	}
}

/*
 * Take the identifier of arXiv that a field names.  Of several the one from the
 * first field in the order of enum reference_field is the best: a note may name
 * another paper.
 */
static void
take_id(struct reference *r, enum reference_field field, const char *s)
{
	const char *id = arxiv_id_find(r->arena, s);

	if (id != NULL && (r->id == NULL || field < r->id_is_from)) {
		r->id = id;
		r->id_is_from = field;
	}
}

/*
 * Add a person's name of two parts, either of which may be NULL or empty, as
 * people write it: "Jane Doe".
 */
void
reference_add_person(struct reference *r, const char *given, const char *family)
{
	if (r->authors.count >= AUTHORS_MAX)
		return;
	if (given == NULL)
		given = "";
	if (family == NULL)
		family = "";
	paper_keep_name(r->arena, &r->authors,
	    arena_printf(r->arena, "%s %s", given, family));
}

/* Add an author: "Jane Doe", "Doe, Jane" or, as RIS has it, "Doe, Jane, Jr". */
static void
add_author(struct reference *r, const char *s)
{
	struct arena *a = r->arena;
	size_t family = strcspn(s, ","), given;
	const char *rest = s + family;

	if (*rest == '\0') {
		reference_add_person(r, NULL, s);
		return;
	}
	rest++;
	given = strcspn(rest, ",");
	s = arena_copy(a, s, family);
	if (rest[given] == ',')
		s = arena_printf(a, "%s %s", s, rest + given + 1);
	reference_add_person(r, arena_copy(a, rest, given), s);
}

/*
 * Add a field; its text is copied where it is needed.  A later field of the
 * same kind adds to authors and keywords, and may name an id or a DOI if none
 * is known; else the first one counts.
 */
void
reference_add(struct reference *r, enum reference_field field, const char *s)
{
	s += strspn(s, " \t\r\n");
	if (*s == '\0')
		return;
	if (field == REFERENCE_AUTHOR)
		add_author(r, s);
	else if (field == REFERENCE_KEYWORDS)
		add_keywords(r, s);
	else if (r->texts[field] == NULL)
		r->texts[field] = arena_string(r->arena, s);
	if (field == REFERENCE_DOI || field == REFERENCE_URL ||
	    field == REFERENCE_NOTE) {
		take_id(r, field, s);
		if (r->doi == NULL)
			r->doi = doi_read(r->arena, s);
	}
}

/*
 * An identifier alone is arXiv's, unless another archive is named.  Some write
 * an old one, cs/0112017, in two fields.
 */
static void
take_eprint(struct reference *r)
{
	const char *archive = r->texts[REFERENCE_ARCHIVE];
	const char *class = r->texts[REFERENCE_CLASS];
	const char *s = r->texts[REFERENCE_EPRINT], *id;

	if (s == NULL ||
	    (archive != NULL && strncasecmp(archive, "arxiv", 5) != 0))
		return;
	id = arxiv_id_read(r->arena, s);
	if (id == NULL)
		id = arxiv_id_find(r->arena, s);
	if (id == NULL && class != NULL)
		id = arxiv_id_read(r->arena,
		    arena_printf(r->arena, "%.*s/%s", (int)strcspn(class, "."),
			class, s));
	if (id != NULL)
		r->id = id;
}

/* Return the title with the subtitle, owned by the arena, or NULL. */
static const char *
whole_title(struct reference *r)
{
	const char *title = r->texts[REFERENCE_TITLE];
	const char *subtitle = r->texts[REFERENCE_SUBTITLE];

	if (title == NULL || subtitle == NULL)
		return title;
	return arena_printf(r->arena, "%s: %s", title, subtitle);
}

static const char *
without_markup(struct arena *a, const char *s)
{
	struct buf text = { 0 };

	if (s == NULL || strpbrk(s, "<&") == NULL)
		return s;
	markup_text(&text, s);
	return text.data == NULL ? NULL : buf_move(&text, a);
}

/*
 * Add the entry to the papers of a library, if it names one: by its title, its
 * id or its DOI.  Return whether it does.
 */
bool
reference_keep(struct library *l, struct reference *r)
{
	struct arena *a = r->arena;
	struct paper *p;
	const char *title = without_markup(a, whole_title(r));

	take_eprint(r);
	if (r->doi != NULL && arxiv_id_find(a, r->doi) != NULL)
		r->doi = NULL; /* it says what the id says */
	p = paper_list_add(&l->papers);
	p->id = r->id;
	p->doi = r->doi;
	p->source.title = title;
	p->source.abstract = without_markup(a, r->texts[REFERENCE_ABSTRACT]);
	p->authors = r->authors;
	p->keywords = r->keywords;
	p->published = issued_day((struct issued){
	    .date = r->texts[REFERENCE_DATE],
	    .year = r->texts[REFERENCE_YEAR],
	    .month = r->texts[REFERENCE_MONTH],
	    .day = r->texts[REFERENCE_DAY],
	});
	if (clean_paper(a, p) == NULL)
		return true;
	/* Without a title an id or a DOI is all that counts. */
	p->source.title = p->source.abstract = NULL;
	p->authors = p->keywords = (struct name_list){ 0 };
	paper_set_links(a, p);
	if (p->id == NULL && p->doi == NULL) {
		l->papers.count--;
		return false;
	}
	return true;
}
