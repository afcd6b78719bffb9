#ifndef FEED_ENTRY_HTML_H
#define FEED_ENTRY_HTML_H

struct arena;
struct buf;
struct entry;
struct paper;

const char *content_make(struct arena *, const struct paper *,
    const struct entry *);
const char *content_make_counts(struct arena *, const struct paper *);
void content_add_lasting(struct buf *, const struct entry *);
void content_add_whole(struct buf *, const struct entry *);

#endif
