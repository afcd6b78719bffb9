#pragma once

#include <stddef.h>

struct buf;

void bibtex_text(struct buf *, const char *, size_t);
void bibtex_plain(struct buf *, const char *, size_t);
void bibtex_verbatim(struct buf *, const char *);
