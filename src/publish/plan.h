#ifndef PUBLISH_PLAN_H
#define PUBLISH_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "store/changes.h"
#include "store/member.h"

struct publication;

/* What is known of a topic, and whether its live files are to be made. */
struct due_topic {
	struct topic_state state;
	struct topic_news news;
	bool due;
};

/* What a publishing has to make. */
struct due {
	struct publication *p;
	struct unpublished unpublished;
	struct due_topic *topics; /* as configured */
	bool whole; /* archives as well, whatever is known of them */
	bool all;   /* all live feeds */
	bool any;   /* something */
};

int due_find(struct due *, struct publication *, bool);
void due_free(struct due *);

#endif
