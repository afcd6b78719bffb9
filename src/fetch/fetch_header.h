#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/*
 * The limits that a host declares (RateLimit and RateLimit-Policy); -1 for
 * those it does not.
 */
struct rate_limit {
	int64_t remaining; /* requests until the reset */
	int64_t reset;	   /* seconds until then */
	int64_t quota;	   /* requests in a window */
	int64_t window;	   /* seconds */
};

int64_t fetch_header_retry_after(const char *, int64_t);
bool fetch_header_is_etag(const char *);
bool fetch_header_is_date(const char *);
int64_t fetch_header_date(const char *);
int64_t fetch_header_age(const char *);
void fetch_header_rate_limit(const char *, struct rate_limit *);
void fetch_header_rate_policy(const char *, struct rate_limit *);
void fetch_header_charset(struct buf *, const char *);
void fetch_header_token(struct buf *, const char *);
