#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct config;
struct database;

/* How to publish. */
struct publish_options {
	int64_t now; /* dates what the configuration changes, and status.json */
	const char *changed; /* file for the names of changed files, or NULL */
	bool all;	     /* look at every file, whatever is known of it */
	bool prune;	     /* remove what is no longer configured */
	bool dry_run;	     /* print the plan, and write no file */
};

/* What publishing came to. */
struct publish_report {
	size_t written; /* files whose bytes are new */
	size_t removed;
	size_t retired;	      /* topics that are gone and have files */
	size_t retired_files; /* of formats that are gone */
	bool no_room;	      /* the files would not fit on the disk */
};

int publish(struct database *, const struct config *,
    const struct publish_options *, struct publish_report *);
