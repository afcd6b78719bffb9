#pragma once

struct arena;

int salvage(const char *, struct arena *, const char **);
