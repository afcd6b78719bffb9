#pragma once

/* Shared by the files behind fetch.h; no other file includes it. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curl/curl.h>

#include "base/url.h"
#include "fetch/fetch_message.h"

#define FETCH_HEADERS_MAX ((size_t)64 * 1024) /* bytes for one hop */
#define FETCH_SLOW	  100L		      /* bytes/s that are too few */

struct fetcher {
	CURL *easy; /* kept, with its connections */
	struct fetch_options options;
	bool was_inside; /* one may lead to a private address */
	char error[CURL_ERROR_SIZE];
};

/* A request on its way. */
struct exchange {
	struct fetcher *fetcher;
	const struct fetch_request *request;
	struct fetch_response *response;
	struct url_parts first; /* as configured */
	struct url_parts here;	/* of this hop */
	const char *proxy;	/* of this hop, or NULL */
	int64_t left;		/* microseconds */
	bool inside;		/* private addresses are allowed */
	bool conditional;	/* this hop sends validators */
	bool kept_out;		/* from a private address, of this hop */
	bool tried;		/* another one */
	bool headers_end;	/* of an answer were seen */
	bool long_header;	/* more than we take */
	bool long_body;		/* the same */
	size_t header_bytes;	/* of this hop */
	size_t body_bytes;	/* the same, decoded */
};

size_t fetch_take_header(char *, size_t, size_t, void *);
size_t fetch_take_body(char *, size_t, size_t, void *);
long fetch_quarter(const struct exchange *);
void fetch_explain_timeout(struct exchange *);
enum fetch_outcome fetch_judge_failure(struct exchange *, CURLcode);
enum fetch_outcome fetch_judge_status(struct exchange *);
enum fetch_outcome fetch_file(const char *, struct fetch_response *);
