#pragma once

#include <stddef.h>
#include <stdint.h>

struct database;

/* What changed of a paper since it was last published. */
enum change_kind {
	CHANGE_COUNTS = 1, /* votes, comments, stars */
	CHANGE_RECORD,	   /* anything else */
	CHANGE_NEW
};

/* A paper, and the most that changed of it. */
struct change {
	int64_t key;
	enum change_kind what;
};

/* Papers that changed since the last publishing, in order of keys. */
struct changes {
	struct change *papers;
	size_t count;
	enum change_kind shown; /* the least that feeds show */
};

int changes_note(struct database *, int64_t, enum change_kind);
int changes_note_naming(struct database *, int64_t);
int changes_read(struct database *, struct changes *);
void changes_free(struct changes *);
int changes_forget(struct database *);
