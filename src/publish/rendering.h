#pragma once

#include <stddef.h>
#include <stdint.h>

#include "feed/feed.h"
#include "feed/window.h"

struct buf;
struct plan;
struct plan_file;
struct publishing;

/*
 * The files of a plan as bytes, one after the other.  Starts with its first
 * two fields; rendering_end() frees it.
 */
struct rendering {
	struct publishing *p;
	struct plan *plan;
	struct topic_counts *counts; /* of each topic */
	const struct topic *topic;   /* whose live feed is open, or NULL */
	struct window window;
	struct feed feed;
};

int rendering_count(struct rendering *);
void rendering_index(const struct rendering *, struct site_index *);
int rendering_open(struct rendering *, size_t);
void rendering_close(struct rendering *);
int rendering_check(const struct rendering *, const struct plan_file *, int);
void rendering_end(struct rendering *);
