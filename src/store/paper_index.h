#pragma once

struct database;
struct paper;

int paper_index_add(struct database *, const struct paper *);
int paper_index_remove(struct database *, const struct paper *);
int paper_index_optimize(struct database *);
