/*
 * What may stand in paperfeed.conf, option by option.  The checks run while
 * the file is parsed, so what they refuse has a line.
 */
#include "config/config_check.h"

#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <confuse.h>

#include "base/arena.h"
#include "base/buf.h"
#include "paper/clean.h"
#include "topic/query.h"
#include "config/config_report.h"
#include "config/source_url.h"

#define SLUG_MAX    64
#define REREAD_MAX  60
#define TIMEOUT_MAX 600	 /* seconds */
#define STALE_MAX   8760 /* hours */
#define UPVOTES_MAX 1000000
#define PER_DAY_MAX 1000

/* A flag of libconfuse's options that it does not use itself. */
#define SEEN (1 << 30)

static const char *
last_string(cfg_opt_t *opt)
{
	const char *s = cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1);

	return s == NULL ? "" : s;
}

/*
 * Is a URL in the form that all its others are reduced to (RFC 3986 section
 * 6.2)?  Feeds are known by it, and compared letter by letter.
 */
static bool
is_canonical(const char *url)
{
	static const char *const forms[] = { "/./", "/../", ":80/", ":443/" };
	size_t i, host = (size_t)(strstr(url, "://") + 3 - url);
	size_t end = host + strcspn(url + host, "/");

	for (i = 0; i < end; i++) {
		if (url[i] >= 'A' && url[i] <= 'Z')
			return false;
	}
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (strstr(url, forms[i]) != NULL)
			return false;
	}
	return true;
}

/* The address of the site: absolute, and a folder. */
static int
check_site_url(cfg_t *cfg, cfg_opt_t *opt)
{
	struct arena a = { 0 };
	const char *url = last_string(opt), *clean = clean_url(&a, url);
	bool good = clean != NULL && url[0] != '\0' &&
	    strcmp(clean, url) == 0 && strpbrk(url, "?#") == NULL &&
	    url[strlen(url) - 1] == '/';

	arena_free(&a);
	if (good && is_canonical(url))
		return 0;
	if (good) {
		cfg_error(cfg,
		    "url '%.100s' must be in its plain form: a host of small "
		    "letters, no port 80 or 443, no dots for folders",
		    url);
		return -1;
	}
	cfg_error(cfg, "url '%.100s' must be http:// or https:// and end in /",
	    url);
	return -1;
}

/* Does a URL have a scheme that is read from, and of a web server a host? */
static bool
is_source_url(const char *url)
{
	const char *host, *end, *at;

	if (url[strcspn(url, " \t\r\n\"<>")] != '\0')
		return false;
	if (strncmp(url, "file:///", 8) == 0)
		return true;
	if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
		return false;
	host = strstr(url, "://") + 3;
	end = host + strcspn(host, "/?#");
	if ((at = strchr(host, '@')) != NULL && at < end)
		host = at + 1;
	return host < end && *host != ':';
}

/*
 * An address to read from, which may hold {date}, {week} or {month}.  It is
 * never printed, as there can be a password in it.
 */
static int
check_source_url(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *url = last_string(opt);

	if (!is_source_url(url)) {
		cfg_error(cfg,
		    "%s must be an https, http or file URL, without blanks",
		    cfg_opt_name(opt));
		return -1;
	}
	if (source_url_has_odd_brace(url)) {
		cfg_error(cfg,
		    "%s has a '{' that is none of {date}, {week} and {month}",
		    cfg_opt_name(opt));
		return -1;
	}
	return 0;
}

static int
check_contact(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *s = last_string(opt), *p;

	for (p = s; *p > ' ' && *p < 0x7f && strchr("()<>\"", *p) == NULL; p++)
		continue;
	if (p > s && *p == '\0')
		return 0;
	cfg_error(cfg, "contact '%.100s' must be a URL or an e-mail address",
	    s);
	return -1;
}

static int
check_number(cfg_t *cfg, cfg_opt_t *opt, long least, long most)
{
	long n = cfg_opt_getnint(opt, cfg_opt_size(opt) - 1);

	if (n >= least && n <= most)
		return 0;
	cfg_error(cfg, "%s %ld must be from %ld to %ld", cfg_opt_name(opt), n,
	    least, most);
	return -1;
}

static int
check_reread(cfg_t *cfg, cfg_opt_t *opt)
{
	return check_number(cfg, opt, 1, REREAD_MAX);
}

static int
check_timeout(cfg_t *cfg, cfg_opt_t *opt)
{
	return check_number(cfg, opt, 1, TIMEOUT_MAX);
}

static int
check_stale_after(cfg_t *cfg, cfg_opt_t *opt)
{
	return check_number(cfg, opt, 1, STALE_MAX);
}

static int
check_min_upvotes(cfg_t *cfg, cfg_opt_t *opt)
{
	return check_number(cfg, opt, 0, UPVOTES_MAX);
}

static int
check_per_day(cfg_t *cfg, cfg_opt_t *opt)
{
	return check_number(cfg, opt, 1, PER_DAY_MAX);
}

static int
check_filled(cfg_t *cfg, cfg_opt_t *opt)
{
	if (last_string(opt)[0] != '\0')
		return 0;
	cfg_error(cfg, "%s is empty", cfg_opt_name(opt));
	return -1;
}

/* Could the name be that of a file that is published? */
static bool
ends_like_feed(const char *path)
{
	static const char *const ends[] = { ".atom", ".rss", ".json", ".html",
		".opml", ".css", ".gz" };
	size_t i, n = strlen(path), end;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		end = strlen(ends[i]);
		if (n >= end && strcmp(path + n - end, ends[i]) == 0)
			return true;
	}
	return false;
}

/* A path of the file system, which no shell has had a look at. */
static int
check_path(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *path = last_string(opt);

	if (path[0] == '~')
		cfg_error(cfg, "%s '%.100s': ~ stands for no folder here",
		    cfg_opt_name(opt), path);
	else if (strcmp(path, ":memory:") == 0 || ends_like_feed(path))
		cfg_error(cfg, "%s '%.100s' cannot be a store",
		    cfg_opt_name(opt), path);
	else
		return check_filled(cfg, opt);
	return -1;
}

static int
check_match(cfg_t *cfg, cfg_opt_t *opt)
{
	struct buf query = { 0 };
	struct query_error error;
	int ret;

	ret = query_compile(&query, last_string(opt), false, &error);
	buf_free(&query);
	if (ret == -1)
		cfg_error(cfg, "match: character %zu: %s", error.column,
		    error.text);
	return ret;
}

/* A slug names files and is part of URLs that never change. */
static bool
is_slug(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n <= SLUG_MAX && s[n] == '\0' && s[0] != '-';
}

/* Does it ask anything of its papers? */
static bool
has_rule(cfg_t *topic)
{
	static const char *const texts[] = { "match", "organization",
		"source" };
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (cfg_getstr(topic, texts[i]) != NULL)
			return true;
	}
	return cfg_getint(topic, "min-upvotes") > 0 ||
	    cfg_getint(topic, "per-day") > 0;
}

/* A topic's block as a whole, once it is closed. */
static int
check_topic(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *topic = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	const char *slug = cfg_title(topic);
	const char *source = cfg_getstr(topic, "source");

	if (!is_slug(slug))
		cfg_error(cfg,
		    "topic '%.100s' must be named by at most %d of "
		    "a-z, 0-9 and -",
		    slug, SLUG_MAX);
	else if (strcmp(slug, "all") == 0 || strcmp(slug, "index") == 0 ||
	    strcmp(slug, "status") == 0)
		cfg_error(cfg, "topic '%s': the name is taken", slug);
	else if (!has_rule(topic))
		cfg_error(cfg, "topic %s has no match, nor another condition",
		    slug);
	else if (cfg_getbool(topic, "keywords-only") &&
	    cfg_getstr(topic, "match") == NULL)
		cfg_error(cfg,
		    "topic %s: keywords-only says where match looks, and "
		    "there is none",
		    slug);
	else if (source != NULL && cfg_gettsec(cfg, "source", source) == NULL)
		cfg_error(cfg,
		    "topic %s: source '%.100s' must be the name of a block "
		    "source above",
		    slug, source);
	else
		return 0;
	return -1;
}

/* Names stand in lists with a line each (config.h). */
static bool
is_line(const char *name)
{
	return name[0] != '\0' && strpbrk(name, "\r\n") == NULL;
}

static int
check_source(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *source = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);

	if (cfg_getstr(source, "url") == NULL)
		cfg_error(cfg, "source %s has no url", cfg_title(source));
	else if (!is_line(cfg_title(source)))
		cfg_error(cfg, "source '%.100s' must have a name of one line",
		    cfg_title(source));
	else
		return 0;
	return -1;
}

/* What is asked of each option, and of a block once it is closed. */
static const struct rule {
	const char *block;
	const char *option;
	int (*check)(cfg_t *, cfg_opt_t *);
	bool many; /* there may be several */
} rules[] = {
	{ NULL, "site", NULL, false },
	{ NULL, "source", check_source, true },
	{ NULL, "topic", check_topic, true },
	{ "site", "title", check_filled, false },
	{ "site", "url", check_site_url, false },
	{ "site", "output", check_path, false },
	{ "site", "database", check_path, false },
	{ "site", "contact", check_contact, false },
	{ "site", "gzip", NULL, false },
	{ "site", "thumbnails", NULL, false },
	{ "site", "votes", NULL, false },
	{ "source", "url", check_source_url, false },
	{ "source", "fallback", check_source_url, false },
	{ "source", "reread", check_reread, false },
	{ "source", "timeout", check_timeout, false },
	{ "source", "stale-after", check_stale_after, false },
	{ "source", "in-topics", NULL, false },
	{ "topic", "title", check_filled, false },
	{ "topic", "match", check_match, false },
	{ "topic", "keywords-only", NULL, false },
	{ "topic", "organization", check_filled, false },
	{ "topic", "source", check_filled, false },
	{ "topic", "min-upvotes", check_min_upvotes, false },
	{ "topic", "per-day", check_per_day, false },
};

#define RULES (sizeof(rules) / sizeof(rules[0]))

/* The rule of an option in a block or, as libconfuse calls the file, "root". */
static const struct rule *
find_rule(const char *block, const char *option)
{
	const char *home;
	size_t i;

	for (i = 0; i < RULES; i++) {
		home = rules[i].block == NULL ? "root" : rules[i].block;
		if (strcmp(rules[i].option, option) == 0 &&
		    strcmp(home, block) == 0)
			return &rules[i];
	}
	return NULL;
}

/*
 * libconfuse calls this whenever an option or a block has been read.  It
 * would take the last of two values without a word.
 */
static int
check_option(cfg_t *cfg, cfg_opt_t *opt)
{
	const struct rule *rule;

	rule = find_rule(cfg_name(cfg), cfg_opt_name(opt));
	if (rule == NULL)
		return 0;
	if (!rule->many && (opt->flags & SEEN) != 0) {
		cfg_error(cfg, "there is a second %s", cfg_opt_name(opt));
		return -1;
	}
	opt->flags |= SEEN;
	return rule->check == NULL ? 0 : rule->check(cfg, opt);
}

/*
 * Read the value of a number for libconfuse, whose own way takes an empty
 * value for 0 and 010 for 8.  Return 0 with it in *result, a long, or -1.
 */
int
config_check_number(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	char *end;

	errno = 0;
	*(long *)result = strtol(value, &end, 10);
	if (errno == 0 && end != value && *end == '\0')
		return 0;
	cfg_error(cfg, "invalid integer value for option '%s'",
	    cfg_opt_name(opt));
	return -1;
}

/*
 * The name of an option, by its number from 0 on, and of the block that it
 * stands in, NULL for the file; NULL behind the last one.
 */
const char *
config_check_option(size_t i, const char **block)
{
	if (i == RULES)
		return NULL;
	*block = rules[i].block;
	return rules[i].option;
}

/* Have a parser check what it reads, and report with file and line. */
void
config_check_all(cfg_t *cfg)
{
	char path[64];
	size_t i;

	cfg_set_error_function(cfg, config_report);
	for (i = 0; i < RULES; i++) {
		snprintf(path, sizeof(path), "%s%s%s",
		    rules[i].block == NULL ? "" : rules[i].block,
		    rules[i].block == NULL ? "" : "|", rules[i].option);
		cfg_set_validate_func(cfg, path, check_option);
	}
}
