#pragma once

struct arena;
struct paper;

const char *clean_line(struct arena *, const char *);
const char *clean_sentence(struct arena *, const char *);
const char *clean_text(struct arena *, const char *);
const char *clean_id(struct arena *, const char *);
const char *clean_url(struct arena *, const char *);
const char *clean_paper(struct arena *, struct paper *);
