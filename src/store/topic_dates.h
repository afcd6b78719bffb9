#pragma once

#include <stdbool.h>
#include <stdint.h>

struct database;
struct topic;

/* What a topic's feed says of itself, and whether the topic is empty. */
struct topic_note {
	const struct topic *topic;
	const char *about;
	bool empty;
};

int topic_dates_note(struct database *, const struct topic_note *, int64_t);
int topic_dates_changed(struct database *, const struct topic *, int64_t *);
