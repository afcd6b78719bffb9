#ifndef PUBLISH_ARCHIVE_H
#define PUBLISH_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"

struct publication;
struct topic;
struct topic_news;
struct topic_state;

/* The months of a topic's archive. */
struct archive {
	bool exists;
	char newest[DATE_MONTH_SIZE]; /* month of the newest document */
};

int archive_look(struct archive *, struct publication *, const struct topic *,
    bool);
int archive_publish(const struct archive *, struct publication *,
    const struct topic *, struct topic_state *, struct topic_news *);
int archive_parse_name(const char *, int64_t *);

#endif
