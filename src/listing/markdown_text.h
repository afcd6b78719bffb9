#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct arena;

#define MARKDOWN_URL_MAX 2048 /* bytes; no URL is longer */

/* A part of the text. */
struct span {
	const char *from, *to;
};

/* A part as people read it. */
struct markdown_text {
	struct arena *arena; /* holds the URL */
	struct buf text;
	const char *image; /* URL of the last image in it, or NULL */
};

bool markdown_is_blank(char);
const char *markdown_skip_blanks(const char *, const char *);
const char *markdown_skip_marks(const char *, const char *);
const char *markdown_url(struct buf *, const char *, const char *);
const char *markdown_image(struct markdown_text *, const char *, const char *);
void markdown_read(struct markdown_text *, struct span);
