/*
 * BibTeX's and BibLaTeX's entries to papers.  Nothing here runs TeX or opens
 * another file.
 */
#include "reference/bibtex.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "reference/bibtex_authors.h"
#include "reference/bibtex_scan.h"
#include "reference/bibtex_text.h"
#include "reference/place.h"
#include "reference/reference.h"
#include "reference/library.h"

/*
 * Fields by their names, of BibTeX and BibLaTeX and of what writes them.  Those
 * of one kind are in the order in which they count.
 */
static const struct {
	const char *name;
	enum reference_field field;
} fields[] = {
	{ "title", REFERENCE_TITLE },
	{ "subtitle", REFERENCE_SUBTITLE },
	{ "abstract", REFERENCE_ABSTRACT },
	{ "author", REFERENCE_AUTHOR },
	{ "keywords", REFERENCE_KEYWORDS },
	{ "keyword", REFERENCE_KEYWORDS },
	{ "author_keywords", REFERENCE_KEYWORDS }, /* Scopus */
	{ "eprint", REFERENCE_EPRINT },
	{ "arxivid", REFERENCE_EPRINT }, /* Mendeley */
	{ "arxiv", REFERENCE_EPRINT },
	{ "archiveprefix", REFERENCE_ARCHIVE },
	{ "eprinttype", REFERENCE_ARCHIVE },
	{ "primaryclass", REFERENCE_CLASS },
	{ "eprintclass", REFERENCE_CLASS },
	{ "doi", REFERENCE_DOI },
	{ "url", REFERENCE_URL },
	{ "bdsk-url-1", REFERENCE_URL }, /* BibDesk */
	{ "adsurl", REFERENCE_URL },
	{ "ee", REFERENCE_URL }, /* DBLP */
	{ "link", REFERENCE_URL },
	{ "number", REFERENCE_NOTE },
	{ "journal", REFERENCE_NOTE },
	{ "journaltitle", REFERENCE_NOTE },
	{ "eid", REFERENCE_NOTE },
	{ "volume", REFERENCE_NOTE },
	{ "pages", REFERENCE_NOTE }, /* ADS: arXiv:2401.00001 */
	{ "howpublished", REFERENCE_NOTE },
	{ "publisher", REFERENCE_NOTE },
	{ "note", REFERENCE_NOTE },
	{ "date", REFERENCE_DATE },
	{ "year", REFERENCE_YEAR },
	{ "month", REFERENCE_MONTH },
	{ "day", REFERENCE_DAY },
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

/* Types of entries that are no paper, but what papers refer to. */
static const char *const no_papers[] = { "proceedings", "mvproceedings",
	"periodical", "set", "xdata" };

/* An entry as it stands in the file. */
struct entry {
	const char *place;
	bool paper;
	const char *key;	   /* or NULL */
	const char *crossref;	   /* the key of another entry, or NULL */
	const char *texts[FIELDS]; /* NULL where it has no such field */
};

/* The name by which other entries refer to one. */
struct key {
	const char *name;
	const struct entry *entry;
};

/* Entries, with the arena that owns their strings. */
struct entries {
	struct arena arena;
	struct entry *rows;
	size_t count;
	struct key *keys; /* sorted */
	size_t key_count;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = strcasecmp(x->name, y->name);

	if (order != 0)
		return order;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static void
sort_keys(struct entries *l)
{
	size_t i;

	l->keys = arena_array(&l->arena, l->count + 1, sizeof(*l->keys));
	for (i = 0; i < l->count; i++) {
		if (l->rows[i].key != NULL)
			l->keys[l->key_count++] =
			    (struct key){ l->rows[i].key, &l->rows[i] };
	}
	qsort(l->keys, l->key_count, sizeof(*l->keys), compare_keys);
}

static int
compare_key(const void *name, const void *key)
{
	const struct key *k = key;

	return strcasecmp(name, k->name);
}

/*
 * Take from the entry that a crossref names what the parts of a volume share:
 * its authors and its date.  A title, a link or a DOI is the volume's own.
 */
static void
inherit(const struct entries *l, struct entry *e)
{
	const struct key *found;
	size_t i;

	if (e->crossref == NULL)
		return;
	found = bsearch(e->crossref, l->keys, l->key_count, sizeof(*l->keys),
	    compare_key);
	for (i = 0; found != NULL && i < FIELDS; i++) {
		if (e->texts[i] == NULL &&
		    (fields[i].field == REFERENCE_AUTHOR ||
			fields[i].field >= REFERENCE_DATE))
			e->texts[i] = found->entry->texts[i];
	}
}

/* Keep the field that was read last, if it is of use and the first one. */
static void
keep_field(struct entries *l, struct entry *e, const struct bibtex_scan *b)
{
	const char **text = NULL;
	size_t i;

	if (b->value.length == 0)
		return;
	if (strcmp(b->name.data, "crossref") == 0)
		text = &e->crossref;
	for (i = 0; i < FIELDS && text == NULL; i++) {
		if (strcmp(b->name.data, fields[i].name) == 0)
			text = &e->texts[i];
	}
	if (text != NULL && *text == NULL)
		*text = arena_copy(&l->arena, b->value.data, b->value.length);
}

static bool
is_paper(const struct bibtex_head *h)
{
	size_t i;

	for (i = 0; i < sizeof(no_papers) / sizeof(no_papers[0]); i++) {
		if (strncasecmp(h->type, no_papers[i], h->type_length) == 0 &&
		    no_papers[i][h->type_length] == '\0')
			return false;
	}
	return true;
}

/* Read all entries of a file.  Return 0, or -1 with why not. */
static int
read_entries(struct library *to, struct entries *l, struct bibtex_scan *b)
{
	struct bibtex_head head;
	struct entry *e;

	while (bibtex_next_entry(b, &head)) {
		if (l->count == LIBRARY_COUNT) {
			place_refuse(to, b->start, head.place,
			    "more than %d entries", LIBRARY_COUNT);
			return -1;
		}
		l->rows = array_grow_in(&l->arena, l->rows, l->count,
		    sizeof(*l->rows));
		e = &l->rows[l->count++];
		*e = (struct entry){ .place = head.place,
			.paper = is_paper(&head) };
		if (head.key_length > 0)
			e->key =
			    arena_copy(&l->arena, head.key, head.key_length);
		while (bibtex_next_field(b))
			keep_field(l, e, b);
		if (b->too_much) {
			place_refuse(to, b->start, head.place,
			    "its macros make too much text of it");
			return -1;
		}
	}
	return 0;
}

/* Add a field of an entry to a reference. */
static void
add_field(struct reference *r, enum reference_field field, const char *s)
{
	struct buf text = { 0 };

	if (field == REFERENCE_AUTHOR) {
		bibtex_add_authors(r, s);
		return;
	}
	if (field == REFERENCE_TITLE || field == REFERENCE_SUBTITLE ||
	    field == REFERENCE_ABSTRACT)
		bibtex_text(&text, s, strlen(s));
	else if (field == REFERENCE_KEYWORDS)
		bibtex_plain(&text, s, strlen(s));
	else
		bibtex_verbatim(&text, s);
	if (text.length > 0)
		reference_add(r, field, text.data);
	buf_free(&text);
}

static void
keep_entry(struct library *to, const char *start, const struct entry *e)
{
	struct reference r = { .arena = &to->papers.arena };
	size_t i;

	for (i = 0; i < FIELDS; i++) {
		if (e->texts[i] != NULL)
			add_field(&r, fields[i].field, e->texts[i]);
	}
	if (!e->paper || !reference_keep(to, &r))
		place_skip(to, start, e->place);
}

/*
 * Read n bytes of BibTeX with a NUL behind them.  Return 0 with the papers that
 * they name, or -1 with why not.
 */
int
bibtex_read(struct library *to, const char *s, size_t n)
{
	struct bibtex_scan scan = { .start = s, .next = s, .end = s + n };
	struct entries l = { 0 };
	size_t i;
	int ret;

	ret = read_entries(to, &l, &scan);
	if (ret == 0) {
		sort_keys(&l);
		for (i = 0; i < l.count; i++) {
			inherit(&l, &l.rows[i]);
			keep_entry(to, s, &l.rows[i]);
		}
	}
	bibtex_close(&scan);
	arena_free(&l.arena);
	return ret;
}
