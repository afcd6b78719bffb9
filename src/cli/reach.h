#pragma once

#include <stdbool.h>
#include <sys/types.h>

struct arena;

/* Who may read what lies in a folder, beside its owner. */
enum reach { REACH_ALL, REACH_GROUP, REACH_OWNER };

enum reach reach_of_mode(mode_t, bool);
enum reach reach_of_folder(struct arena *, const char *, const char **);
