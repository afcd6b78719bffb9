#pragma once

#include <stdint.h>

struct database;

/* When a host may be asked again. */
struct host_times {
	int64_t due;   /* ms: when a whole burst of requests may be sent */
	int64_t after; /* seconds: it asked not to be asked before; or 0 */
};

int hosts_read(struct database *, const char *, struct host_times *);
int hosts_keep(struct database *, const char *, const struct host_times *);
