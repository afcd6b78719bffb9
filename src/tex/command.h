#pragma once

#include <stddef.h>

struct tex_scan;

size_t tex_command_backslash(struct tex_scan *, size_t);
