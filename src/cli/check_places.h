#pragma once

struct arena;
struct context;
struct diagnosis;

void check_places(struct diagnosis *, struct arena *, const struct context *);
