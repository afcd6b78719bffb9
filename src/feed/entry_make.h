#pragma once

#include <stdbool.h>

struct arena;
struct earlier_list;
struct entry;
struct paper;
struct site;

void entry_make(struct arena *, struct entry *, const struct paper *,
    const struct site *, const struct earlier_list *);
void entry_make_content(struct arena *, struct entry *, const struct site *,
    bool);
const char *entry_search_link(struct arena *, const char *);
