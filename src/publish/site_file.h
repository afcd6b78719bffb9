#pragma once

#include <stddef.h>

struct buf;
struct site_index;

/* A file of the site: one that shows all topics, or the same everywhere. */
struct site_file {
	const char *name;
	int (*write)(struct buf *, const struct site_index *);
	const unsigned char *bytes; /* instead of `write` */
	size_t size;
};

/* Up to a row of NULL. */
extern const struct site_file site_files[];
