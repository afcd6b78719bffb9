#ifndef PUBLISH_PLAN_MAKE_H
#define PUBLISH_PLAN_MAKE_H

#include <stdbool.h>

struct plan;
struct publishing;

int plan_make(struct plan *, struct publishing *, bool, bool);

#endif
