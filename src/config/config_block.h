#pragma once

#include <stdbool.h>
#include <stdint.h>

struct config_scan;

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

int config_block_read(struct config_scan *, const char *, void *);
int config_block_unknown(struct config_scan *);
bool config_block_skip_value(struct config_scan *);
