#pragma once

struct arena;
struct paper;
struct topic;

const char *explain_authors(struct arena *, const struct topic *,
    const struct paper *);
void explain_authors_print(struct arena *, const struct topic *,
    const struct paper *, int);
