/* Makes a feed of a topic and its entries: the parts that all formats share. */
#include "feed/feed.h"

#include "topic/people.h"
#include "topic/topic.h"
#include "config/config.h"
#include "feed/entry.h"

/* Say how many people wrote a topic's papers, owned by the arena, or "". */
static const char *
by_people(struct arena *a, const struct topic *t)
{
	size_t count;

	if (t->people == NULL)
		return "";
	count = people_count(t->people);
	return arena_printf(a, ": papers by %zu %s", count,
	    count == 1 ? "person" : "people");
}

/*
 * Start the feed of a topic without entries.  `changed` is when the topic
 * itself was made or changed: the feed is never older (RFC 4287 section
 * 4.2.15).  feed_free() frees it; site and topic must last as long.
 */
void
feed_start(struct feed *f, const struct site *site, const struct topic *topic,
    int64_t changed)
{
	struct arena *a;

	*f = (struct feed){
		.site = site,
		.topic = topic,
		.updated = changed,
	};
	a = &f->arena;
	f->id = arena_printf(a, "%s%s", site->url, topic->slug);
	f->page = topic_has_format(topic, "html") ?
	    arena_printf(a, "%s.html", f->id) :
	    site->url;
	f->title = arena_printf(a, "%s – %s", topic->title, site->title);
	f->description = "All papers of Hugging Face's Daily Papers";
	if (!topic_is_all(topic))
		f->description = arena_printf(a,
		    topic_has_examples(topic) ?
			"Hugging Face's Daily Papers like the examples of "
			"%s%s" :
			"Hugging Face's Daily Papers on %s%s",
		    topic->title, by_people(a, topic));
}

/*
 * Make the feed a document of the topic's archive, for a month such as 2026-03.
 * The text is copied.
 */
void
feed_set_month(struct feed *f, const char *month)
{
	f->month = arena_string(&f->arena, month);
	f->title = arena_printf(&f->arena, "%s, %s", f->title, month);
}

/* Make the feed as new as an entry of it. */
void
feed_date(struct feed *f, const struct entry *e)
{
	if (e->updated > f->updated)
		f->updated = e->updated;
	if (f->month == NULL && e->stored > f->updated)
		f->updated = e->stored;
}

/*
 * Add entries, newest first, which must last as long as the feed.  A paper that
 * came late into its listing is dated before what was read already; a live feed
 * is as new as the reading that brought it, because clients compare that date.
 */
void
feed_add_entries(struct feed *f, struct entry *const *entries, size_t count)
{
	size_t i;

	f->entries =
	    arena_array(&f->arena, count, sizeof(const struct entry *));
	for (i = 0; i < count; i++) {
		f->entries[i] = entries[i];
		feed_date(f, entries[i]);
	}
	f->count = count;
}

/* Free what the feed owns. */
void
feed_free(struct feed *f)
{
	arena_free(&f->arena);
	*f = (struct feed){ 0 };
}
