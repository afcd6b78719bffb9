#pragma once

#include "paper/paper.h"

/* The texts that an entry may have. */
enum answer_text {
	ANSWER_ID,
	ANSWER_PUBLISHED,
	ANSWER_UPDATED,
	ANSWER_TITLE,
	ANSWER_SUMMARY,
	ANSWER_COMMENT,
	ANSWER_JOURNAL,
	ANSWER_DOI,
	ANSWER_TEXTS
};

/* An entry of an answer, as it came; NULL: it does not have that. */
struct answer_entry {
	const char *texts[ANSWER_TEXTS];
	const char *primary; /* category */
	struct name_list categories;
	struct name_list authors;
};

bool answer_entry_is_error(const struct answer_entry *);
const char *answer_entry_read(struct arena *, const struct answer_entry *,
    struct paper *);
