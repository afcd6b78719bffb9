#pragma once

#include <stdbool.h>
#include <stdint.h>

struct client;
struct database;
struct site;

/* How to tell the site's hub. */
struct announce_options {
	const struct site *site; /* has a hub */
	struct client *client;
	int64_t now;
	bool verbose; /* print what the hub was told, or why not */
};

int announce(struct database *, const struct announce_options *);
