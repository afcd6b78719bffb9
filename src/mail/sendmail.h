#pragma once

#include <stdint.h>

struct buf;

/* A command that takes a message. */
struct sendmail {
	const char *command;	  /* words parted by blanks */
	int64_t timeout;	  /* milliseconds */
	int64_t (*elapsed)(void); /* milliseconds, of a clock that goes on */
};

int sendmail_run(const struct sendmail *, const struct buf *, struct buf *);
