#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Seconds that a run may spend on arXiv, which its client has as a bound. */
#define ENRICH_SECONDS 30

struct arxiv;
struct client;
struct database;
struct store_report;

/* How to ask arXiv. */
struct enrich_options {
	const struct arxiv *arxiv;
	struct client *client; /* keeps to the bound and to the pause */
	int64_t now;
	bool verbose; /* print what it answered, or why it did not */
};

int enrich(struct database *, const struct enrich_options *,
    struct store_report *);
