#pragma once

#include <stddef.h>

struct topic;

/* What topics are published as, feeds first, in the order in which they are offered. */
enum topic_format_number {
	TOPIC_ATOM,
	TOPIC_RSS,
	TOPIC_JSON,
	TOPIC_BIB,
	TOPIC_HTML,
	TOPIC_FORMATS
};

enum topic_format_kind {
	TOPIC_FEED,	  /* for feed readers, of what is new */
	TOPIC_REFERENCES, /* the same papers for programs that cite them */
	TOPIC_PAGE	  /* for people */
};

struct topic_format {
	const char *ending; /* of its files, and its word in paperfeed.conf */
	const char *name;   /* as people know it */
	const char *type;   /* its media type */
	const char *also;   /* and those that programs take for it as well, each
			       with a blank before and behind */
	enum topic_format_kind kind;
};

extern const struct topic_format topic_formats[TOPIC_FORMATS];

/* All of them, as a list in paperfeed.conf. */
#define TOPIC_FORMATS_ALL "atom rss json bib html"

const struct topic_format *topic_format_find(const char *, size_t);
const struct topic_format *topic_format_of_file(const char *, size_t);
const struct topic_format *topic_format_next(const struct topic *,
    const struct topic_format *);
const struct topic_format *topic_format_first(const struct topic *);
