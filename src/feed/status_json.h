#pragma once

#include <stddef.h>
#include <stdint.h>

#include "store/mails.h"

struct buf;
struct name_list;
struct site_index;
struct health;
struct arxiv_state;
struct hub_state;

/* How a configured mail is. */
struct mail_status {
	const char *name;
	struct mail_state state;
};

/* How the sources and the site are. */
struct status {
	int64_t published; /* or DATE_NONE */
	const struct site_index *index;
	const struct health *sources;
	size_t source_count;
	/* Topics that are no longer configured and still have files. */
	const struct name_list *retired;
	size_t retired_files; /* of formats that are no longer configured */
	/* Who may read status.json need not know of mails: NULL there. */
	const struct mail_status *mails;
	size_t mail_count;
	const struct hub_state *hub;	 /* NULL: none is configured */
	const struct arxiv_state *arxiv; /* NULL: it is not asked */
};

int status_json_write(struct buf *, const struct status *);
