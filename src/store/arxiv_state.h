#pragma once

#include <stddef.h>
#include <stdint.h>

struct arena;
struct database;

/* What is known of arXiv itself. */
struct arxiv_state {
	int64_t attempted; /* when a run last asked it, or DATE_NONE */
	int64_t succeeded; /* when it last answered, or DATE_NONE */
	int64_t waiting;   /* papers with an id that it was not asked about */
	const char *error; /* why the last attempt failed, or NULL */
};

int arxiv_state_read(struct database *, struct arena *, struct arxiv_state *);
int arxiv_state_keep(struct database *, const struct arxiv_state *);
