/*
 * Chooses the papers that a live feed shows: a topic's newest ones.  They
 * depend on the store alone, and an old paper that has left never comes back.
 */
#include "feed/window.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/date.h"
#include "topic/topic.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "feed/entry_cache.h"

/*
 * A live feed shows all papers of the 14 days before the newest one, so that it
 * outlasts a holiday, but not fewer and not more than these numbers.
 */
#define SPAN	  (14 * DATE_DAY)
#define LEAST_ALL ((size_t)100)
#define MOST	  ((size_t)200)

/*
 * The escaped contents of a live feed in bytes, about eight times as much as
 * 200 papers have.  Readers and the W3C validator give up on feeds of more than
 * 5 MB.
 */
#define CONTENTS_MAX ((size_t)4 * 1024 * 1024)

/* Newest first; papers of one second by guid. */
int
window_compare(const void *a, const void *b)
{
	const struct entry *const *p = a, *const *q = b;

	if ((*p)->published != (*q)->published)
		return (*p)->published < (*q)->published ? 1 : -1;
	return strcmp((*p)->guid, (*q)->guid);
}

/* Count how many of these places, newest first, are shown. */
static size_t
count_shown(const struct member_place *places, size_t count, size_t least)
{
	size_t i;

	for (i = 0; i < count && i < MOST; i++) {
		if (i >= least &&
		    paper_key_listed(places[i].place) <
			paper_key_listed(places[0].place) - SPAN)
			break;
	}
	return i;
}

/* Get the entries, but not more than a feed can hold. */
static int
get_entries(struct window *w, struct entry_cache *c, const struct topic *t,
    const struct member_place *places, size_t count)
{
	struct entry *e;
	size_t size = 0;

	for (w->count = 0; w->count < count; w->count++) {
		e = entry_cache_get_live(c, places[w->count].key, t);
		if (e == NULL)
			return -1;
		size += e->lasting_length;
		if (w->count > 0 && size > CONTENTS_MAX)
			break;
		w->entries[w->count] = e;
	}
	return 0;
}

/*
 * Fill a window with a topic's newest entries, all of them newer than the
 * window's floor.  The floor rises to where the window ends.  window_free()
 * frees it.  Return 0, or -1 after a warning.
 */
int
window_fill(struct window *w, struct entry_cache *c, const struct topic *t)
{
	struct member_place places[MOST + 1] = { 0 };
	size_t count, shown;

	w->count = 0;
	w->entries = calloc(MOST, sizeof(struct entry *));
	if (w->entries == NULL)
		err(EX_OSERR, NULL);
	/* One more than can be shown tells whether any is left out. */
	if (membership_newest_places(c->database, t, w->floor + 1, places,
		MOST + 1, &count) == -1)
		return -1;
	w->newest = paper_key_listed(places[0].place);
	shown = count_shown(places, count,
	    topic_is_all(t) ? LEAST_ALL : WINDOW_LEAST);
	if (get_entries(w, c, t, places, shown) == -1)
		return -1;
	if (w->count > 0 && w->count < count)
		w->floor = places[w->count - 1].place - 1;
	/*
	 * In a source's topic the paper that it showed last comes first,
	 * however old it is.
	 */
	if (w->count > 1 && !t->by_sight)
		qsort(w->entries, w->count, sizeof(struct entry *),
		    window_compare);
	return 0;
}

/* Free a window; its entries stay the cache's. */
void
window_free(struct window *w)
{
	free(w->entries);
	w->entries = NULL;
}
