#pragma once

#include <stdbool.h>

struct plan;
struct publishing;

int plan_make(struct plan *, struct publishing *, bool, bool);
