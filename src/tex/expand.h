#pragma once

#include <stddef.h>

struct tex_command;
struct tex_scan;

size_t tex_expand_command(struct tex_scan *, const struct tex_command *, size_t,
    size_t);
