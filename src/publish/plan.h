#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "store/membership.h"

/* The reason for a file that is not as it was left. */
#define PLAN_DAMAGED "it is missing, or somebody else changed it"

/* What is done about a file. */
enum plan_kind {
	PLAN_FEED,  /* make a live feed in one format */
	PLAN_MONTH, /* make a month of a topic's archive */
	PLAN_SITE,  /* make a file that shows all topics */
	PLAN_REMOVE /* remove it */
};

/* A file that has to be made again or removed, and why. */
struct plan_file {
	enum plan_kind kind;
	const char *name;   /* its path in the output */
	const char *reason; /* for people */
	size_t topic;	    /* its number in the configuration */
	size_t format;	    /* number of the feed's or the site's format */
	int64_t month;	    /* first instant of the archive's month */
};

/* A topic as it is now. */
struct plan_topic {
	struct topic_state state;
	struct topic_changes changes;
	struct key_list damaged; /* months whose documents are */
	const char *reason;	 /* why all live files are due, or NULL */
	bool has_archive;
	char newest[DATE_MONTH_SIZE]; /* the archive's newest month */
};

/* What a publishing has to do, in this order. */
struct plan {
	struct plan_file *files;
	size_t count;
	struct plan_topic *topics; /* as configured */
	struct name_list damaged;  /* live files, and those of the site */
	struct name_list retired;  /* topics that are no longer configured */
	const char *reason;	   /* why everything is due, or NULL */
	bool settings_changed;	   /* those of the configuration */
	bool all;		   /* look at every file */
};

struct plan_file *plan_add(struct plan *, enum plan_kind, const char *,
    const char *);
void plan_print(const struct plan *);
void plan_free(struct plan *, size_t);
