#pragma once

#include <stdbool.h>

struct context;

/* What a command needs beside what the configuration names. */
struct needs {
	bool fetches;	    /* it asks sources */
	bool publishes;	    /* it may tell the hub and ask arXiv */
	char *const *files; /* to read, ended by NULL; or NULL */
	const char *target; /* a file to make, or NULL */
};

int command_confine(const struct context *, const struct needs *);
