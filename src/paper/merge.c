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

static enum merge
most(enum merge a, enum merge b)
{
	return a > b ? a : b;
}

/*
 * Take a text over.  Two changes are quiet: the same source that this version
 * cleans in another way, and another source that cleans to the same text,
 * because it differs in white space.
 */
static enum merge
take_text(const char **text, const char **source, const char *new_text,
    const char *new_source, bool replace)
{
	bool same_source = same(*source, new_source);
	bool same_text = same(*text, new_text);

	if (new_text == NULL || (*text != NULL && !replace) ||
	    (same_source && same_text))
		return MERGE_SAME;
	*text = new_text;
	*source = new_source;
	return same_source || same_text ? MERGE_QUIET : MERGE_CHANGED;
}

static enum merge
take_string(const char **old, const char *new, bool replace, enum merge kind)
{
	if (new == NULL || (*old != NULL && !replace) || same(*old, new))
		return MERGE_SAME;
	*old = new;
	return kind;
}

static enum merge
take_names(struct name_list *old, const struct name_list *new, bool replace,
    enum merge kind)
{
	if (new->count == 0 || (old->count > 0 && !replace) ||
	    same_names(old, new))
		return MERGE_SAME;
	*old = *new;
	return kind;
}

static enum merge
take_authors(struct paper *old, const struct paper *new, bool replace)
{
	enum merge done;

	done = take_names(&old->authors, &new->authors, replace, MERGE_CHANGED);
	if (done != MERGE_SAME) {
		old->author_count = new->author_count;
		return done;
	}
	/*
	 * Every paper has authors: a source that names none does not know them.
	 */
	if (new->author_count <= 0 || old->authors.count > 0 ||
	    (old->author_count != COUNT_UNKNOWN && !replace) ||
	    old->author_count == new->author_count)
		return MERGE_SAME;
	old->author_count = new->author_count;
	return MERGE_CHANGED;
}

static enum merge
take_links(struct paper *old, const struct paper *new, bool replace)
{
	enum merge done = MERGE_SAME;
	enum paper_link i;

	for (i = 0; i < LINKS; i++) {
		done = most(done,
		    take_string(&old->links[i], new->links[i], replace,
			i == LINK_THUMBNAIL ? MERGE_QUIET : MERGE_CHANGED));
	}
	return done;
}

static enum merge
take_number(int64_t *old, int64_t new, bool newer)
{
	if (new == COUNT_UNKNOWN || *old == new ||
	    (*old != COUNT_UNKNOWN && !newer))
		return MERGE_SAME;
	*old = new;
	return MERGE_COUNTS;
}

static enum merge
take_counts(struct paper *old, const struct paper *new, bool newer)
{
	enum merge done;

	done = take_number(&old->upvotes, new->upvotes, newer);
	done = most(done, take_number(&old->comments, new->comments, newer));
	done = most(done, take_number(&old->stars, new->stars, newer));
	if (new->upvotes > old->peak_upvotes) {
		old->peak_upvotes = new->upvotes;
		done = most(done, MERGE_COUNTS);
	}
	return done;
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
	bool replace = new->complete && (newer || !old->complete);
	enum merge done;

	done = take_counts(old, new, newer);
	done = most(done, take_string(&old->id, new->id, false, MERGE_CHANGED));
	done = most(done,
	    take_text(&old->title, &old->source.title, new->title,
		new->source.title, replace));
	done = most(done,
	    take_text(&old->abstract, &old->source.abstract, new->abstract,
		new->source.abstract, replace));
	done = most(done,
	    take_text(&old->summary, &old->source.summary, new->summary,
		new->source.summary, replace));
	done = most(done, take_authors(old, new, replace));
	done = most(done,
	    take_string(&old->organization, new->organization, replace,
		MERGE_CHANGED));
	done = most(done, take_links(old, new, replace));
	done = most(done,
	    take_names(&old->keywords, &new->keywords, replace, MERGE_QUIET));
	done = most(done,
	    take_string(&old->submitter, new->submitter, replace, MERGE_QUIET));
	if (new->published != DATE_NONE && old->published != new->published &&
	    (old->published == DATE_NONE || replace)) {
		old->published = new->published;
		done = most(done, MERGE_QUIET);
	}
	if (new->complete && !old->complete) {
		old->complete = true;
		done = most(done, MERGE_QUIET);
	}
	return done;
}
