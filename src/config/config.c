/* Finds what paperfeed.conf says; config_read.c reads it. */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

#include "reference/library.h"

static int
compare_slugs(const void *a, const void *b)
{
	const struct topic *const *p = a, *const *q = b;

	return strcmp((*p)->slug, (*q)->slug);
}

/*
 * Put the topics in the order of their slugs: there may be ten thousand, and each
 * paper and file names some.
 */
void
config_sort_topics(struct config *c)
{
	size_t i;

	c->by_slug = arena_array(&c->arena, c->topic_count,
	    sizeof(const struct topic *));
	for (i = 0; i < c->topic_count; i++)
		c->by_slug[i] = &c->topics[i];
	qsort(c->by_slug, c->topic_count, sizeof(const struct topic *),
	    compare_slugs);
}

/* Return the topic of that slug, or NULL. */
const struct topic *
config_find_topic(const struct config *c, const char *slug)
{
	const struct topic wanted = { .slug = slug }, *like = &wanted, **found;
	size_t i;

	if (c->by_slug != NULL) {
		found = bsearch(&like, c->by_slug, c->topic_count,
		    sizeof(const struct topic *), compare_slugs);
		return found == NULL ? NULL : *found;
	}
	for (i = 0; i < c->topic_count; i++) {
		if (strcmp(c->topics[i].slug, slug) == 0)
			return &c->topics[i];
	}
	return NULL;
}

/* Return the source of that name, or NULL. */
const struct source *
config_find_source(const struct config *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->source_count; i++) {
		if (strcmp(c->sources[i].name, name) == 0)
			return &c->sources[i];
	}
	return NULL;
}

/* Return the mail of that name, or NULL. */
const struct mail *
config_find_mail(const struct config *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->mail_count; i++) {
		if (strcmp(c->mails[i].name, name) == 0)
			return &c->mails[i];
	}
	return NULL;
}

/* Free what config_load() made. */
void
config_free(struct config *c)
{
	size_t i;

	for (i = 0; i < c->library_count; i++)
		library_free(c->libraries[i]);
	arena_free(&c->arena);
	*c = (struct config){ 0 };
}

/* Is html among the formats of a site? */
bool
config_has_html(const struct site *site)
{
	return strstr(site->formats, " html") != NULL;
}

/* Does a site have pages for people? */
bool
config_has_pages(const struct site *site)
{
	return strcmp(site->pages, "no") != 0 && config_has_html(site);
}

/* Does it say that there shall be none, so that those of before are removed? */
bool
config_refuses_pages(const struct site *site)
{
	return strcmp(site->pages, "no") == 0;
}

/* Does it have pages of the past: of days, weeks, months? */
bool
config_has_past(const struct site *site)
{
	return strcmp(site->pages, "all") == 0 && config_has_html(site);
}
