#pragma once

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

/* What a compressed twin has behind the name of its file. */
#define STAGED_TWIN ".gz"

/*
 * In which order files take their places: what others link to comes first, so
 * that whoever looks or copies half-way finds no link to a file that is missing.
 */
enum staged_rank {
	STAGED_PAGE,	/* a page of the past, or what pages need */
	STAGED_TOPIC,	/* a page of a topic: those of its months sort first */
	STAGED_ARCHIVE, /* a document of an archive */
	STAGED_FEED,	/* a live feed */
	STAGED_LIST,	/* the first page and the list of feeds */
	STAGED_STATUS,	/* says that all was published */
	STAGED_REMOVAL	/* a file that nothing links to any more */
};

/* A file that waits beside its place. */
struct staged {
	struct staged *next;
	const char *name;
	const char *beside; /* its name until then; NULL: it is removed */
	enum staged_rank rank;
};

enum staged_rank staged_rank(const char *);
const char *staged_name_beside(struct arena *, const char *);
bool staged_is_left_over(const char *);
struct staged *staged_sort(struct arena *, const struct staged *);
void staged_add_names(const struct staged *, struct buf *);
int staged_sync(const struct staged *, int);
int staged_take_place(const struct staged *, int);
