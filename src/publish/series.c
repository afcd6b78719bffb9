/*
 * Files that hold a topic's papers of a period each: the documents of archives
 * (RFC 5005 section 4), and the pages of days, weeks and months.  Every period
 * in which the topic has papers has a file, so that whoever walks from one to
 * the next meets each paper once; only the newest one grows.  A period is closed
 * as soon as the topic has a paper of a later one: then its file is written for
 * the last time, with the link to that, and changes only when its own papers do.
 * This file decides which of them have to be made again.
 */
#include "publish/series.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/manifest.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "publish/publishing.h"

/*
 * How the files of each series are called: FOLDER[TOPIC-]PERIOD.SUFFIX; and which
 * format of the topic, or of all papers, they are of.
 */
static const struct naming {
	enum plan_kind kind;
	enum period_kind period;
	const char *folder;
	bool has_topic;
	const char *suffix;
	const char *format;
} namings[] = {
	{ PLAN_ARCHIVE, PERIOD_MONTH, "archive/", true, ".atom", "atom" },
	{ PLAN_PAST, PERIOD_MONTH, "", true, ".html", "html" },
	{ PLAN_DAY, PERIOD_DAY, "day/", false, ".html", "html" },
	{ PLAN_DAY_BIB, PERIOD_DAY, "day/", false, ".bib", "bib" },
	{ PLAN_WEEK, PERIOD_WEEK, "week/", false, ".html", "html" },
	{ PLAN_MONTH, PERIOD_MONTH, "month/", false, ".html", "html" },
	{ PLAN_SEARCH, PERIOD_MONTH, "search/", false, ".txt", "html" },
};

#define NAMINGS (sizeof(namings) / sizeof(namings[0]))

static const struct naming *
find_naming(enum plan_kind kind)
{
	const struct naming *n = namings;

	while (n->kind != kind)
		n++;
	return n;
}

/* Return how long the periods of a series are. */
enum period_kind
series_period(enum plan_kind kind)
{
	return find_naming(kind)->period;
}

/*
 * Is a series of a format that is published, of a topic or, for a series of the
 * site, of all papers?  What is beside pages needs a site with pages.
 */
bool
series_has_format(const struct config *c, const struct topic *t,
    enum plan_kind kind)
{
	if (kind == PLAN_ARCHIVE)
		return topic_has_archive(t);
	return config_has_html(&c->site) &&
	    topic_has_format(t, find_naming(kind)->format);
}

/*
 * Find the start of the next older period than the one of an instant in which a
 * topic has papers.  Return 1 with it, 0 when there is none, or -1 after a
 * warning.
 */
int
series_older(struct database *d, const struct topic *t, enum period_kind kind,
    int64_t instant, int64_t *older)
{
	struct period p = period_of(kind, instant);
	int64_t key;
	int found =
	    membership_newest(d, t, INT64_MIN, paper_key_before(p.start), &key);

	if (found == 1)
		*older = period_of(kind, paper_key_listed(key)).start;
	return found;
}

/* The same for the next newer period. */
int
series_newer(struct database *d, const struct topic *t, enum period_kind kind,
    int64_t instant, int64_t *newer)
{
	struct period p = period_of(kind, instant);
	int64_t key;
	int found =
	    membership_oldest(d, t, paper_key_from(p.end), INT64_MAX, &key);

	if (found == 1)
		*newer = period_of(kind, paper_key_listed(key)).start;
	return found;
}

static const struct topic *
topic_of(const struct series *s)
{
	return &s->p->config->topics[s->topic];
}

static const char *
name_file(const struct series *s, int64_t start)
{
	const struct naming *n = find_naming(s->kind);
	char label[PERIOD_LABEL_SIZE];

	period_label(n->period, start, label);
	return arena_printf(&s->p->arena, "%s%s%s%s%s", n->folder,
	    n->has_topic ? topic_of(s)->slug : "", n->has_topic ? "-" : "",
	    label, n->suffix);
}

/* The start of the period with a label, or DATE_NONE. */
static int64_t
parse_label(enum period_kind kind, const char *label)
{
	char day[DATE_DAY_SIZE];
	int64_t start = DATE_NONE;

	switch (kind) {
	case PERIOD_DAY:
		return date_parse_day(label, &start) == 0 ? start : DATE_NONE;
	case PERIOD_WEEK:
		return date_parse_period(label, &start) == 0 ?
		    date_monday(start) :
		    DATE_NONE;
	default:
		snprintf(day, sizeof(day), "%.7s-01", label);
		return date_parse_day(day, &start) == 0 ? start : DATE_NONE;
	}
}

static int
parse(const struct naming *n, const char *slug, const char *name,
    int64_t *start)
{
	size_t folder = strlen(n->folder), topic = strlen(slug);
	size_t length = strlen(name), suffix = strlen(n->suffix);
	char label[PERIOD_LABEL_SIZE] = "";
	char again[PERIOD_LABEL_SIZE];

	if (strncmp(name, n->folder, folder) != 0 || length < folder + suffix ||
	    strcmp(name + length - suffix, n->suffix) != 0)
		return -1;
	name += folder;
	length -= folder + suffix;
	if (n->has_topic) {
		if (length <= topic || strncmp(name, slug, topic) != 0 ||
		    name[topic] != '-')
			return -1;
		name += topic + 1;
		length -= topic + 1;
	}
	if (length >= sizeof(label))
		return -1;
	memcpy(label, name, length);
	if ((*start = parse_label(n->period, label)) == DATE_NONE)
		return -1;
	period_label(n->period, *start, again);
	return strcmp(label, again) == 0 ? 0 : -1;
}

/*
 * Find which series a file belongs to, by the slug of its topic, "" for the
 * site's, and its path in the output, and when its period starts.  Return 0, or
 * -1 when it is in none.
 */
int
series_parse_name(const char *slug, const char *name, enum plan_kind *kind,
    int64_t *start)
{
	size_t i;

	for (i = 0; i < NAMINGS; i++) {
		if (namings[i].has_topic != (slug[0] != '\0') ||
		    parse(&namings[i], slug, name, start) == -1)
			continue;
		*kind = namings[i].kind;
		return 0;
	}
	return -1;
}

/* Plan the file of a period. */
static void
add_file(const struct series *s, int64_t start, const char *reason)
{
	struct plan_file *f =
	    plan_add(s->plan, s->kind, name_file(s, start), reason);

	f->topic = s->topic;
	f->start = start;
}

/* Plan to remove the files of a series that are not among some names. */
static int
remove_others(const struct series *s, const struct name_list *names,
    const char *reason)
{
	const struct naming *n = find_naming(s->kind);
	const char *slug = n->has_topic ? topic_of(s)->slug : "";
	struct name_list all = { 0 };
	int64_t start;
	size_t i, kept = 0;

	if (manifest_add_names(s->p->database, &s->p->arena, slug, &all) == -1)
		return -1;
	for (i = 0; i < all.count; i++) {
		if (parse(n, slug, all.names[i], &start) == -1)
			continue;
		/* Both lists are in the order of names, but one is reversed. */
		while (kept < names->count &&
		    strcmp(names->names[names->count - 1 - kept],
			all.names[i]) < 0)
			kept++;
		if (kept == names->count ||
		    strcmp(names->names[names->count - 1 - kept],
			all.names[i]) != 0)
			plan_add(s->plan, PLAN_REMOVE, all.names[i], reason);
	}
	return 0;
}

/*
 * Plan every period with papers, from the newest on, and the removal of other
 * files.  Return 0, or -1 after a warning.
 */
int
series_plan_all(const struct series *s, const char *reason)
{
	enum period_kind period = series_period(s->kind);
	struct name_list names = { 0 };
	const char *name;
	int64_t key, start = 0;
	int found = membership_newest(s->p->database, topic_of(s), INT64_MIN,
	    INT64_MAX, &key);

	if (found == 1)
		start = period_of(period, paper_key_listed(key)).start;
	while (found == 1) {
		name = name_file(s, start);
		paper_add_name(&s->p->arena, &names, name, strlen(name));
		add_file(s, start, reason);
		found = series_older(s->p->database, topic_of(s), period, start,
		    &start);
	}
	return found == -1 ? -1 :
			     remove_others(s, &names, "no paper of it is left");
}

/*
 * Plan to remove every file of a series.  Return 0, or -1 after a warning.
 */
int
series_remove(const struct series *s, const char *reason)
{
	static const struct name_list none = { 0 };

	return remove_others(s, &none, reason);
}

/*
 * Plan a period of which `changed` papers came, left or changed.  Its
 * neighbours are added to a list when it is a new one or has lost its last
 * paper, because their links change then.
 */
static int
plan_period(const struct series *s, struct period m, size_t changed,
    struct key_list *neighbours)
{
	struct database *d = s->p->database;
	enum period_kind kind = series_period(s->kind);
	const char *name = name_file(s, m.start);
	int64_t key, other;
	int had = manifest_has(d, name), found;
	int has = membership_newest(d, topic_of(s), paper_key_from(m.start),
	    paper_key_before(m.end), &key);

	if (had == -1 || has == -1)
		return -1;
	if (has == 1)
		add_file(s, m.start,
		    changed == 0 ? PLAN_DAMAGED :
				   arena_printf(&s->p->arena,
				       "%zu of its papers %s new, "
				       "changed or gone",
				       changed, changed == 1 ? "is" : "are"));
	else if (had == 1)
		plan_add(s->plan, PLAN_REMOVE, name, "no paper of it is left");
	if (had == has)
		return 0;
	if ((found = series_older(d, topic_of(s), kind, m.start, &other)) == 1)
		key_list_add(neighbours, other);
	if (found != -1 &&
	    (found = series_newer(d, topic_of(s), kind, m.start, &other)) == 1)
		key_list_add(neighbours, other);
	return found == -1 ? -1 : 0;
}

/* Plan neighbours whose own papers are as before. */
static void
plan_neighbours(const struct series *s, struct key_list *neighbours,
    const struct key_list *planned)
{
	size_t i;

	key_list_sort(neighbours);
	for (i = 0; i < neighbours->count; i++) {
		if ((i > 0 && neighbours->keys[i] == neighbours->keys[i - 1]) ||
		    key_list_has(planned, neighbours->keys[i]))
			continue;
		add_file(s, neighbours->keys[i],
		    "a file beside it is new or gone");
	}
}

/* How many keys from number `from` on, which ascend, are of a period. */
static size_t
count_period(const struct key_list *l, struct period m)
{
	size_t i, count = 0;

	for (i = 0; i < l->count; i++) {
		if ((i == 0 || l->keys[i] != l->keys[i - 1]) &&
		    l->keys[i] >= paper_key_from(m.start) &&
		    l->keys[i] <= paper_key_before(m.end))
			count++;
	}
	return count;
}

static void
add_all(struct key_list *to, const struct key_list *from)
{
	size_t i;

	for (i = 0; from != NULL && i < from->count; i++)
		key_list_add(to, from->keys[i]);
}

/*
 * Plan the periods of the papers that changed and of damaged files.  Return 0,
 * or -1 after a warning.
 */
int
series_plan_changed(const struct series *s)
{
	enum period_kind kind = series_period(s->kind);
	struct key_list keys = { 0 }, changed = { 0 }, planned = { 0 };
	struct key_list neighbours = { 0 };
	struct period m = { .end = INT64_MIN };
	size_t i;
	int ret = 0;

	add_all(&changed, s->changed[0]);
	add_all(&changed, s->changed[1]);
	add_all(&changed, s->changed[2]);
	key_list_sort(&changed);
	add_all(&keys, &changed);
	add_all(&keys, s->damaged);
	key_list_sort(&keys);
	for (i = 0; i < keys.count && ret == 0; i++) {
		if (paper_key_listed(keys.keys[i]) < m.end)
			continue;
		m = period_of(kind, paper_key_listed(keys.keys[i]));
		key_list_add(&planned, m.start);
		ret = plan_period(s, m, count_period(&changed, m), &neighbours);
	}
	plan_neighbours(s, &neighbours, &planned);
	key_list_free(&keys);
	key_list_free(&changed);
	key_list_free(&planned);
	key_list_free(&neighbours);
	return ret;
}
