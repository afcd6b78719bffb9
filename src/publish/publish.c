/*
 * Every topic's files from the store to the output folder, as far as they are
 * due.
 */
#include "publish/publish.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/date.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/member.h"
#include "store/paper_key.h"
#include "store/paper_row.h"
#include "store/papers.h"
#include "source/health.h"
#include "feed/atom.h"
#include "feed/feed.h"
#include "feed/index.h"
#include "feed/json_feed.h"
#include "feed/opml.h"
#include "feed/page.h"
#include "feed/rss.h"
#include "feed/status_json.h"
#include "feed/window.h"
#include "feed/write_icon.h"
#include "feed/write_style.h"
#include "publish/archive.h"
#include "publish/manifest.h"
#include "publish/plan.h"

#define FILE_MAX      ((size_t)256 * 1024 * 1024)
#define NEWEST_TITLES 20 /* on the first page */

/* Every format of a feed is a row. */
static const struct format {
	const char *extension;
	enum entry_format entry;
	int (*write)(struct buf *, const struct feed *);
} formats[] = {
	{ "atom", ENTRY_ATOM, write_atom },
	{ "rss", ENTRY_RSS, write_rss },
	{ "json", ENTRY_JSON, write_json },
	{ "html", ENTRY_PAGE, write_page },
};

/* Files of the site; the first page comes last, when what it names is there. */
static const struct site_file {
	const char *name;
	int (*write)(struct buf *, const struct site_index *);
} site_files[] = {
	{ "style.css", write_style },
	{ "favicon.ico", write_icon },
	{ "feeds.opml", write_opml },
	{ "index.html", write_index },
};

#define FORMATS	   (sizeof(formats) / sizeof(formats[0]))
#define SITE_FILES (sizeof(site_files) / sizeof(site_files[0]))

struct run {
	struct publication p;
	struct due due;
	struct topic_counts *counts; /* one a topic */
};

static int
count_topics(struct run *r)
{
	const struct config *c = r->p.config;
	struct topic_counts *m;
	int64_t key;
	size_t i;
	int found;

	for (i = 0; i < c->topic_count; i++) {
		m = &r->counts[i];
		m->count = r->due.topics[i].state.count;
		m->newest = DATE_NONE;
		found = member_newest(r->p.database, &c->topics[i], INT64_MIN,
		    INT64_MAX, &key);
		if (found == -1)
			return -1;
		if (found == 0)
			continue;
		m->newest = paper_key_listed(key);
		if (!r->due.any)
			continue;
		counts_start(m, m->newest);
		if (member_weeks(r->p.database, &c->topics[i],
			counts_monday(m, 0), m->weeks, COUNTS_WEEKS) == -1)
			return -1;
	}
	return 0;
}

/* Write a live feed's entries and then the feed, in one format. */
static int
publish_format(struct run *r, const struct format *format, const struct feed *f,
    const struct window *w)
{
	struct publication *p = &r->p;
	char name[OUTPUT_NAME_SIZE];
	size_t i;
	int ret = 0;

	snprintf(name, sizeof(name), "%s.%s", f->topic->slug,
	    format->extension);
	for (i = 0; i < f->count && ret == 0; i++)
		ret =
		    entry_cache_write(&p->cache, w->entries[i], format->entry);
	if (ret == -1 || format->write(publication_bytes(p), f) == -1) {
		warnx("%s/%s: not well-formed, or larger than 256 MiB",
		    p->output.path, name);
		return -1;
	}
	return publication_put(p, name, f->topic->slug);
}

static int
publish_topic(struct run *r, size_t n)
{
	struct publication *p = &r->p;
	const struct topic *t = &p->config->topics[n];
	struct due_topic *j = &r->due.topics[n];
	struct window w = { .floor = j->state.floor };
	struct archive archive;
	struct feed f;
	int64_t changed;
	size_t i;
	int ret = -1;

	entry_cache_trim(&p->cache);
	if (member_topic_changed(p->database, t, &changed) == -1)
		return -1;
	feed_start(&f, &p->config->site, t, changed);
	if (window_fill(&w, &p->cache, t) == -1)
		goto out;
	feed_add_entries(&f, w.entries, w.count);
	/* An old paper that a source shows is news of the feed. */
	if (t->by_sight && w.newest > f.updated)
		f.updated = w.newest;
	if (archive_look(&archive, p, t, f.count < (size_t)j->state.count) ==
	    -1)
		goto out;
	f.previous = archive.exists ? archive.newest : NULL;
	f.counts = &r->counts[n];
	for (i = 0; i < FORMATS; i++) {
		if (publish_format(r, &formats[i], &f, &w) == -1)
			goto out;
	}
	j->state.floor = w.floor;
	if (archive_publish(&archive, p, t, &j->state, &j->news) == -1)
		goto out;
	ret = member_keep_state(p->database, t, &j->state);
out:
	window_free(&w);
	feed_free(&f);
	return ret;
}

static void
start_index(const struct run *r, struct site_index *index)
{
	*index = (struct site_index){
		.site = &r->p.config->site,
		.topics = r->p.config->topics,
		.counts = r->counts,
		.topic_count = r->p.config->topic_count,
		.listed = r->p.state.listed,
	};
}

/* The files that show all topics. */
static int
publish_site(struct run *r)
{
	struct publication *p = &r->p;
	struct window w = { .floor = r->due.topics[0].state.floor };
	struct site_index index;
	size_t i;
	int ret;

	start_index(r, &index);
	ret = window_fill(&w, &p->cache, &p->config->topics[0]);
	index.newest = (const struct entry **)w.entries;
	index.newest_count = w.count < NEWEST_TITLES ? w.count : NEWEST_TITLES;
	for (i = 0; i < SITE_FILES && ret == 0; i++) {
		ret = site_files[i].write(publication_bytes(p), &index);
		if (ret == -1)
			warnx("%s/%s: larger than 256 MiB", p->output.path,
			    site_files[i].name);
		else
			ret = publication_put(p, site_files[i].name, "");
	}
	window_free(&w);
	return ret;
}

/* Remove the files of topics that are gone, if that was asked for. */
static int
prune(struct run *r, const struct name_list *retired)
{
	struct arena a = { 0 };
	struct name_list names;
	size_t i, n;
	int ret = 0;

	for (i = 0; i < retired->count && ret == 0; i++) {
		names = (struct name_list){ 0 };
		ret = publication_list(&r->p, &a, retired->names[i], &names);
		for (n = 0; n < names.count && ret == 0; n++)
			ret = publication_remove(&r->p, names.names[n]);
	}
	arena_free(&a);
	return ret;
}

/* The time of the run stands here and nowhere else: no twin, no memory of it. */
static int
publish_status(struct run *r, const struct name_list *retired)
{
	struct publication *p = &r->p;
	struct buf *bytes = publication_bytes(p);
	struct status status = { .published = p->now, .retired = retired };
	struct source_status *sources;
	struct site_index index;
	struct output_file file;

	start_index(r, &index);
	status.index = &index;
	if (source_status_read(p->database, &p->arena, p->config, p->now,
		&sources) == -1)
		return -1;
	status.sources = sources;
	status.source_count = p->config->source_count;
	if (write_status(bytes, &status) == -1)
		return -1;
	return output_put(&p->output, "status.json", bytes, false, &file);
}

static int
publish_files(struct run *r, const struct publish_options *options,
    struct publish_report *report)
{
	struct publication *p = &r->p;
	struct name_list retired = { 0 };
	size_t i;

	for (i = 0; i < p->config->topic_count; i++) {
		if (r->due.topics[i].due && publish_topic(r, i) == -1)
			return -1;
	}
	if ((r->due.any || r->due.all) && publish_site(r) == -1)
		return -1;
	if (publication_retired(p, &p->arena, &retired) == -1)
		return -1;
	if (options->prune) {
		if (prune(r, &retired) == -1)
			return -1;
		retired.count = 0;
	}
	report->retired = retired.count;
	return publish_status(r, &retired);
}

/* Find out what is due, and publish it. */
static int
publish_run(struct run *r, const struct publish_options *options,
    struct publish_report *report)
{
	struct publication *p = &r->p;

	p->output.thorough = options->all;
	if (publication_read(p) == -1 ||
	    due_find(&r->due, p, options->all) == -1 || count_topics(r) == -1 ||
	    publish_files(r, options, report) == -1)
		return -1;
	if (output_commit(&p->output) == -1)
		return -1;
	p->state.archived = output_archived(&p->output);
	p->state.published = p->now;
	return unpublished_forget(p->database) == -1 ? -1 : publication_keep(p);
}

static void
start(struct run *r, struct store *s, const struct config *config, int64_t now)
{
	r->p.database = store_database(s);
	r->p.config = config;
	r->p.now = now;
	r->counts = calloc(config->topic_count, sizeof(*r->counts));
	if (r->counts == NULL)
		err(EX_OSERR, NULL);
	r->p.bytes.max = FILE_MAX;
	entry_cache_start(&r->p.cache, r->p.database, config);
}

static void
end(struct run *r)
{
	due_free(&r->due);
	free(r->counts);
	entry_cache_free(&r->p.cache);
	arena_free(&r->p.arena);
	buf_free(&r->p.bytes);
	output_close(&r->p.output);
}

/*
 * Publish what has changed in the store, which must be open for writing, since
 * the last time.  The store remembers the publishing when all files are in
 * their places; otherwise the next one does it again.
 * Return 0, or after one warning EX_CANTCREAT when there is no folder to
 * write to, EX_IOERR when something could not be written: all files are then
 * as they were, unless it was a rename that failed.
 */
int
publish(struct store *s, const struct config *config,
    const struct publish_options *options, struct publish_report *report)
{
	struct run r = { 0 };
	int ret;

	if (output_open(&r.p.output, config->site.output) == -1)
		return EX_CANTCREAT;
	start(&r, s, config, options->now);
	ret = store_begin(s);
	if (ret == 0) {
		ret = publish_run(&r, options, report);
		if (ret == -1)
			store_roll_back(s);
		else
			ret = store_commit(s);
	}
	report->written = r.p.written;
	report->removed = r.p.removed;
	end(&r);
	return ret == -1 ? EX_IOERR : 0;
}
