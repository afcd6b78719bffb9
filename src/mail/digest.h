#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/period.h"

struct arena;
struct config;
struct entry;
struct entry_cache;
struct mail;
struct mail_papers;
struct topic;

/* A paper as a mail shows it. */
struct digest_paper {
	const struct entry *entry;
	const char *people; /* organization and first authors, or NULL */
	const char *gist;   /* what it is about, or NULL */
	bool summarized;    /* by the listing's AI */
	const char *day;    /* it was listed, where the mail has several */
};

/* A page of the site. */
struct digest_page {
	const char *url;
	const char *title;
};

/* A topic's part of a mail. */
struct digest_group {
	const struct topic *topic;
	struct digest_paper *papers;
	size_t count;
	size_t more;   /* papers that are on its page only */
	int64_t first; /* days of its papers, or DATE_NONE */
	int64_t last;
	struct digest_page pages[2]; /* that will show all these papers */
	size_t page_count;
};

/* What one mail says. */
struct digest {
	const struct mail *mail;
	const struct config *config;
	const char *message_id;	     /* without its brackets */
	int64_t dated;		     /* its date */
	struct period period;	     /* that it is for */
	struct digest_group *groups; /* in the order of the mail's topics */
	size_t group_count;
	size_t shown;
	size_t more;
	int64_t first; /* days of its papers, or of its period */
	int64_t last;
};

#define DIGEST_SPAN_SIZE 80

int digest_make(struct entry_cache *, const struct mail_papers *,
    struct digest *);
const char *digest_choice(const struct digest *);
bool digest_shows_link(const struct entry *, size_t);
void digest_span(const struct digest *, char[static DIGEST_SPAN_SIZE]);
