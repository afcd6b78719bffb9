#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "topic/topic.h"
#include "config/config_block.h"

struct library;

/*
 * paperfeed.conf, checked.  The arena owns everything.  `without` of a topic
 * that names no source lists the sources that stay out of topics, or is NULL:
 * their names, each with a line feed before and behind it.
 */
struct config {
	struct arena arena;
	struct site site;
	struct arxiv arxiv;
	struct source *sources;
	size_t source_count;
	struct topic *topics; /* `all` first, then as written */
	size_t topic_count;
	struct mail *mails;
	size_t mail_count;
	struct library **libraries; /* that topics name */
	size_t library_count;
	const struct topic **by_slug; /* once all are read; NULL before */
};

int config_load(struct config *, const char *);
int config_load_all_errors(struct config *, const char *);
void config_sort_topics(struct config *);
const struct topic *config_find_topic(const struct config *, const char *);
const struct source *config_find_source(const struct config *, const char *);
const struct mail *config_find_mail(const struct config *, const char *);
bool config_has_html(const struct site *);
bool config_has_pages(const struct site *);
bool config_refuses_pages(const struct site *);
bool config_has_past(const struct site *);
void config_free(struct config *);
