#pragma once

struct arena;
struct database;
struct mail;
struct mail_papers;
struct mail_query;

int choose_papers(struct database *, struct arena *, const struct mail *,
    const struct mail_query *, struct mail_papers *);
