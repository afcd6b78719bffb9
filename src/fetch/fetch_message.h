#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "fetch/fetch_header.h"

/* Of a decoded body, as much as a listing may have (listing.h): 32 MiB. */
#define FETCH_BODY_MAX ((size_t)32 * 1024 * 1024)

/* What became of a request. */
enum fetch_outcome {
	FETCH_OK,	    /* here is a body, or a POST was accepted */
	FETCH_NOT_MODIFIED, /* 304 to a conditional request */
	FETCH_MISSING,	    /* 404, or no such file */
	FETCH_WAIT,	    /* the source asks to wait */
	FETCH_TROUBLE,	    /* it may pass: network, 408, 5xx */
	FETCH_REFUSED	    /* it will not pass by itself */
};

/* How to ask, for all requests of a run. */
struct fetch_options {
	const char *user_agent;
	const char *ca_file;	 /* instead of the system's, or NULL */
	const char *http_proxy;	 /* for http URLs, or NULL */
	const char *https_proxy; /* for https URLs, or NULL */
	const char *no_proxy;	 /* hosts to be asked without, or NULL */
};

struct fetch_request {
	const char *url;
	int64_t now;	  /* the present instant, for dates in headers */
	int64_t timeout;  /* seconds for all, redirects included; from 1 on */
	const char *etag; /* validators of what is known, or NULL */
	const char *modified;
	const char *form; /* to POST, encoded; NULL: GET */
	bool own;	  /* it is ours, and may lead to a private address */
};

/*
 * Starts as { 0 }; one can serve many requests; fetch_response_free() frees it.
 */
struct fetch_response {
	enum fetch_outcome outcome;
	long status;	     /* HTTP's, or 0 */
	int64_t requests;    /* that were sent, redirects included */
	struct buf body;     /* decoded */
	struct buf url;	     /* after redirects, without credentials */
	struct buf etag;     /* empty: none that can be sent back */
	struct buf modified; /* the same */
	struct buf charset;  /* that was declared, or empty */
	struct buf type;     /* the media type, in lower case, or empty */
	struct buf encoding; /* in which the body came: gzip, or empty */
	int64_t date;	     /* when it was made by the server's clock, or -1 */
	int64_t age;	     /* seconds for which a cache has had it */
	bool untrusted;	     /* the certificate was not accepted */
	int64_t retry_after; /* seconds, or -1 */
	struct rate_limit limit;
	struct buf why; /* a phrase, unless it went well */
};

void fetch_response_clear(struct fetch_response *);
void fetch_response_clear_header(struct fetch_response *);
void fetch_response_free(struct fetch_response *);
