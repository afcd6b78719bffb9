#pragma once

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* A URL in its parts; url_free() frees them. */
struct url_parts {
	char *url; /* without credentials */
	char *scheme;
	char *host; /* NULL of a file */
	char *port;
	char *path; /* decoded if it is a file's */
	char *user; /* decoded; NULL: none */
	char *password;
};

void url_load(void);
int url_parse(struct url_parts *, const char *);
void url_free(struct url_parts *);
bool url_has_scheme(const struct url_parts *, const char *);
bool url_is_web(const struct url_parts *);
bool url_add_ascii_host(struct buf *, const char *, size_t);
bool url_is_same_origin(const struct url_parts *, const struct url_parts *);
void url_add_without_credentials(struct buf *, const char *);
void url_add_encoded(struct buf *, const char *);
