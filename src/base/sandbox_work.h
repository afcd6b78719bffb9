#pragma once

#include <stddef.h>
#include <time.h>

struct buf;
struct unpack;

/* CPU time for bytes that strangers sent: one second more for each MiB. */
#define SANDBOX_SECONDS(n) (10 + (time_t)((n) >> 20))

/* Bytes that a result has at most, when it is packed. */
#define SANDBOX_RESULT_MAX ((size_t)256 * 1024 * 1024)

/* Work on what strangers sent. */
struct sandbox_work {
	void (*run)(struct buf *, const void *); /* packs the result */
	void (*take)(struct unpack *, void *);	 /* and looks at it again */
	void (*const *load)(void); /* what it rarely needs; ends with NULL */
	const char *name;	   /* of the input, for people */
	time_t seconds;		   /* of the CPU at most */
	size_t most;		   /* bytes of the packed result */
};

void sandbox_require_files(void);
const char *sandbox_do(const struct sandbox_work *, const void *, void *);
