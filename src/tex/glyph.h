#pragma once

#include <stddef.h>

const char *tex_glyph_script(char, const char *, size_t);
size_t tex_glyph_accent(char, char, const char **);
const char *tex_glyph_combining(char);
