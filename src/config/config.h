#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "topic/topic.h"

/* What the site is called and where it lies. */
struct site {
	const char *title;
	const char *url;      /* where output is served; ends in / */
	const char *output;   /* folder */
	const char *database; /* file */
	const char *contact;  /* URL for the User-Agent, or NULL */
	bool gzip;	      /* make compressed twins of all files */
	bool thumbnails;      /* show the listing's pictures */
	bool votes;	      /* show votes, comments and stars */
};

/* A listing on the net. */
struct source {
	const char *name;
	const char *url;
	const char *fallback; /* or NULL */
	int64_t reread;	      /* listing days read again each run */
	int64_t timeout;      /* seconds that one request may take */
	int64_t stale_after;  /* hours without success that are too many */
	bool in_topics;	      /* its papers go to topics without a source */
};

/*
 * paperfeed.conf, checked.  The arena owns everything.  Topics that are of no
 * one source are `without` those that stay out of topics: their names, each
 * with a line feed before and behind it, or NULL.
 */
struct config {
	struct arena arena;
	struct site site;
	struct source *sources;
	size_t source_count;
	struct topic *topics; /* `all` first, then as written */
	size_t topic_count;
};

int config_load(struct config *, const char *);
const struct topic *config_find_topic(const struct config *, const char *);
const struct source *config_find_source(const struct config *, const char *);
void config_free(struct config *);

#endif
