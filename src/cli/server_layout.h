#pragma once

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* The user who runs a server's updates, as feeds/paperfeed.service has it. */
#define SERVER_USER "paperfeed"

/* Where the store is on a server: that user's home. */
#define SERVER_STORE "/var/lib/paperfeed"

/* What is published, as in feeds/nginx.conf, unless it is named. */
#define SERVER_OUTPUT "/var/www/papers"

/* Where a server's files go. */
struct server_layout {
	const char *root;   /* before each path that is made, or "" */
	const char *config; /* the file, without root */
	const char *output; /* the folder, without root */
};

bool server_layout_is_folder(const char *);
int server_layout_configure(struct buf *, const char *, size_t, const char *);
int server_layout_make(const struct server_layout *, const struct buf *);
void server_layout_tell(const struct server_layout *);
