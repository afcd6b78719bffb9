/*
 * Publishing: the members of the topics are brought up to date, a plan says
 * which files have to be made and why, and each of them is rendered and put in
 * its place.
 */
#include "publish/publish.h"

#include <err.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/buf.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "store/announcements.h"
#include "store/arxiv_state.h"
#include "store/changes.h"
#include "store/papers.h"
#include "source/health.h"
#include "feed/status_json.h"
#include "feed/window.h"
#include "publish/changed_list.h"
#include "publish/plan.h"
#include "publish/plan_make.h"
#include "publish/publishing.h"
#include "publish/render.h"
#include "publish/rendering.h"

#define FILE_MAX ((size_t)256 * 1024 * 1024)

/*
 * What an entry takes in a file of a feed at least, in bytes: half of what it
 * takes in the mean of a real listing.
 */
#define ENTRY_MIN 2000

/*
 * Remember a live feed for the site's hub, if it changed.  A run may have died
 * after the file took its place and before the store remembered that: then its
 * bytes are not new, but the manifest has not seen it.
 */
static int
note_change(struct publishing *p, const struct plan_file *f,
    const struct manifest_file *file, bool new)
{
	int known;

	if (p->config->site.hub == NULL || f->kind != PLAN_FEED ||
	    topic_formats[f->format].kind != TOPIC_FEED)
		return 0;
	if (!new && (known = manifest_has_as(p->database, file)) != 0)
		return known == -1 ? -1 : 0;
	return announcements_add(p->database, f->name, p->now);
}

/* Put a rendered file into the output, and remember it. */
static int
put(struct publishing *p, const struct plan_file *f, const struct buf *bytes,
    struct publish_report *report)
{
	const char *slug = p->config->topics[f->topic].slug;
	struct manifest_file file;
	struct output_file left;

	if (f->kind >= PLAN_SITE)
		slug = "";
	if (output_put(&p->output, f->name, bytes, p->config->site.gzip,
		&left) == -1)
		return -1;
	report->written += left.new;
	file = (struct manifest_file){ .name = f->name,
		.topic = slug,
		.size = left.size,
		.modified = left.modified };
	if (note_change(p, f, &file, left.new) == -1)
		return -1;
	return manifest_add(p->database, &file);
}

/*
 * Estimate how many bytes the new live feeds of the plan take at least; files
 * that are there already need hardly more.  Return -1 after a warning.
 */
static int64_t
estimate(const struct rendering *r)
{
	const struct plan_file *f;
	int64_t bytes = 0, entries, least = (int64_t)WINDOW_LEAST;
	size_t i;
	int has;

	for (i = 0; i < r->plan->count; i++) {
		f = &r->plan->files[i];
		if (f->kind != PLAN_FEED)
			continue;
		if ((has = manifest_has(r->p->database, f->name)) == -1)
			return -1;
		entries = r->plan->topics[f->topic].state.count;
		if (has == 0)
			bytes +=
			    ENTRY_MIN * (entries < least ? entries : least);
	}
	return bytes;
}

/* Refuse a plan that surely does not fit on the disk, before it fills it. */
static int
check_room(const struct rendering *r, struct publish_report *report)
{
	int64_t needed = estimate(r), left;

	if (needed == -1)
		return -1;
	left = output_free_bytes(&r->p->output);
	if (needed <= left)
		return 0;
	warnx("%s: the files of %zu topics need at least %lld MB, and %lld MB "
	      "are free; nothing was written",
	    r->p->output.path, r->p->config->topic_count,
	    (long long)needed / 1000000, (long long)left / 1000000);
	report->no_room = true;
	return -1;
}

/* Do what the plan says. */
static int
make_files(struct rendering *r, struct publish_report *report)
{
	struct publishing *p = r->p;
	const struct plan_file **files = plan_order(r->plan), *f;
	struct buf bytes = { .max = FILE_MAX };
	size_t i;
	int ret = 0;

	for (i = 0; i < r->plan->count && ret == 0; i++) {
		f = files[i];
		if (f->kind == PLAN_REMOVE) {
			output_remove(&p->output, f->name);
			report->removed++;
			ret = manifest_remove(p->database, f->name);
			if (ret == 0)
				ret =
				    announcements_remove(p->database, f->name);
			continue;
		}
		buf_clear(&bytes);
		ret = render_file(r, f, &bytes);
		if (ret == 0)
			ret = put(p, f, &bytes, report);
	}
	buf_free(&bytes);
	free(files);
	return ret;
}

/* status.json alone tells the time of the run: no twin, no memory of it. */
static int
make_status(struct rendering *r)
{
	struct publishing *p = r->p;
	struct buf bytes = { .max = FILE_MAX };
	struct site_index index;
	struct status status = { .published = p->now,
		.index = &index,
		.source_count = p->config->source_count,
		.retired = &r->plan->retired,
		.retired_files = r->plan->retired_files };
	struct health *sources;
	struct hub_state hub;
	struct arxiv_state arxiv;
	struct output_file left;
	int ret = -1;

	rendering_index(r, &index);
	if (health_read(p->database, &p->arena, p->config, p->now, &sources) ==
	    -1)
		return -1;
	status.sources = sources;
	if (p->config->site.hub != NULL) {
		if (announcements_read_hub(p->database, &p->arena,
			p->config->site.hub, &hub) == -1)
			return -1;
		status.hub = &hub;
	}
	if (p->config->arxiv.enrich) {
		if (arxiv_state_read(p->database, &p->arena, &arxiv) == -1)
			return -1;
		status.arxiv = &arxiv;
	}
	if (status_json_write(&bytes, &status) == 0)
		ret =
		    output_put(&p->output, "status.json", &bytes, false, &left);
	buf_free(&bytes);
	return ret;
}

/* Remember the publishing, whose files are in their places. */
static int
keep(struct publishing *p, const struct plan *plan)
{
	size_t i;

	for (i = 0; i < p->config->topic_count; i++) {
		if (plan->topics[i].reason != NULL &&
		    membership_keep_state(p->database, &p->config->topics[i],
			&plan->topics[i].state) == -1)
			return -1;
	}
	for (i = 0; i < MANIFEST_FOLDERS; i++) {
		if (manifest_keep_folder(p->database, manifest_folders[i],
			output_folder_time(&p->output, manifest_folders[i])) ==
		    -1)
			return -1;
	}
	p->manifest.published = p->now;
	if (changes_forget(p->database) == -1)
		return -1;
	return manifest_keep(p->database, &p->manifest);
}

/* Make the plan, and do what it says or, on a dry run, print it. */
static int
run(struct rendering *r, const struct publish_options *options,
    struct publish_report *report)
{
	struct publishing *p = r->p;

	if (manifest_read(p->database, &p->arena, &p->manifest) == -1 ||
	    plan_make(r->plan, p, options->all, options->prune) == -1)
		return -1;
	report->retired = r->plan->retired.count;
	report->retired_files = r->plan->retired_files;
	if (options->dry_run) {
		plan_print(r->plan);
		return 0;
	}
	if (announcements_expire(p->database, p->config->site.hub, p->now) ==
		-1 ||
	    check_room(r, report) == -1 || rendering_count(r) == -1 ||
	    make_files(r, report) == -1 || make_status(r) == -1 ||
	    output_commit(&p->output) == -1)
		return -1;
	return keep(p, r->plan);
}

/*
 * Publish what changed in the store, which must be open for writing, since the
 * last time.  The store remembers the publishing when all files are in their
 * places; otherwise the next one does it again.  A dry run prints the plan, and
 * changes the store: it must be a copy.
 * Return 0, or after one warning EX_CANTCREAT when there is no folder to write
 * to, no room in it, or no list of changed files, EX_IOERR when something could
 * not be written: all files are then as they were, unless it was a rename that
 * failed.
 */
int
publish(struct database *d, const struct config *config,
    const struct publish_options *options, struct publish_report *report)
{
	struct publishing p = { .database = d,
		.config = config,
		.now = options->now };
	struct plan plan = { 0 };
	struct rendering r = { .p = &p, .plan = &plan };
	int ret;

	*report = (struct publish_report){ 0 };
	if (options->changed != NULL && !options->dry_run &&
	    changed_list_check(options->changed) == -1)
		return EX_CANTCREAT;
	if (options->dry_run)
		output_look(&p.output, config->site.output);
	else if (output_open(&p.output, config->site.output) == -1)
		return EX_CANTCREAT;
	p.output.thorough = options->all;
	p.output.changed = options->changed;
	entry_cache_start(&p.cache, p.database, config);
	ret = database_begin_derived(d);
	if (ret == 0)
		ret = database_end(d, run(&r, options, report));
	rendering_end(&r);
	plan_free(&plan, config->topic_count);
	entry_cache_free(&p.cache);
	arena_free(&p.arena);
	output_close(&p.output);
	if (report->no_room)
		return EX_CANTCREAT;
	return ret == -1 ? EX_IOERR : 0;
}
