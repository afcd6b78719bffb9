#pragma once

struct arena;

const char *doi_read(struct arena *, const char *);
