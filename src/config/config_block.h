#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct config_scan;
struct topic;

/* A block site: the site's name and where its files are. */
struct site {
	const char *title;
	const char *url;      /* where output is served; ends in / */
	const char *output;   /* folder */
	const char *database; /* file */
	const char *contact;  /* URL for the User-Agent, or NULL */
	bool gzip;	      /* make a compressed copy of each file */
	bool thumbnails;      /* show the listing's pictures */
	bool votes;	      /* show votes, comments and stars */
	bool related;	      /* name earlier papers that are near */
	const char *pages;    /* for people: all, newest or no */
	const char *formats;  /* endings of files, each with a blank before */
	const char *archive;  /* of each topic's months: yes or no */
	const char *hub;      /* URL told of changed feeds, or NULL */
};

/* A block source: a listing on the web. */
struct source {
	const char *name;
	const char *url;
	const char *fallback; /* or NULL */
	int64_t reread;	      /* listing days that each run reads again */
	int64_t timeout;      /* seconds that one request may take */
	int64_t stale_after;  /* hours without success that are too many */
	bool in_topics;	      /* its papers go to topics without a source */
};

/* The block arxiv: how arXiv is asked what it knows of the papers. */
struct arxiv {
	const char *url; /* of its API; NULL: there is no such block */
	int64_t batch;	 /* papers that one request asks for */
	int64_t pause;	 /* seconds between two requests */
	int64_t refresh; /* days until a paper is asked for again */
	int64_t most;	 /* papers that one run asks for */
	bool enrich;	 /* ask at all */
};

/* A block mail: a message of what is new, sent again and again. */
struct mail {
	const char *name;
	const char *title;	 /* the subject begins with it */
	const char *to;		 /* mailboxes as RFC 5322 writes them */
	const char *from;	 /* one mailbox */
	const char *slugs;	 /* of its topics, parted by blanks, or NULL */
	const char *every;	 /* day, week or month */
	const char *order;	 /* of papers: votes or date */
	const char *sendmail;	 /* a command: words parted by blanks */
	const char *unsubscribe; /* a URL, or NULL */
	int64_t most;		 /* papers that it shows */
	bool thumbnails;	 /* show the listing's pictures */
	const struct topic **topics; /* once all blocks are read */
	size_t topic_count;
	int line; /* on which the block begins */
};

int config_block_read(struct config_scan *, const char *, void *);
int config_block_unknown(struct config_scan *);
bool config_block_skip_value(struct config_scan *);
