#pragma once

#include <stddef.h>

struct plan;
struct publishing;

int archive_plan(struct plan *, struct publishing *, size_t);
