#ifndef PUBLISH_H
#define PUBLISH_H

#include <stddef.h>
#include <stdint.h>

struct config;
struct store;

/* What publishing came to. */
struct publish_report {
	size_t written;
	size_t unchanged;
};

int publish(struct store *, const struct config *, int64_t,
    struct publish_report *);

#endif
