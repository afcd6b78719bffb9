#ifndef BASE_XML_H
#define BASE_XML_H

#include <stdbool.h>
#include <stddef.h>

#define XML_DEPTH 8 /* no format here nests deeper */

struct buf;

/*
 * An XML document that is being written.  Mistakes of the caller and a full
 * buffer are remembered and reported by xml_end(), so that a writer reads like
 * its document.
 */
struct xml {
	struct buf *out;
	const char *open[XML_DEPTH];
	size_t depth;
	size_t outside; /* of these, opened elsewhere */
	size_t roots;
	bool in_tag;	/* the start tag takes attributes */
	bool has_child; /* the last thing was an element */
	bool failed;
};

void xml_start(struct xml *, struct buf *);
void xml_start_part(struct xml *, struct buf *, size_t);
struct buf *xml_begin_part(struct xml *);
void xml_open(struct xml *, const char *);
void xml_attribute(struct xml *, const char *, const char *);
void xml_text(struct xml *, const char *);
void xml_plain_text(struct xml *, const char *);
void xml_add_escaped(struct xml *, const char *);
void xml_close(struct xml *);
void xml_element(struct xml *, const char *, const char *);
void xml_plain_element(struct xml *, const char *, const char *);
int xml_end(struct xml *);
int xml_end_part(struct xml *);

#endif
