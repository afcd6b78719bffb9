#pragma once

#include <stdbool.h>
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
	bool summarized;    /* by the listing's AI */
	const char *day;    /* it was listed, where the mail has several */
};

/* A topic's part of a mail. */
struct digest_group {
	const struct topic *topic;
	struct digest_paper *papers;
	size_t count;
	size_t more;	  /* papers that are on its page only */
	int64_t last;	  /* day of its last paper, or DATE_NONE */
	const char *page; /* URL that shows all these papers, or NULL */
};

/* What one mail says. */
struct digest {
	const struct mail *mail;
	const struct config *config;
	const char *message_id;	     /* without its brackets */
	int64_t dated;		     /* its date */
	int64_t until;		     /* the end of its period */
	struct digest_group *groups; /* in the order of the mail's topics */
	size_t group_count;
	size_t shown;
	size_t more;
	int64_t first; /* days of its papers, or of its period */
	int64_t last;
};

#define DIGEST_SPAN_SIZE 80

int digest_choose(struct database *, struct arena *, const struct mail *,
    const struct mail_query *, struct mail_papers *);
int digest_make(struct entry_cache *, const struct mail_papers *,
    struct digest *);
const char *digest_choice(const struct digest *);
void digest_span(const struct digest *, char[static DIGEST_SPAN_SIZE]);
