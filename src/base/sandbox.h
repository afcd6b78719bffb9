#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What a process may do with what lies at a path, and below it. */
enum sandbox_right {
	SANDBOX_READ,
	SANDBOX_WRITE, /* read, make, write, rename and remove */
};

#define SANDBOX_PATHS 64 /* beside files that are named one by one */

/* What a process needs from now on.  Starts as { .network = ... }. */
struct sandbox {
	struct {
		const char *path;
		enum sandbox_right right;
	} paths[SANDBOX_PATHS];
	size_t count;
	char *const *files; /* more files to read, ended by NULL; or NULL */
	bool network;	    /* it opens TCP connections, and asks for names */
};

void sandbox_allow(struct sandbox *, const char *, enum sandbox_right);
int sandbox_enter(const struct sandbox *);
bool sandbox_is_entered(void);
const char *sandbox_describe(void);
