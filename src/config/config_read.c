/* Reads paperfeed.conf into struct config, block by block. */
#include "config/config.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "config/config_arxiv.h"
#include "config/config_mail.h"
#include "config/config_scan.h"
#include "config/config_topic.h"
#include "config/source_url.h"

#define SLUG_MAX 64

static struct topic *
add_topic(struct config *c, const char *slug)
{
	struct topic *t;

	c->topics = array_grow_in(&c->arena, c->topics, c->topic_count,
	    sizeof(*c->topics));
	t = &c->topics[c->topic_count++];
	*t = (struct topic){ .slug = slug };
	return t;
}

/*
 * Read a block's name, if it has one, and its opening brace.  Return the name,
 * or "", or NULL after an error.
 */
static const char *
open_block(struct config_scan *s, const char *block, bool has_name)
{
	const char *name = "";

	if (has_name && !config_scan_expect(s, CONFIG_WORD)) {
		config_scan_error(s, "missing name for block '%s'", block);
		return NULL;
	}
	if (has_name)
		name = s->text;
	if (config_scan_expect(s, '{'))
		return name;
	config_scan_error(s, "missing opening brace for block '%s'", block);
	return NULL;
}

static int
read_site(struct config *c, struct config_scan *s)
{
	/* The first block site has set a title, at least the default. */
	bool second = c->site.title != NULL;

	if (open_block(s, "site", false) == NULL ||
	    config_block_read(s, "site", &c->site) == -1)
		return -1;
	if (second)
		return config_scan_error(s, "there is a second site");
	return 0;
}

static int
read_arxiv(struct config *c, struct config_scan *s)
{
	struct arxiv *arxiv = &c->arxiv;
	bool second = arxiv->url != NULL;

	if (open_block(s, "arxiv", false) == NULL ||
	    config_block_read(s, "arxiv", arxiv) == -1)
		return -1;
	if (second)
		return config_scan_error(s, "there is a second arxiv");
	return config_arxiv_check(s, arxiv);
}

static int
read_source(struct config *c, struct config_scan *s)
{
	struct source *source;
	const char *name = open_block(s, "source", true);

	if (name == NULL)
		return -1;
	if (config_find_source(c, name) != NULL)
		return config_scan_error(s,
		    "there is a second block named '%.100s'", name);
	c->sources = array_grow_in(&c->arena, c->sources, c->source_count,
	    sizeof(*c->sources));
	source = &c->sources[c->source_count++];
	*source = (struct source){ .name = name };
	if (config_block_read(s, "source", source) == -1)
		return -1;
	if (source->url == NULL)
		return config_scan_error(s, "source %.100s has no url", name);
	/* list_outsiders() gives each name a line. */
	if (name[0] == '\0' || strpbrk(name, "\r\n") != NULL)
		return config_scan_error(s,
		    "source '%.100s' must have a name of one line", name);
	return 0;
}

/* Is it a slug?  It names files and is part of URLs that never change. */
static bool
is_slug(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n <= SLUG_MAX && s[n] == '\0' && s[0] != '-';
}

static int
read_topic(struct config *c, struct config_scan *s)
{
	struct topic *t;
	const char *slug = open_block(s, "topic", true);

	if (slug == NULL)
		return -1;
	if (strcmp(slug, "all") != 0 && config_find_topic(c, slug) != NULL)
		return config_scan_error(s,
		    "there is a second block named '%.100s'", slug);
	t = add_topic(c, slug);
	t->title = s->block = slug;
	if (config_block_read(s, "topic", t) == -1)
		return -1;
	if (!is_slug(slug))
		return config_scan_error(s,
		    "topic '%.100s' must have a name of at most %d characters "
		    "a-z, 0-9 and -, not - first",
		    slug, SLUG_MAX);
	return config_topic_complete(c, s, t);
}

/* Check a mail's block as a whole, once it is closed. */
static int
check_mail(struct config_scan *s, const struct mail *m)
{
	if (!is_slug(m->name))
		return config_scan_error(s,
		    "mail '%.100s' must have a name of at most %d characters "
		    "a-z, 0-9 and -, not - first",
		    m->name, SLUG_MAX);
	if (m->to == NULL || m->from == NULL)
		return config_scan_error(s, "mail %s has no %s", m->name,
		    m->to == NULL ? "to" : "from");
	return 0;
}

static int
read_mail(struct config *c, struct config_scan *s)
{
	const char *name = open_block(s, "mail", true);
	struct mail *mail;

	if (name == NULL)
		return -1;
	if (config_find_mail(c, name) != NULL)
		return config_scan_error(s,
		    "there is a second block named '%.100s'", name);
	c->mails = array_grow_in(&c->arena, c->mails, c->mail_count,
	    sizeof(*c->mails));
	mail = &c->mails[c->mail_count++];
	*mail = (struct mail){ .name = name, .line = s->line };
	if (config_block_read(s, "mail", mail) == -1)
		return -1;
	return check_mail(s, mail);
}

/* The blocks, by the word that each begins with. */
static const struct block {
	const char *name;
	int (*read)(struct config *, struct config_scan *);
} blocks[] = {
	{ "site", read_site },
	{ "source", read_source },
	{ "arxiv", read_arxiv },
	{ "topic", read_topic },
	{ "mail", read_mail },
};

/* Return the kind of block that the last token begins, or NULL. */
static const struct block *
find_block(const struct config_scan *s)
{
	size_t i;

	for (i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++) {
		if (s->token == CONFIG_WORD &&
		    strcmp(s->text, blocks[i].name) == 0)
			return &blocks[i];
	}
	return NULL;
}

/* Report the last token, which begins no block. */
static int
refuse_token(struct config_scan *s)
{
	if (s->token == '}')
		return config_scan_error(s, "unexpected closing brace");
	if (s->token != CONFIG_WORD)
		return config_scan_error(s, "unexpected token '%s'", s->text);
	return config_block_unknown(s);
}

/*
 * Skip what belongs to a refused token: a value, as in "title = x", or a name.
 * Return whether a block follows, as in "sorce x {".
 */
static bool
opens_unknown_block(struct config_scan *s)
{
	if (s->token != CONFIG_WORD)
		return s->token == '{';
	if (config_block_skip_value(s))
		return false;
	if (config_scan_next(s) == CONFIG_WORD && find_block(s) == NULL)
		config_scan_next(s);
	if (s->token == '{')
		return true;
	config_scan_back(s);
	return false;
}

/* Skip the rest of a block with its closing brace, if that was not read. */
static void
skip_block(struct config_scan *s)
{
	while (s->token != '}' && config_scan_next(s) != CONFIG_END &&
	    s->token != CONFIG_ERROR)
		continue;
}

/*
 * Read all blocks of the file.  After an error go on with the next block if all
 * errors are wanted.
 */
static int
read_blocks(struct config *c, struct config_scan *s)
{
	const struct block *block;

	while (config_scan_next(s) != CONFIG_END) {
		block = find_block(s);
		if ((block != NULL ? block->read(c, s) : refuse_token(s)) == 0)
			continue;
		if (!config_scan_resume(s))
			return -1;
		if (block != NULL || opens_unknown_block(s))
			skip_block(s);
	}
	return s->errors > 0 ? -1 : 0;
}

/* List the sources whose papers stay out of topics, or return NULL. */
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

/*
 * Is a slug one and a month, as rag-2026-03?  Return the length of the part
 * before the month, or 0.
 */
static size_t
month_stem(const char *slug)
{
	char day[DATE_DAY_SIZE];
	size_t n = strlen(slug);
	int64_t t;

	if (n <= DATE_MONTH_SIZE || slug[n - DATE_MONTH_SIZE] != '-')
		return 0;
	n -= DATE_MONTH_SIZE;
	snprintf(day, sizeof(day), "%s-01", slug + n + 1);
	return date_parse_day(day, &t) == 0 ? n : 0;
}

/* Check that no page of a topic has the name of another one's. */
static int
check_pages(const struct config *c, const char *path)
{
	char stem[SLUG_MAX + 1];
	size_t i, n;

	for (i = 0; i < c->topic_count; i++) {
		n = month_stem(c->topics[i].slug);
		snprintf(stem, sizeof(stem), "%.*s", (int)n, c->topics[i].slug);
		if (n == 0 || config_find_topic(c, stem) == NULL)
			continue;
		warnx(
		    "%s: topics '%s' and '%s': a month's page of one would be "
		    "the page of the other",
		    path, stem, c->topics[i].slug);
		return -1;
	}
	return 0;
}

/*
 * Complete what a topic is published as by what the site says.  A site that wants
 * no pages has none of topics.
 */
static void
complete_formats(struct config *c, struct topic *t)
{
	const char *html;

	if (t->formats == NULL)
		t->formats = c->site.formats;
	if (t->archive == NULL)
		t->archive = c->site.archive;
	html = strstr(t->formats, " html");
	if (html != NULL && strcmp(c->site.pages, "no") == 0)
		t->formats = arena_copy(&c->arena, t->formats,
		    (size_t)(html - t->formats));
}

/* Check and fill in what depends on several blocks. */
static int
complete(struct config *c, const char *path)
{
	const char *outsiders = list_outsiders(c);
	const struct source *source;
	struct topic *t;

	if (c->site.url == NULL) {
		warnx("%s: site has no url", path);
		return -1;
	}
	config_sort_topics(c);
	if (check_pages(c, path) == -1 || config_mail_complete(c, path) == -1)
		return -1;
	for (t = c->topics; t < c->topics + c->topic_count; t++) {
		complete_formats(c, t);
		if (t->source == NULL) {
			t->without = outsiders;
			continue;
		}
		source = config_find_source(c, t->source);
		t->by_sight = source_url_period(source->url) == PERIOD_NONE;
		t->own_dates = t->by_sight || !source->in_topics;
	}
	return 0;
}

/* Read a file, for its first error or for all. */
static int
load(struct config *c, const char *path, bool all)
{
	struct config_scan scan;
	int ret = -1;

	*c = (struct config){ 0 };
	add_topic(c, "all")->title = "All papers";
	if (config_scan_open(&scan, path, &c->arena) == 0) {
		scan.all = all;
		ret = read_blocks(c, &scan);
		/* A site that was refused, or not reached, may have a URL. */
		if (ret == 0 || (!scan.failed && c->site.title == NULL))
			ret = complete(c, path) == -1 ? -1 : ret;
	}
	config_scan_close(&scan);
	if (ret == -1)
		config_free(c);
	return ret;
}

/*
 * Read and check a configuration file.  Return 0, or -1 after a warning that
 * names the file and, where there is one, the line.  config_free() frees it.
 */
int
config_load(struct config *c, const char *path)
{
	return load(c, path, false);
}

/* The same, with a warning for every error, of at most a hundred. */
int
config_load_all_errors(struct config *c, const char *path)
{
	return load(c, path, true);
}
