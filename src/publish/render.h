#pragma once

#include <stddef.h>

#include "feed/feed.h"
#include "feed/window.h"

struct buf;
struct plan;
struct plan_file;
struct publishing;

/*
 * The files of a plan as bytes, one after the other.  Starts with its first
 * two fields; render_end() frees it.
 */
struct render {
	struct publishing *p;
	struct plan *plan;
	struct topic_counts *counts; /* of each topic */
	const struct topic *topic;   /* whose live feed is open, or NULL */
	struct window window;
	struct feed feed;
};

int render_count(struct render *);
void render_index(const struct render *, struct site_index *);
int render_file(struct render *, const struct plan_file *, struct buf *);
void render_end(struct render *);
