#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "store/source_state.h"

struct buf;
struct config;

/* Whether somebody must look at a source. */
enum source_health {
	SOURCE_GOOD,
	SOURCE_UNREAD, /* no run has ever got all it asked for */
	SOURCE_STALE,  /* none has for too long */
	SOURCE_SILENT  /* it is read, but has no new listing for too long */
};

/* How a configured source is. */
struct health {
	struct source_state state;
	int64_t newest; /* day of its newest listing, or DATE_NONE */
	enum source_health health;
};

extern const char *const source_health_names[];

int health_read(struct database *, struct arena *, const struct config *,
    int64_t, struct health **);
bool health_explain(struct buf *, const struct health *);
