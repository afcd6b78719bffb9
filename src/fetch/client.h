#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "fetch/fetch.h"

struct database;
struct client;

/* The passing of time, which main.c knows. */
struct timer {
	int64_t (*elapsed)(void); /* milliseconds since the program started */
	int (*sleep)(int64_t);	  /* -1: a signal ended it early */
};

struct client_options {
	struct fetch_options fetch;
	const struct timer *timer;
	int64_t now;	 /* instant at which the program started */
	int64_t bound;	 /* seconds for the whole run, or 0 */
	int64_t longest; /* seconds it may be asked to wait */
	int64_t pause;	 /* seconds after each request to a host, or 0 */
	int tries;	 /* of one request; 0: as many as are usual */
	bool verbose;
};

struct client *client_open(struct database *, const struct client_options *);
void client_close(struct client *);
enum fetch_outcome client_get(struct client *, const struct fetch_request *,
    struct fetch_response *);
enum fetch_outcome client_post(struct client *, const struct fetch_request *,
    struct fetch_response *);
int client_keep(struct client *);
