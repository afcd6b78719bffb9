/*
 * Merges a new reading into a stored paper.  A full item overwrites; a
 * rendition (cards, text) or an older reading only fills gaps, because it may
 * show less.  A known value is never blanked.
 */
#include "paper/merge.h"

#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "paper/paper.h"

static bool
same(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

static bool
same_names(const struct name_list *a, const struct name_list *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++) {
		if (strcmp(a->names[i], b->names[i]) != 0)
			return false;
	}
	return true;
}

/* A stored paper, a new reading of it, and what changed so far. */
struct merging {
	struct paper *old;
	const struct paper *new;
	bool replace; /* known values, not only gaps */
	enum merge done;
};

static void
note(struct merging *m, enum merge kind)
{
	if (kind > m->done)
		m->done = kind;
}

/*
 * Take a text over.  Two changes are quiet: the same source that this version
 * cleans in another way, and another source that cleans to the same text,
 * because it differs in white space.
 */
static void
take_text(struct merging *m, const char **text, const char **source,
    const char *new_text, const char *new_source)
{
	bool same_source = same(*source, new_source);
	bool same_text = same(*text, new_text);

	if (new_text == NULL || (*text != NULL && !m->replace) ||
	    (same_source && same_text))
		return;
	*text = new_text;
	*source = new_source;
	note(m, same_source || same_text ? MERGE_QUIET : MERGE_CHANGED);
}

static void
take_string(struct merging *m, const char **old, const char *new,
    enum merge kind)
{
	if (new == NULL || (*old != NULL && !m->replace) || same(*old, new))
		return;
	*old = new;
	note(m, kind);
}

/* Take names over.  Return whether they changed. */
static bool
take_names(struct merging *m, struct name_list *old,
    const struct name_list *new, enum merge kind)
{
	if (new->count == 0 || (old->count > 0 && !m->replace) ||
	    same_names(old, new))
		return false;
	*old = *new;
	note(m, kind);
	return true;
}

static void
take_authors(struct merging *m)
{
	struct paper *old = m->old;
	const struct paper *new = m->new;

	if (take_names(m, &old->authors, &new->authors, MERGE_CHANGED)) {
		old->author_count = new->author_count;
		return;
	}
	/*
	 * Every paper has authors: a source that names none does not know them.
	 */
	if (new->author_count <= 0 || old->authors.count > 0 ||
	    (old->author_count != COUNT_UNKNOWN && !m->replace) ||
	    old->author_count == new->author_count)
		return;
	old->author_count = new->author_count;
	note(m, MERGE_CHANGED);
}

static void
take_number(struct merging *m, int64_t *old, int64_t new, bool newer)
{
	if (new == COUNT_UNKNOWN || *old == new ||
	    (*old != COUNT_UNKNOWN && !newer))
		return;
	*old = new;
	note(m, MERGE_COUNTS);
}

/*
 * Bring a record up to date with a reading of the same paper.  `newer` says
 * that the reading is not older than the reading that the record's values are
 * from.  The record holds strings of both afterwards.  Return the kind of
 * change.  The store handles guid, listed, updated and listings.
 */
enum merge
merge_paper(struct paper *old, const struct paper *new, bool newer)
{
	struct merging m = { .old = old,
		.new = new,
		.replace = new->complete && (newer || !old->complete),
		.done = MERGE_SAME };
	enum paper_link i;

	take_number(&m, &old->upvotes, new->upvotes, newer);
	take_number(&m, &old->comments, new->comments, newer);
	take_number(&m, &old->stars, new->stars, newer);
	if (new->upvotes > old->peak_upvotes)
		take_number(&m, &old->peak_upvotes, new->upvotes, true);
	if (old->id == NULL)
		take_string(&m, &old->id, new->id, MERGE_CHANGED);
	take_text(&m, &old->title, &old->source.title, new->title,
	    new->source.title);
	take_text(&m, &old->abstract, &old->source.abstract, new->abstract,
	    new->source.abstract);
	take_text(&m, &old->summary, &old->source.summary, new->summary,
	    new->source.summary);
	take_authors(&m);
	take_string(&m, &old->organization, new->organization, MERGE_CHANGED);
	for (i = 0; i < LINKS; i++)
		take_string(&m, &old->links[i], new->links[i],
		    i == LINK_THUMBNAIL ? MERGE_QUIET : MERGE_CHANGED);
	take_names(&m, &old->keywords, &new->keywords, MERGE_QUIET);
	take_string(&m, &old->submitter, new->submitter, MERGE_QUIET);
	if (new->published != DATE_NONE && old->published != new->published &&
	    (old->published == DATE_NONE || m.replace)) {
		old->published = new->published;
		note(&m, MERGE_QUIET);
	}
	if (new->complete && !old->complete) {
		old->complete = true;
		note(&m, MERGE_QUIET);
	}
	return m.done;
}

/* Take over what arXiv alone says.  A later answer replaces all of it. */
static void
take_facts(struct merging *m)
{
	struct paper *old = m->old;
	const struct paper *new = m->new;

	if (!same_names(&old->categories, &new->categories) ||
	    !same(old->comment, new->comment) ||
	    !same(old->journal, new->journal) || !same(old->doi, new->doi) ||
	    old->version != new->version ||
	    old->arxiv_updated != new->arxiv_updated ||
	    old->withdrawn != new->withdrawn)
		note(m, MERGE_QUIET);
	if (new->withdrawn && !old->withdrawn)
		note(m, MERGE_CHANGED);
	old->categories = new->categories;
	old->comment = new->comment;
	old->journal = new->journal;
	old->doi = new->doi;
	old->version = new->version;
	old->arxiv_updated = new->arxiv_updated;
	old->withdrawn = new->withdrawn;
}

/*
 * Bring a record up to date with what arXiv answered about it.  That fills in
 * what no listing showed: id, abstract, authors and date; it overwrites nothing
 * that a listing said.  The record holds strings of both afterwards.  Return
 * the kind of change: MERGE_CHANGED for an id, an abstract or a withdrawal,
 * MERGE_QUIET for all else.
 */
enum merge
merge_arxiv(struct paper *old, const struct paper *new)
{
	struct merging m = { .old = old, .new = new, .done = MERGE_SAME };

	if (old->id == NULL)
		take_string(&m, &old->id, new->id, MERGE_CHANGED);
	take_text(&m, &old->abstract, &old->source.abstract, new->abstract,
	    new->source.abstract);
	if (take_names(&m, &old->authors, &new->authors, MERGE_QUIET))
		old->author_count = new->author_count;
	if (old->published == DATE_NONE && new->published != DATE_NONE) {
		old->published = new->published;
		note(&m, MERGE_QUIET);
	}
	take_facts(&m);
	return m.done;
}
