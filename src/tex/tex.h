#pragma once

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* What a text is: a title has few words, so a sign in it is rarely prose. */
enum tex_kind { TEX_TITLE, TEX_PROSE };

bool tex_to_text(struct buf *, const char *, size_t, enum tex_kind);
