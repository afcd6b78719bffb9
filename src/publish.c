/*
 * Every topic's feed from the store to the output folder.
 */
#include "publish.h"

#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <sysexits.h>

#include "buf.h"
#include "config.h"
#include "date.h"
#include "feed.h"
#include "output.h"
#include "paper.h"
#include "store.h"
#include "topic.h"
#include "write_atom.h"
#include "write_rss.h"

#define FEED_MAX ((size_t)64 * 1024 * 1024)

/* Every format is a row. */
static const struct format {
	const char *extension;
	int (*write)(struct buf *, const struct feed *);
} formats[] = {
	{ "atom", write_atom },
	{ "rss", write_rss },
};

/*
 * A topic shows all papers of the 14 days before its newest one, so that it
 * outlasts a holiday, but no fewer and no more than these.
 */
static const struct topic_window topic_window = { .least = 50,
	.most = 200,
	.span = 14 * DATE_DAY };
static const struct topic_window all_window = { .least = 100,
	.most = 200,
	.span = 14 * DATE_DAY };

static int
publish_topic(struct output *o, struct store *s, const struct config *config,
    const struct topic *topic)
{
	struct paper_list papers = { 0 };
	struct feed feed = { 0 };
	struct buf bytes = { .max = FEED_MAX };
	char name[NAME_MAX];
	int64_t changed;
	size_t i;
	int ret = -1;

	if (topic_changed(store_database(s), topic, &changed) == -1 ||
	    topic_select(store_database(s), topic,
		topic_is_all(topic) ? &all_window : &topic_window,
		&papers) == -1)
		goto out;
	feed_make(&feed, &config->site, topic, &papers, changed);
	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		snprintf(name, sizeof(name), "%s.%s", topic->slug,
		    formats[i].extension);
		buf_clear(&bytes);
		if (formats[i].write(&bytes, &feed) == -1) {
			warnx("%s/%s: not well-formed, or larger than 64 MiB",
			    o->path, name);
			goto out;
		}
		if (output_put(o, name, &bytes) == -1)
			goto out;
	}
	ret = 0;
out:
	feed_free(&feed);
	paper_list_free(&papers);
	buf_free(&bytes);
	return ret;
}

/* Note what each topic's feed says of itself, and so when that changed. */
static int
note_topics(struct store *s, const struct config *config, int64_t now)
{
	struct buf about = { 0 };
	size_t i;
	int ret = store_begin(s);

	for (i = 0; i < config->topic_count && ret == 0; i++) {
		buf_clear(&about);
		buf_printf(&about, "%s\n%s", config->topics[i].title,
		    config->site.title);
		ret = topic_note(store_database(s), &config->topics[i],
		    about.data, now);
	}
	buf_free(&about);
	return ret == 0 ? store_commit(s) : -1;
}

/* All feeds show the store as it is at one moment. */
static int
publish_topics(struct output *o, struct store *s, const struct config *config)
{
	size_t i;

	if (store_begin_reading(s) == -1)
		return -1;
	for (i = 0; i < config->topic_count; i++) {
		if (publish_topic(o, s, config, &config->topics[i]) == -1)
			return -1;
	}
	return store_commit(s);
}

/*
 * Write every topic's files from the store, which must be open for writing;
 * `now` dates topics that have changed.
 * Return 0, or after one warning EX_CANTCREAT when there is no folder to
 * write to, EX_IOERR when something could not be written: all files are then
 * as they were, unless it was a rename that failed.
 */
int
publish(struct store *s, const struct config *config, int64_t now,
    struct publish_report *report)
{
	struct output o;
	int status = EX_IOERR;

	if (output_open(&o, config->site.output) == -1)
		return EX_CANTCREAT;
	if (note_topics(s, config, now) == 0 &&
	    publish_topics(&o, s, config) == 0 && output_commit(&o) == 0)
		status = 0;
	report->written = o.written;
	report->unchanged = o.unchanged;
	output_close(&o);
	return status;
}
