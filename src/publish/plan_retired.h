#pragma once

#include <stdbool.h>

struct plan;
struct publishing;

int plan_retired(struct plan *, struct publishing *, bool);
