/*
 * What the options of a block `topic` mean together: whether they ask for
 * something, the files that they name, and the query that they make.
 */
#include "config/config_topic.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "topic/query.h"
#include "topic/topic.h"
#include "config/authors_file.h"
#include "config/config.h"
#include "config/config_scan.h"
#include "config/library_file.h"

/* Check what a topic says of examples. */
static int
check_examples(struct config_scan *s, const struct topic *t)
{
	if (topic_has_examples(t) || (t->unlike == NULL && t->about == 0))
		return 0;
	return config_scan_error(s,
	    "topic %s: %s needs examples: like or "
	    "like-file",
	    t->slug, t->unlike != NULL ? "unlike" : "about");
}

/* Check a topic's block as a whole, once it is closed. */
static int
check_topic(const struct config *c, struct config_scan *s,
    const struct topic *t)
{
	const char *slug = t->slug;

	if (strcmp(slug, "all") == 0 || strcmp(slug, "index") == 0 ||
	    strcmp(slug, "status") == 0)
		return config_scan_error(s, "topic '%s': the name is taken",
		    slug);
	if (t->match == NULL && t->category == NULL &&
	    t->organization == NULL && t->source == NULL &&
	    t->authors_file == NULL && t->min_upvotes == 0 && t->per_day == 0 &&
	    t->like == NULL && t->like_file == NULL && t->unlike == NULL &&
	    t->about == 0)
		return config_scan_error(s,
		    "topic %s has no match and no other condition", slug);
	if (t->keywords_only && t->match == NULL)
		return config_scan_error(s,
		    "topic %s: keywords-only needs a match", slug);
	if (t->source != NULL && config_find_source(c, t->source) == NULL)
		return config_scan_error(s,
		    "topic %s: source '%.100s' must be the name of a block "
		    "source above",
		    slug, t->source);
	return check_examples(s, t);
}

/*
 * Return what the index is asked for a topic, or NULL for nothing: its match,
 * its categories, or both.
 */
static const char *
make_query(struct arena *a, const struct topic *t)
{
	bool both = t->match != NULL && t->category != NULL;
	struct buf query = { 0 };
	struct query_error error;

	if (t->match == NULL && t->category == NULL)
		return NULL;
	buf_puts(&query, both ? "(" : "");
	/* config_value_query() has refused a query with an error. */
	if (t->match != NULL)
		query_compile(&query, t->match, t->keywords_only, &error);
	buf_puts(&query, both ? ") AND (" : "");
	if (t->category != NULL)
		query_compile_categories(&query, t->category);
	buf_puts(&query, both ? ")" : "");
	return buf_move(&query, a);
}

/*
 * Check a topic's options beside each other, once its block is closed, read the
 * files that they name, and make its query.  The configuration owns all.  Return
 * 0, or -1 after reporting an error.
 */
int
config_topic_complete(struct config *c, struct config_scan *s, struct topic *t)
{
	if (check_topic(c, s, t) == -1 || authors_file_read(s, t) == -1 ||
	    library_file_read(c, s, t) == -1)
		return -1;
	t->query = make_query(&c->arena, t);
	if (topic_has_examples(t) && t->about == 0)
		t->about = TOPIC_ABOUT;
	return 0;
}
