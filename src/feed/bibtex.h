#pragma once

struct buf;
struct entry;
struct feed;
struct paper;
struct site;

void bibtex_write_paper(struct buf *, const struct paper *);
int bibtex_write_entry(struct buf *, const struct entry *, const struct site *);
int bibtex_write(struct buf *, const struct feed *);
