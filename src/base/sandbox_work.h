#pragma once

#include <stddef.h>
#include <time.h>

struct buf;

/* Work on what strangers sent. */
struct sandbox_work {
	void (*run)(struct buf *, const void *); /* adds the result */
	void (*const *load)(void); /* what it rarely needs; ends with NULL */
	const void *input;
	const char *name; /* of the input, for people */
	time_t seconds;	  /* of the CPU at most */
};

void sandbox_require_files(void);
const char *sandbox_do(const struct sandbox_work *, struct buf *);
