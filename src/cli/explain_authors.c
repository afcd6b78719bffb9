/* topics --paper: who of a topic's authors-file wrote a paper. */
#include "cli/explain_authors.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "paper/paper.h"
#include "topic/people.h"
#include "topic/topic.h"

/*
 * Find an author of the paper in the topic's file; the arena owns the name.
 * Return whether the paper meets this condition.
 */
static bool
find(struct arena *a, const struct topic *t, const struct paper *p,
    struct author_found *found)
{
	struct author_list authors = { .organization = p->organization };
	struct buf names = { 0 };
	size_t i;

	for (i = 0; i < p->authors.count; i++)
		buf_printf(&names, "%s\n", p->authors.names[i]);
	authors.names = names.length == 0 ? "" : buf_move(&names, a);
	return people_find(t->people, &authors, found);
}

/*
 * Return why nobody of the topic's authors-file wrote the paper, owned by the
 * arena, or NULL if somebody did or the topic has no such file.
 */
const char *
explain_authors(struct arena *a, const struct topic *t, const struct paper *p)
{
	struct author_found found;

	if (t->people == NULL || find(a, t, p, &found))
		return NULL;
	if (p->authors.count == 0)
		return "its authors are not known";
	if (found.person == NULL)
		return arena_printf(a, "none of its authors is in %s",
		    t->authors_file);
	return arena_printf(a,
	    "%s is in %s, line %d, with %s, but its organization is %s",
	    found.person->written, t->authors_file, found.person->line,
	    found.person->organization,
	    p->organization == NULL ? "not known" : p->organization);
}

/* Print the author of a paper who is in the topic's authors-file. */
void
explain_authors_print(struct arena *a, const struct topic *t,
    const struct paper *p, int indent)
{
	struct author_found found;

	if (t->people == NULL || !find(a, t, p, &found))
		return;
	printf("%*sby %.*s: %s, line %d: %s\n", indent, "", (int)found.length,
	    found.name, t->authors_file, found.person->line,
	    found.person->written);
}
