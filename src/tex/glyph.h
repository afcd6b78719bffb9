#pragma once

#include <stddef.h>

size_t tex_glyph_script(char, const char *, size_t, const char **);
size_t tex_glyph_accent(char, char, const char **);
const char *tex_glyph_combining(char);
