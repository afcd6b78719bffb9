#pragma once

struct plan;
struct publishing;

int plan_settings(struct plan *, struct publishing *);
