#pragma once

struct library;

int id_lines_read(struct library *, const char *);
