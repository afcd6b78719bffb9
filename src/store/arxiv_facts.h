#pragma once

#include <stddef.h>
#include <stdint.h>

struct arena;
struct database;
struct name_list;
struct paper;
struct paper_list;
struct store_report;

int arxiv_facts_due(struct database *, struct arena *, int64_t, size_t,
    struct name_list *);
int arxiv_facts_unnamed(struct database *, int64_t, size_t,
    struct paper_list *);
int arxiv_facts_put(struct database *, const struct paper *, int64_t,
    struct store_report *);
int arxiv_facts_none(struct database *, const char *, int64_t);
int arxiv_facts_name(struct database *, int64_t, const struct paper *, int64_t,
    struct store_report *);
int arxiv_facts_nameless(struct database *, int64_t, int64_t);
