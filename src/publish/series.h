#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/period.h"
#include "publish/plan.h"

struct config;
struct database;
struct key_list;
struct publishing;
struct topic;

/*
 * The files of a topic's periods, one each: planned together, linked with
 * their neighbours.
 */
struct series {
	struct plan *plan;
	struct publishing *p;
	size_t topic; /* its number */
	enum plan_kind kind;
	/* Papers that came, changed or left, and instants of damaged files. */
	const struct key_list *changed[3];
	const struct key_list *damaged;
};

enum period_kind series_period(enum plan_kind);
bool series_has_format(const struct config *, const struct topic *,
    enum plan_kind);
int series_older(struct database *, const struct topic *, enum period_kind,
    int64_t, int64_t *);
int series_newer(struct database *, const struct topic *, enum period_kind,
    int64_t, int64_t *);
int series_plan_all(const struct series *, const char *);
int series_plan_changed(const struct series *);
int series_remove(const struct series *, const char *);
int series_parse_name(const char *, const char *, enum plan_kind *, int64_t *);
