/*
 * paperfeed.conf to struct config.  libconfuse is used here and for the
 * checks (config_check.c), and names file and line of whatever is refused.
 */
#include "config/config.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <confuse.h>

#include "base/buf.h"
#include "paper/clean.h"
#include "topic/query.h"
#include "config/config_check.h"
#include "config/config_text.h"
#include "config/source_url.h"

#define FILE_MAX ((size_t)4 * 1024 * 1024)

/* Return a parser for the file, which cfg_free() frees. */
static cfg_t *
make_parser(const char *path)
{
	/* clang-format off */
	cfg_opt_t site[] = {
		CFG_STR("title", "Daily Papers by topic", CFGF_NONE),
		CFG_STR("url", NULL, CFGF_NODEFAULT),
		CFG_STR("output", "public", CFGF_NONE),
		CFG_STR("database", "paperfeed.db", CFGF_NONE),
		CFG_STR("contact", NULL, CFGF_NODEFAULT),
		CFG_BOOL("gzip", cfg_true, CFGF_NONE),
		CFG_BOOL("thumbnails", cfg_true, CFGF_NONE),
		CFG_BOOL("votes", cfg_false, CFGF_NONE),
		CFG_END()
	};
	cfg_opt_t source[] = {
		CFG_STR("url", NULL, CFGF_NODEFAULT),
		CFG_STR("fallback", NULL, CFGF_NODEFAULT),
		CFG_INT_CB("reread", 4, CFGF_NONE, config_check_number),
		CFG_INT_CB("timeout", 60, CFGF_NONE, config_check_number),
		CFG_INT_CB("stale-after", 48, CFGF_NONE, config_check_number),
		CFG_BOOL("in-topics", cfg_true, CFGF_NONE),
		CFG_END()
	};
	cfg_opt_t topic[] = {
		CFG_STR("title", NULL, CFGF_NODEFAULT),
		CFG_STR("match", NULL, CFGF_NODEFAULT),
		CFG_BOOL("keywords-only", cfg_false, CFGF_NONE),
		CFG_STR("organization", NULL, CFGF_NODEFAULT),
		CFG_STR("source", NULL, CFGF_NODEFAULT),
		CFG_INT_CB("min-upvotes", 0, CFGF_NONE, config_check_number),
		CFG_INT_CB("per-day", 0, CFGF_NONE, config_check_number),
		CFG_END()
	};
	cfg_opt_t file[] = {
		CFG_BOOL(CONFIG_END, cfg_false, CFGF_NONE),
		CFG_SEC("site", site, CFGF_NONE),
		CFG_SEC("source", source, CFGF_MULTI | CFGF_TITLE |
		    CFGF_NO_TITLE_DUPES),
		CFG_SEC("topic", topic, CFGF_MULTI | CFGF_TITLE |
		    CFGF_NO_TITLE_DUPES),
		CFG_END()
	};
	/* clang-format on */
	cfg_t *cfg;

	/* The one block that is there from the start needs the name too. */
	if ((cfg = cfg_init(file, CFGF_NONE)) == NULL ||
	    (cfg->filename = strdup(path)) == NULL ||
	    (cfg_getsec(cfg, "site")->filename = strdup(path)) == NULL)
		err(EX_OSERR, NULL);
	config_check_all(cfg);
	return cfg;
}

/*
 * Parse the text, and behind it an option of our own: libconfuse would take
 * the end of the file for that of any block.
 */
static int
parse(cfg_t *cfg, struct buf *text)
{
	FILE *f;
	int ret;

	buf_puts(text, "\n" CONFIG_END " = true\n");
	if ((f = fmemopen(text->data, text->length, "r")) == NULL)
		err(EX_OSERR, NULL);
	ret = cfg_parse_fp(cfg, f);
	fclose(f);
	return ret == CFG_SUCCESS ? 0 : -1;
}

/* A path of the file, relative to the folder that holds the file. */
static const char *
relative_path(struct arena *a, const char *file, const char *path)
{
	const char *slash = strrchr(file, '/');

	if (path[0] == '/' || slash == NULL)
		return arena_string(a, path);
	return arena_printf(a, "%.*s/%s", (int)(slash - file), file, path);
}

static void
copy_site(struct config *c, const char *path, cfg_t *site)
{
	struct arena *a = &c->arena;

	c->site.title = clean_line(a, cfg_getstr(site, "title"));
	c->site.url = arena_string(a, cfg_getstr(site, "url"));
	c->site.contact = arena_string(a, cfg_getstr(site, "contact"));
	c->site.output = relative_path(a, path, cfg_getstr(site, "output"));
	c->site.database = relative_path(a, path, cfg_getstr(site, "database"));
	c->site.gzip = cfg_getbool(site, "gzip");
	c->site.thumbnails = cfg_getbool(site, "thumbnails");
	c->site.votes = cfg_getbool(site, "votes");
}

static void
copy_sources(struct config *c, cfg_t *cfg)
{
	struct source *s;
	cfg_t *from;
	unsigned int i;

	c->source_count = cfg_size(cfg, "source");
	c->sources =
	    arena_array(&c->arena, c->source_count, sizeof(*c->sources));
	for (i = 0; i < c->source_count; i++) {
		s = &c->sources[i];
		from = cfg_getnsec(cfg, "source", i);
		s->name = arena_string(&c->arena, cfg_title(from));
		s->url = arena_string(&c->arena, cfg_getstr(from, "url"));
		s->fallback =
		    arena_string(&c->arena, cfg_getstr(from, "fallback"));
		s->reread = cfg_getint(from, "reread");
		s->timeout = cfg_getint(from, "timeout");
		s->stale_after = cfg_getint(from, "stale-after");
		s->in_topics = cfg_getbool(from, "in-topics");
	}
}

static const char *
compile(struct arena *a, const char *match, bool keywords_only)
{
	struct buf query = { 0 };
	struct query_error error;
	const char *result;

	if (match == NULL)
		return NULL;
	/* It was checked when it was parsed. */
	query_compile(&query, match, keywords_only, &error);
	result = arena_copy(a, query.data, query.length);
	buf_free(&query);
	return result;
}

/* The sources whose papers stay out of topics, or NULL. */
static const char *
list_outsiders(struct config *c)
{
	const char *list = NULL;
	size_t i;

	for (i = 0; i < c->source_count; i++) {
		if (!c->sources[i].in_topics)
			list = arena_printf(&c->arena, "%s%s\n",
			    list == NULL ? "\n" : list, c->sources[i].name);
	}
	return list;
}

/* What a topic asks of its papers. */
static void
copy_rule(struct config *c, struct topic *t, cfg_t *from, const char *outsiders)
{
	struct arena *a = &c->arena;
	const struct source *source;
	const char *name = cfg_getstr(from, "source");

	t->match = arena_string(a, cfg_getstr(from, "match"));
	t->keywords_only = cfg_getbool(from, "keywords-only");
	t->query = compile(a, t->match, t->keywords_only);
	t->organization = arena_string(a, cfg_getstr(from, "organization"));
	t->min_upvotes = cfg_getint(from, "min-upvotes");
	t->per_day = cfg_getint(from, "per-day");
	t->without = outsiders;
	if (name == NULL)
		return;
	/* It was checked that there is one. */
	source = config_find_source(c, name);
	t->source = source->name;
	t->by_sight = source_url_period(source->url) == PERIOD_NONE;
	t->without = NULL;
}

static void
copy_topics(struct config *c, cfg_t *cfg)
{
	struct topic *t;
	cfg_t *from;
	const char *title, *outsiders = list_outsiders(c);
	unsigned int i, n = cfg_size(cfg, "topic");

	c->topic_count = n + 1;
	c->topics = arena_array(&c->arena, c->topic_count, sizeof(*c->topics));
	c->topics[0] = (struct topic){ .slug = "all",
		.title = "All papers",
		.without = outsiders };
	for (i = 0; i < n; i++) {
		t = &c->topics[i + 1];
		from = cfg_getnsec(cfg, "topic", i);
		title = cfg_getstr(from, "title");
		t->slug = arena_string(&c->arena, cfg_title(from));
		t->title = clean_line(&c->arena, title);
		if (t->title == NULL)
			t->title = t->slug;
		copy_rule(c, t, from, outsiders);
	}
}

/*
 * Read and check a configuration file.  Return 0, or -1 after a warning that
 * names the file and, where there is one, the line.  config_free() frees it.
 */
int
config_load(struct config *c, const char *path)
{
	struct buf text = { .max = FILE_MAX };
	cfg_t *cfg = NULL;
	int ret = -1;

	*c = (struct config){ 0 };
	if (config_text_read(&text, path) == -1)
		goto out;
	cfg = make_parser(path);
	if (parse(cfg, &text) == -1)
		goto out;
	copy_site(c, path, cfg_getsec(cfg, "site"));
	copy_sources(c, cfg);
	copy_topics(c, cfg);
	if (c->site.url == NULL || c->site.title == NULL) {
		warnx("%s: site has no %s", path,
		    c->site.url == NULL ? "url" : "title");
		goto out;
	}
	ret = 0;
out:
	if (cfg != NULL)
		cfg_free(cfg);
	buf_free(&text);
	if (ret == -1)
		config_free(c);
	return ret;
}

/* Return the topic of that slug, or NULL. */
const struct topic *
config_find_topic(const struct config *c, const char *slug)
{
	size_t i;

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

/* Free what config_load() made. */
void
config_free(struct config *c)
{
	arena_free(&c->arena);
	*c = (struct config){ 0 };
}
