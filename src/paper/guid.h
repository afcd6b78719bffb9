#pragma once

struct arena;
struct paper;

const char *guid_fold(struct arena *, const char *);
const char *guid_choose(struct arena *, const struct paper *);
