#pragma once

struct library;

const char *ris_find(const char *);
int ris_read(struct library *, const char *);
