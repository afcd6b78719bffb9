#pragma once

struct plan;
struct publishing;

int calendar_plan(struct plan *, struct publishing *);
