/* What the blocks `mail` mean beside the others: their topics and titles. */
#include "config/config_mail.h"

#include <err.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "topic/topic.h"
#include "config/config.h"
#include "config/config_value.h"

#define BLANKS " \t\r\n,"

/* Does a mail have a topic? */
static bool
has_topic(const struct mail *m, const struct topic *t)
{
	size_t i;

	for (i = 0; i < m->topic_count; i++) {
		if (m->topics[i] == t)
			return true;
	}
	return false;
}

/*
 * Find the topics of a mail, whose blocks may stand behind its own; `all` is the
 * one of a mail that names none.  Return 0, or -1 after a warning.
 */
static int
find_mail_topics(struct config *c, struct mail *m, const char *path)
{
	const char *slug = m->slugs == NULL ? "all" : m->slugs;
	const struct topic *topic;
	size_t n;

	for (; *(slug += strspn(slug, BLANKS)) != '\0'; slug += n) {
		n = strcspn(slug, BLANKS);
		topic = config_find_topic(c, arena_copy(&c->arena, slug, n));
		if (topic == NULL) {
			warnx("%s:%d: mail %s: there is no topic '%.*s'", path,
			    m->line, m->name, (int)n, slug);
			return -1;
		}
		if (has_topic(m, topic))
			continue;
		m->topics = array_grow_in(&c->arena, m->topics, m->topic_count,
		    sizeof(const struct topic *));
		m->topics[m->topic_count++] = topic;
	}
	if (m->topic_count > 0)
		return 0;
	warnx("%s:%d: mail %s: topics names none", path, m->line, m->name);
	return -1;
}

/* A mail of few topics is called by them, and others by the site. */
#define TITLES_MAX 3

static void
find_mail_title(struct config *c, struct mail *m)
{
	const char *title = m->topics[0]->title;
	size_t i;

	if (m->title != NULL)
		return;
	m->title = c->site.title;
	if (m->slugs == NULL || m->topic_count > TITLES_MAX)
		return;
	for (i = 1; i < m->topic_count; i++)
		title = arena_printf(&c->arena, "%s, %s", title,
		    m->topics[i]->title);
	m->title = title;
}

/*
 * Check and fill in the mails, once all blocks are read; the path is the file's.
 * Return 0, or -1 after a warning.
 */
int
config_mail_complete(struct config *c, const char *path)
{
	size_t i;

	if (c->mail_count > 0 && strlen(c->site.url) > CONFIG_MAIL_URL_MAX) {
		warnx("%s: mails need a site whose url has at most %d bytes",
		    path, CONFIG_MAIL_URL_MAX);
		return -1;
	}
	for (i = 0; i < c->mail_count; i++) {
		if (find_mail_topics(c, &c->mails[i], path) == -1)
			return -1;
		find_mail_title(c, &c->mails[i]);
	}
	return 0;
}
