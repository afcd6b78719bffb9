#pragma once

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct client;
struct context;
struct database;
struct diagnosis;
struct fetch_request;
struct fetch_response;
struct source;

/* A look at servers, and what their answers said beside what they were asked. */
struct probe {
	const struct context *context;
	struct diagnosis *diagnosis;
	struct arena *arena;
	struct database *store;
	struct client *client;

	int64_t server; /* our present by a server's clock, or DATE_NONE */
	const char *verified; /* URL whose certificate was accepted, or NULL */
	const char *unverified; /* URL whose certificate was not, or NULL */
	const char *why;	/* it was not */
};

void probe_ask(struct probe *, const struct fetch_request *,
    struct fetch_response *);
void probe_source(struct probe *, const struct source *);
void probe_site(struct probe *);
