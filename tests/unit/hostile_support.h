/* Strings that break careless writers, and checks of the XML that holds them. */
#pragma once

#include "support.h"

#include <libxml/tree.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>"

/*
 * A string, what each kind of writer makes of it (XML text, an XML attribute,
 * RSS's plain text, JSON), and what a reader gets back.
 */
struct hostile {
	const char *string;
	const char *text, *attribute, *plain, *json, *left;
};
#define HOSTILE 26 /* how many there are */
extern const struct hostile hostile[];

/* Parses it as a strict reader does; the caller frees it. */
xmlDoc *parse(const struct buf *b);

/* Fails unless a path finds so many nodes, each with this string. */
void expect_all(xmlDoc *doc, const char *path, size_t count,
    const char *wanted);

/* Fails unless the buffer holds these bytes and no others; clears it. */
void expect_bytes(struct buf *b, const char *head, const char *before,
    const char *text, const char *after);
