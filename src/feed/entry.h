#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "paper/paper.h"
#include "topic/topic_format.h"

struct buf;
struct site;
struct topic;

/* A link of an entry beside its page. */
struct related {
	const char *href;
	const char *title;
	const char *type; /* media type, or NULL */
};

#define RELATED_MAX 6

/* An earlier paper that is near this one. */
struct earlier {
	const char *title;
	const char *link;   /* its page, for people */
	const char *anchor; /* its fragment on pages */
	int64_t day;	    /* on whose page it is, or DATE_NONE */
};

#define EARLIER_MAX 3

struct earlier_list {
	struct earlier papers[EARLIER_MAX]; /* the nearest first */
	size_t count;
};

/*
 * The forms in which an entry is written: two in archives, and from ENTRY_LIVE
 * on one for each of topic_formats, of which pages have none (format.c).
 */
#define ENTRY_ARCHIVE 0 /* Atom without what changes with the days */
#define ENTRY_BRIEF   1 /* the same without abstract and summary */
#define ENTRY_LIVE    2
#define ENTRY_FORMS   (ENTRY_LIVE + TOPIC_FORMATS)

/*
 * A format's text of an entry in two parts.  Between them stands the longest
 * part, `lasting`, which the formats in XML have in common and which is kept
 * once.
 */
struct entry_text {
	const char *before; /* NULL: not written yet */
	size_t before_length;
	const char *after; /* behind the entry's `lasting`; NULL: it has none */
	size_t after_length;
};

/*
 * A writer marks the place of `lasting` with this sign, which escape_text()
 * never writes.
 */
#define ENTRY_LASTING "\1"

/* The scheme of arXiv's categories, as its own Atom feeds have it. */
#define ENTRY_ARXIV_SCHEME "http://arxiv.org/schemas/atom"

/* A paper as all formats show it. */
struct entry {
	const struct paper *paper;
	int64_t day; /* its day among all papers, or DATE_NONE: not there */
	const char *guid;
	const char *title;
	const char *link;	/* its page, for people */
	const char *discussion; /* where it is discussed, or NULL */
	struct related related[RELATED_MAX];
	size_t related_count;
	struct earlier_list earlier;
	int64_t published;
	int64_t updated;
	struct name_list authors;    /* the last may say "and N others" */
	struct name_list keywords;   /* none empty, none twice */
	const struct topic **topics; /* that it belongs to, as configured */
	size_t topic_count;
	const char *summary;   /* plain text, or NULL */
	const char *thumbnail; /* URL of a picture, or NULL: none to show */

	/* Set by entry_cache_get_live(), for a live feed. */
	bool is_live;
	int64_t stored; /* when it was first read, or DATE_NONE */

	/* Set by entry_make_content(). */
	const char *content; /* HTML, kept for a live feed, or NULL */
	const char *counts;  /* HTML of votes and so on, or NULL */
	const char *lasting; /* content and picture, as text in XML */
	size_t lasting_length;

	/*
	 * The text in each form, once it was written: the first feed that needs
	 * it writes it.
	 */
	struct entry_text text[ENTRY_FORMS];
};

const char *entry_anchor(const struct paper *);
void entry_set_text(struct arena *, struct entry *, size_t, const struct buf *);
void entry_add_text(struct buf *, const struct entry *, size_t);
