#ifndef LISTING_HTML_H
#define LISTING_HTML_H

#include <stddef.h>

struct listing;

int	 listing_html_read(struct listing *, const char *, size_t);

#endif
