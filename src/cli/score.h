#pragma once

#include <stdbool.h>
#include <stdint.h>

struct database;
struct topic;

void score_print(int64_t);
int score_warn_missing(struct database *, const struct topic *, const char *);
int score_print_about(struct database *, const struct topic *);
int score_reaches(struct database *, const struct topic *, int64_t, bool *);
int score_explain(struct database *, const struct topic *, int64_t, int);
