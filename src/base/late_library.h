#pragma once

#include <stddef.h>

/* A function of a library, and where its pointer goes. */
struct late_function {
	const char *name;
	size_t offset; /* in the table of the library's functions */
};

void late_library_load(const char *, const struct late_function *, size_t,
    void *);
