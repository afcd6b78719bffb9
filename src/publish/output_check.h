#pragma once

struct config;
struct database;
struct findings;

int output_check(struct database *, const struct config *, struct findings *);
int output_forget_missing(struct database *, const struct config *);
