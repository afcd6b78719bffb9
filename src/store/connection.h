#pragma once

#include <stdbool.h>

struct sqlite3;

/* A file that SQLite has open. */
struct connection {
	const char *path; /* for diagnostics */
	struct sqlite3 *handle;
};

int connection_open(struct connection *, const char *, int);
void connection_close(struct connection *);
int connection_execute(struct connection *, const char *);
int connection_ask(struct connection *, const char *, int *);
int connection_complain(const struct connection *, int);
bool connection_is_damage(int);
