#pragma once

struct reference;

void bibtex_add_authors(struct reference *, const char *);
