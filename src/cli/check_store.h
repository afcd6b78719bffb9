#pragma once

#include <stdbool.h>
#include <stdint.h>

struct context;

/* What there is in a store. */
struct store_counts {
	int64_t papers;
	int64_t files;
};

int check_store(const struct context *, struct store_counts *);
int check_store_repair(struct context *, bool);
