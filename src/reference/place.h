#pragma once

struct library;

void place_refuse(struct library *, const char *, const char *, const char *,
    ...) __attribute__((format(printf, 4, 5)));
void place_skip(struct library *, const char *, const char *);
