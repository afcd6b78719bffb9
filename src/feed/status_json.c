/*
 * Writes status.json for people and monitors: the state of the sources, when
 * the site was last published, and how many papers it has.  It is the only file
 * that tells the time of the run.
 */
#include "feed/status_json.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "store/counts.h"
#include "source/health.h"
#include "feed/feed.h"

static void
write_text(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_string(j, text);
}

static void
write_instant(struct json *j, const char *key, int64_t instant)
{
	char text[DATE_RFC3339_SIZE];

	if (instant != DATE_NONE)
		date_format_rfc3339(instant, text);
	write_text(j, key, instant == DATE_NONE ? NULL : text);
}

static void
write_counts(struct json *j, const struct topic_counts *m)
{
	json_key(j, "papers");
	json_number(j, m->count);
	write_instant(j, "newest", m->newest);
}

static void
write_topic(struct json *j, const struct topic *t, const struct topic_counts *m)
{
	json_open(j, '{');
	write_text(j, "slug", t->slug);
	write_text(j, "title", t->title);
	write_counts(j, m);
	json_close(j, '}');
}

static void
write_source(struct json *j, const struct health *s)
{
	char day[DATE_DAY_SIZE];

	json_open(j, '{');
	write_text(j, "name", s->state.name);
	write_text(j, "health", source_health_names[s->health]);
	write_instant(j, "attempted", s->state.attempted);
	write_instant(j, "succeeded", s->state.succeeded);
	write_instant(j, "changed", s->state.changed);
	if (s->newest != DATE_NONE)
		date_format_day(s->newest, day);
	write_text(j, "listing", s->newest == DATE_NONE ? NULL : day);
	json_key(j, "http");
	if (s->state.http != 0)
		json_number(j, s->state.http);
	else
		json_null(j);
	json_key(j, "papers");
	json_number(j, s->state.papers);
	write_text(j, "error", s->state.error);
	json_close(j, '}');
}

/* Add the status of sources and site.  Return 0, or -1 when it did not fit. */
int
status_json_write(struct buf *out, const struct status *s)
{
	const struct site_index *index = s->index;
	struct json j = { .out = out };
	size_t i;

	json_open(&j, '{');
	write_text(&j, "program", PACKAGE_NAME);
	write_text(&j, "version", PACKAGE_VERSION);
	write_instant(&j, "published", s->published);
	write_counts(&j, &index->counts[0]);
	json_key(&j, "sources");
	json_open(&j, '[');
	for (i = 0; i < s->source_count; i++)
		write_source(&j, &s->sources[i]);
	json_close(&j, ']');
	json_key(&j, "topics");
	json_open(&j, '[');
	for (i = 0; i < index->topic_count; i++)
		write_topic(&j, &index->topics[i], &index->counts[i]);
	json_close(&j, ']');
	json_key(&j, "retired");
	json_open(&j, '[');
	for (i = 0; i < s->retired->count; i++)
		json_string(&j, s->retired->names[i]);
	json_close(&j, ']');
	json_close(&j, '}');
	buf_putc(out, '\n');
	return out->full ? -1 : 0;
}
