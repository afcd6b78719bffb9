#pragma once

struct arena;

const char *arxiv_id_read(struct arena *, const char *);
const char *arxiv_id_find(struct arena *, const char *);
