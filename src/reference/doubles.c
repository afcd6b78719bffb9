/*
 * Joins the entries of one paper, which a library may have twice: as it came
 * from arXiv and as it came out later.
 */
#include "reference/doubles.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/date.h"
#include "paper/guid.h"
#include "paper/paper.h"

/* By what an entry is known, and its place in the list. */
struct known {
	const char *name;
	size_t place;
};

/* What names a paper; the names of one kind are alike or not. */
typedef const char *naming(struct arena *, const struct paper *);

static const char *
by_id(struct arena *a, const struct paper *p)
{
	(void)a;
	return p->id;
}

static const char *
by_doi(struct arena *a, const struct paper *p)
{
	(void)a;
	return p->doi;
}

static const char *
by_title(struct arena *a, const struct paper *p)
{
	return p->title == NULL ? NULL : guid_fold(a, p->title);
}

static int
compare(const void *a, const void *b)
{
	const struct known *x = a, *y = b;
	int order = strcasecmp(x->name, y->name);

	if (order != 0)
		return order;
	return x->place < y->place ? -1 : x->place > y->place;
}

/* Fill the gaps of an entry with what another one of the same paper has. */
static void
fill(struct paper *to, const struct paper *from)
{
	const char **gaps[] = { &to->id, &to->doi, &to->title,
		&to->source.title, &to->abstract, &to->source.abstract };
	const char *texts[] = { from->id, from->doi, from->title,
		from->source.title, from->abstract, from->source.abstract };
	size_t i;

	for (i = 0; i < sizeof(gaps) / sizeof(gaps[0]); i++) {
		if (*gaps[i] == NULL)
			*gaps[i] = texts[i];
	}
	for (i = 0; i < LINKS; i++) {
		if (to->links[i] == NULL)
			to->links[i] = from->links[i];
	}
	if (to->authors.count == 0) {
		to->authors = from->authors;
		to->author_count = from->author_count;
	}
	if (to->keywords.count == 0)
		to->keywords = from->keywords;
	if (to->published == DATE_NONE)
		to->published = from->published;
}

/* Have two entries identifiers of one kind that differ? */
static bool
differ(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcasecmp(a, b) != 0;
}

/* Join the entries with equal names into the first one; note what is gone. */
static void
join(struct paper_list *l, struct known *known, bool *gone, naming *name)
{
	struct arena a = { 0 };
	struct paper *first = NULL, *p;
	size_t i, count = 0;

	for (i = 0; i < l->count; i++) {
		known[count].name = gone[i] ? NULL : name(&a, &l->papers[i]);
		known[count].place = i;
		count += known[count].name != NULL;
	}
	qsort(known, count, sizeof(*known), compare);
	for (i = 0; i < count; i++) {
		p = &l->papers[known[i].place];
		if (first == NULL ||
		    strcasecmp(known[i].name, known[i - 1].name) != 0 ||
		    differ(first->id, p->id)) {
			first = p;
			continue;
		}
		fill(first, p);
		gone[known[i].place] = true;
	}
	arena_free(&a);
}

/*
 * Join entries with the same id or DOI, and those with the same title if they
 * do not have two ids.  The first of them stays, with what the others know.
 */
void
doubles_join(struct paper_list *l)
{
	static naming *const namings[] = { by_id, by_doi, by_title };
	struct arena a = { 0 };
	struct known *known = arena_array(&a, l->count + 1, sizeof(*known));
	bool *gone = arena_array(&a, l->count + 1, sizeof(*gone));
	size_t i, kept = 0;

	for (i = 0; i < sizeof(namings) / sizeof(namings[0]); i++)
		join(l, known, gone, namings[i]);
	for (i = 0; i < l->count; i++) {
		if (!gone[i])
			l->papers[kept++] = l->papers[i];
	}
	l->count = kept;
	arena_free(&a);
}
