#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/key_list.h"
#include "paper/paper.h"
#include "store/membership.h"

/* The reason for a file that is not as it was left. */
#define PLAN_DAMAGED "it is missing, or somebody else changed it"

/* Why pages are removed, and why all are made again. */
#define PLAN_NO_PAGES	   "the site has no such pages"
#define PLAN_PAGES_CHANGED "what shows on every page changed"

/* What is done about a file. */
enum plan_kind {
	PLAN_FEED,    /* make a live feed in one format */
	PLAN_TOPIC,   /* make a topic's page */
	PLAN_ARCHIVE, /* make a month of a topic's archive */
	PLAN_PAST,    /* make the page of a topic's month */
	PLAN_REMOVE,  /* remove it */
	/* These show all topics, and belong to the site. */
	PLAN_SITE,    /* make a file that every site has once */
	PLAN_DAY,     /* make the page of a day */
	PLAN_DAY_BIB, /* make the references of a day */
	PLAN_WEEK,    /* make the page of a week */
	PLAN_MONTH,   /* make the page of a month */
	PLAN_SEARCH   /* make the index of a month */
};

/* A file that has to be made again or removed, and why. */
struct plan_file {
	enum plan_kind kind;
	const char *name;   /* its path in the output */
	const char *reason; /* for people */
	size_t topic;	    /* its number in the configuration */
	size_t format;	    /* number of the feed's or the site's format */
	int64_t start; /* first instant of the file's period, or DATE_NONE */
};

/* A topic as it is now. */
struct plan_topic {
	struct topic_state state;
	struct topic_changes changes;
	struct key_list beside;	 /* papers whose other topics changed */
	struct key_list damaged; /* months whose documents are */
	const char *reason;	 /* why all live files are due, or NULL */
	bool has_archive;
	int64_t newest; /* first instant of the archive's newest month */
};

/* What a publishing has to do, in this order. */
struct plan {
	struct plan_file *files;
	size_t count;
	struct plan_topic *topics; /* as configured */
	struct key_list changed;   /* papers of which anything changed */
	struct key_list moved;	   /* papers whose topics are others */
	struct key_list damaged;   /* days whose pages are, or their weeks’ */
	struct name_list damaged_files; /* live files, and those of the site */
	struct name_list retired; /* topics that are no longer configured */
	size_t retired_files;	  /* of formats that are not, either */
	const char *reason;	  /* why everything is due, or NULL */
	bool settings_changed;	  /* those of the configuration */
	bool pages_changed;	  /* what shows on every page */
	bool all;		  /* look at every file */
};

struct plan_file *plan_add(struct plan *, enum plan_kind, const char *,
    const char *);
const struct plan_file **plan_order(const struct plan *);
void plan_print(const struct plan *);
void plan_free(struct plan *, size_t);
