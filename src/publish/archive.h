#pragma once

#include <stddef.h>
#include <stdint.h>

struct database;
struct plan;
struct publishing;
struct topic;

/* A month: its first instant, and that of the next one. */
struct month {
	int64_t start;
	int64_t end;
};

struct month archive_month(int64_t);
int archive_older(struct database *, const struct topic *, struct month,
    struct month *);
int archive_newer(struct database *, const struct topic *, struct month,
    struct month *);
int archive_plan(struct plan *, struct publishing *, size_t);
int archive_parse_name(const char *, int64_t *);
