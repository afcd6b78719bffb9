#pragma once

#include <stdbool.h>

struct paper;

bool same_paper(const struct paper *, const struct paper *);
