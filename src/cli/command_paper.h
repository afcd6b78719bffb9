#pragma once

#include <stddef.h>

struct context;
struct database;
struct hits;
struct paper;

void command_print_paper(const struct paper *, const struct hits *);
void command_print_hits(const struct hits *, size_t, int);
int command_explain(const struct context *, struct database *, const char *,
    const char *);
