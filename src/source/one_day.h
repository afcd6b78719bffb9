#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "listing/listing.h"
#include "store/validators.h"
#include "fetch/fetch.h"

struct arena;
struct client;
struct database;

/* Pages of one day's listing that are read of the API. */
#define ONE_DAY_PAGES 10

/* A day that is asked for at one of a source's URLs. */
struct one_day_request {
	struct client *client;
	struct arena *arena;  /* owns what the answer says */
	const char *template; /* the URL, with blanks for the day */
	int64_t timeout;      /* seconds that one request may take */
	int64_t asked;	      /* day */
	int64_t now;
};

/* What the URL answered; one_day_free() frees the listings. */
struct one_day {
	const char *url;  /* as asked for, without credentials */
	int status;	  /* exit status when it failed, or 0 */
	const char *why;  /* it failed or shows nothing, a phrase, or NULL */
	bool unreachable; /* it failed, and so would others now */
	int64_t http;	  /* status of the last answer, or 0 */

	bool missing;	/* the source has no listing of that day */
	bool absent;	/* the same: there is no such page, or file */
	bool unchanged; /* since it was stored; there are no pages */
	bool complete;	/* all that the source shows, no rendition */
	int64_t before; /* papers when it was stored, or 0 */
	struct validators validators; /* and what is kept with them */
	struct listing pages[ONE_DAY_PAGES];
	size_t page_count;

	/* While it is read. */
	const struct one_day_request *request;
	const char *place; /* the URL with credentials */
	struct fetch_response response;
};

int one_day_read(struct one_day *, const struct one_day_request *,
    struct database *);
void one_day_free(struct one_day *);
