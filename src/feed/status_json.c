/*
 * Writes status.json for people and monitors: the state of the sources, when
 * the site was last published, and how many papers it has.  It is the only file
 * that tells the time of the run.
 */
#include "feed/status_json.h"

#include "base/buf.h"
#include "base/json.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "store/announcements.h"
#include "store/arxiv_state.h"
#include "store/counts.h"
#include "source/health.h"
#include "feed/feed.h"

static void
write_counts(struct json *j, const struct topic_counts *m)
{
	json_number(j, "papers", m->count, COUNT_UNKNOWN);
	json_instant(j, "newest", m->newest);
}

static void
write_source(struct json *j, const struct health *s)
{
	json_open(j, NULL, '{');
	json_text(j, "name", s->state.name);
	json_text(j, "health", source_health_names[s->health]);
	json_instant(j, "attempted", s->state.attempted);
	json_instant(j, "succeeded", s->state.succeeded);
	json_instant(j, "changed", s->state.changed);
	json_day(j, "listing", s->newest);
	json_number(j, "http", s->state.http, 0);
	json_number(j, "papers", s->state.papers, COUNT_UNKNOWN);
	json_text(j, "error", s->state.error);
	json_close(j, '}');
}

static void
write_mail(struct json *j, const struct mail_status *m)
{
	json_open(j, NULL, '{');
	json_text(j, "name", m->name);
	json_instant(j, "sent", m->state.sent);
	json_text(j, "waiting", m->state.message_id);
	json_text(j, "error", m->state.error);
	json_close(j, '}');
}

static void
write_hub(struct json *j, const struct hub_state *h)
{
	json_open(j, "hub", '{');
	json_text(j, "url", h->url);
	json_instant(j, "attempted", h->attempted);
	json_instant(j, "succeeded", h->succeeded);
	json_number(j, "waiting", h->waiting, COUNT_UNKNOWN);
	json_text(j, "error", h->error);
	json_close(j, '}');
}

static void
write_arxiv(struct json *j, const struct arxiv_state *a)
{
	json_open(j, "arxiv", '{');
	json_instant(j, "attempted", a->attempted);
	json_instant(j, "succeeded", a->succeeded);
	json_number(j, "waiting", a->waiting, COUNT_UNKNOWN);
	json_text(j, "error", a->error);
	json_close(j, '}');
}

/* Add the status of sources and site.  Return 0, or -1 when it did not fit. */
int
status_json_write(struct buf *out, const struct status *s)
{
	const struct site_index *index = s->index;
	struct json j = { .out = out };
	size_t i;

	json_open(&j, NULL, '{');
	json_text(&j, "program", PACKAGE_NAME);
	json_text(&j, "version", PACKAGE_VERSION);
	json_instant(&j, "published", s->published);
	write_counts(&j, &index->counts[0]);
	json_open(&j, "sources", '[');
	for (i = 0; i < s->source_count; i++)
		write_source(&j, &s->sources[i]);
	json_close(&j, ']');
	json_open(&j, "topics", '[');
	for (i = 0; i < index->topic_count; i++) {
		json_open(&j, NULL, '{');
		json_text(&j, "slug", index->topics[i].slug);
		json_text(&j, "title", index->topics[i].title);
		write_counts(&j, &index->counts[i]);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_open(&j, "retired", '[');
	for (i = 0; i < s->retired->count; i++)
		json_text(&j, NULL, s->retired->names[i]);
	json_close(&j, ']');
	json_number(&j, "retired_files", (int64_t)s->retired_files, -1);
	if (s->mail_count > 0) {
		json_open(&j, "mails", '[');
		for (i = 0; i < s->mail_count; i++)
			write_mail(&j, &s->mails[i]);
		json_close(&j, ']');
	}
	if (s->hub != NULL)
		write_hub(&j, s->hub);
	if (s->arxiv != NULL)
		write_arxiv(&j, s->arxiv);
	json_close(&j, '}');
	buf_putc(out, '\n');
	return out->full ? -1 : 0;
}
