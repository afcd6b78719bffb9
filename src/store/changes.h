#ifndef STORE_CHANGES_H
#define STORE_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct database;

/* What a paper's records have seen since they were published. */
enum change {
	CHANGE_COUNTS = 1, /* votes, comments, stars */
	CHANGE_RECORD,	   /* anything else */
	CHANGE_NEW
};

struct unpublished_paper {
	int64_t key;
	enum change change;
	bool moved; /* it has come to a topic, or left one */
};

/* Papers that have changed since the last publishing, in order of keys. */
struct unpublished {
	struct unpublished_paper *papers;
	size_t count;
	enum change shown; /* the least that feeds show */
};

int unpublished_note(struct database *, int64_t, enum change);
int unpublished_read(struct database *, struct unpublished *);
void unpublished_free(struct unpublished *);
int unpublished_forget(struct database *);

#endif
