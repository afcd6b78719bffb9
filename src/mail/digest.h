#pragma once

#include <stddef.h>
#include <stdint.h>

#include "store/mails.h"

struct arena;
struct config;
struct database;
struct entry;
struct entry_cache;
struct mail;
struct topic;

/* A paper as a mail shows it. */
struct digest_paper {
	const struct entry *entry;
	const char *people; /* organization and first authors, or NULL */
	const char *gist;   /* what it is about, or NULL */
};

/* A topic's part of a mail. */
struct digest_group {
	const struct topic *topic;
	struct digest_paper *papers;
	size_t count;
	size_t more; /* papers that are on its page only */
};

/* What one mail says. */
struct digest {
	const struct mail *mail;
	const struct config *config;
	const char *label;	     /* the part of its id that is its own */
	int64_t dated;		     /* its date */
	struct digest_group *groups; /* in the order of the mail's topics */
	size_t group_count;
	size_t shown;
	size_t more;
	int64_t first; /* days of its papers, or its own */
	int64_t last;
};

#define DIGEST_SPAN_SIZE 80

int digest_choose(struct database *, struct arena *, const struct mail *,
    const struct mail_wish *, struct mail_papers *);
int digest_make(struct entry_cache *, const struct mail_papers *,
    struct digest *);
const char *digest_title(const struct digest *);
void digest_span(const struct digest *, char[static DIGEST_SPAN_SIZE]);
