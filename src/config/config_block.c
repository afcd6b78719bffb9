/*
 * The options that each block of paperfeed.conf may have, in one table: where a
 * value goes, its default and its check.  Guesses what a wrong name means.
 */
#include "config/config_block.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/url.h"
#include "paper/clean.h"
#include "topic/query.h"
#include "topic/topic.h"
#include "config/config_scan.h"
#include "config/source_url.h"

/*
 * Each check looks at a value, the text of the last token, and may replace it
 * by its final form.  It returns 0, or -1 after reporting an error.
 */

/* Any text but an empty one. */
static int
check_filled(struct config_scan *s, const char *name)
{
	if (s->text[0] != '\0')
		return 0;
	return config_scan_error(s, "%s is empty", name);
}

/* A line for people to read. */
static int
check_title(struct config_scan *s, const char *name)
{
	if ((s->text = clean_line(s->arena, s->text)) != NULL)
		return 0;
	return config_scan_error(s, "%s is empty", name);
}

/* Is a path named like a published file? */
static bool
ends_like_feed(const char *path)
{
	static const char *const ends[] = { ".atom", ".rss", ".json", ".html",
		".opml", ".css", ".gz" };
	const char *end = strrchr(path, '.');
	size_t i;

	for (i = 0; end != NULL && i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (strcmp(end, ends[i]) == 0)
			return true;
	}
	return false;
}

/* A path, which no shell expands, relative to the folder of the file. */
static int
check_path(struct config_scan *s, const char *name)
{
	const char *path = s->text, *slash = strrchr(s->path, '/');

	if (check_filled(s, name) == -1)
		return -1;
	if (path[0] == '~')
		return config_scan_error(s,
		    "%s '%.100s': ~ is not expanded here", name, path);
	if (strcmp(path, ":memory:") == 0 || ends_like_feed(path))
		return config_scan_error(s,
		    "%s '%.100s' must not be named like a published file", name,
		    path);
	if (path[0] != '/' && slash != NULL)
		s->text = arena_printf(s->arena, "%.*s/%s",
		    (int)(slash - s->path), s->path, path);
	return 0;
}

/*
 * Is a URL in its normal form (RFC 3986 section 6.2)?  It identifies the feeds,
 * and readers compare that letter by letter.
 */
static bool
is_canonical(const char *url)
{
	static const char *const forms[] = { "/./", "/../", ":80/", ":443/" };
	const char *host = strstr(url, "://") + 3;
	size_t i, end = (size_t)(host - url) + strcspn(host, "/");

	if (strcspn(url, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < end)
		return false;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (strstr(url, forms[i]) != NULL)
			return false;
	}
	return true;
}

/*
 * Find the host, with a port perhaps, in a URL of a web server (RFC 3986 section
 * 3.2), and its length in bytes.
 */
static const char *
find_host(const char *url, size_t *n)
{
	const char *host = strstr(url, "://") + 3, *s;
	const char *end = host + strcspn(host, "/?#");

	for (s = host; s < end; s++) {
		if (*s == '@')
			host = s + 1;
	}
	*n = (size_t)(end - host);
	return host;
}

/* Is a text of n bytes ASCII? */
static bool
is_ascii(const char *s, size_t n)
{
	while (n > 0 && (unsigned char)s[n - 1] <= 0x7f)
		n--;
	return n == 0;
}

/* An error for a site whose host is not ASCII, with the form that is. */
static int
refuse_host(struct config_scan *s, const char *name, const char *clean)
{
	return config_scan_error(s,
	    "%s '%.100s' must have its host in ASCII, because readers compare "
	    "it letter by letter%s%s",
	    name, s->text, clean != NULL ? ": " : " (RFC 5891, section 5)",
	    clean != NULL ? clean : "");
}

/* The URL of the site: absolute, and of a folder. */
static int
check_site_url(struct config_scan *s, const char *name)
{
	const char *url = s->text, *clean = clean_url(s->arena, url), *host;
	size_t n;

	host = strstr(url, "://") != NULL ? find_host(url, &n) : NULL;
	if (host != NULL && !is_ascii(host, n))
		return refuse_host(s, name, clean);
	if (clean == NULL || url[0] == '\0' || strcmp(clean, url) != 0 ||
	    strpbrk(url, "?#") != NULL || url[strlen(url) - 1] != '/')
		return config_scan_error(s,
		    "%s '%.100s' must be http:// or https:// and end in /",
		    name, url);
	if (is_canonical(url))
		return 0;
	return config_scan_error(s,
	    "%s '%.100s' must be in its plain form: a host in small letters, "
	    "no port 80 or 443, no /./ or /../",
	    name, url);
}

/* Has a URL a scheme that can be read and, on a web server, a host? */
static bool
is_source_url(const char *url)
{
	const char *host;
	size_t n;

	if (url[strcspn(url, " \t\r\n\"<>")] != '\0')
		return false;
	if (strncmp(url, "file:///", 8) == 0)
		return true;
	if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
		return false;
	host = find_host(url, &n);
	return n > 0 && *host != ':';
}

/* Make the host of a source's URL ASCII, as it is asked for. */
static int
make_host_ascii(struct config_scan *s, const char *name)
{
	struct buf url = { 0 };
	size_t n, length;
	const char *host = find_host(s->text, &n);
	int ret = 0;

	length = strcspn(host, ":/?#");
	if (is_ascii(host, length))
		return 0;
	buf_add(&url, s->text, (size_t)(host - s->text));
	if (!url_add_ascii_host(&url, host, length)) {
		ret = config_scan_error(s,
		    "the host of %s cannot be made ASCII: write it as xn--... "
		    "(RFC 5891, section 5)",
		    name);
		goto out;
	}
	buf_puts(&url, host + length);
	s->text = arena_string(s->arena, url.data);
out:
	buf_free(&url);
	return ret;
}

/*
 * The URL of a listing, which may hold {date}, {week} or {month}.  Messages do
 * not show it, because it may hold a password.
 */
static int
check_source_url(struct config_scan *s, const char *name)
{
	if (!is_source_url(s->text))
		return config_scan_error(s,
		    "%s must be an https, http or file URL, without blanks",
		    name);
	if (source_url_has_odd_brace(s->text))
		return config_scan_error(s,
		    "%s has a '{' that does not begin {date}, {week} or {month}",
		    name);
	return strncmp(s->text, "file:", 5) == 0 ? 0 : make_host_ascii(s, name);
}

/* A URL or an e-mail address, which becomes part of the User-Agent. */
static int
check_contact(struct config_scan *s, const char *name)
{
	const char *p = s->text;

	while (*p > ' ' && *p < 0x7f && strchr("()<>\"", *p) == NULL)
		p++;
	if (p > s->text && *p == '\0')
		return 0;
	return config_scan_error(s,
	    "%s '%.100s' must be a URL or an e-mail address", name, s->text);
}

/*
 * A query; read_topic() compiles it again once the block is complete.  What is
 * wrong with it, or may be, is told with its place in the file.
 */
static int
check_query(struct config_scan *s, const char *name)
{
	struct buf query = { 0 };
	struct query_error error;
	int ret, line = s->line;
	size_t column;

	ret = query_compile(&query, s->text, false, &error);
	buf_free(&query);
	if (ret == -1) {
		column = config_scan_column(s, error.offset);
		return config_scan_error(s, "topic %.100s: %s: column %zu: %s",
		    s->block, name, column, error.text);
	}
	if (query_small_operator(s->text, &error)) {
		column = config_scan_column(s, error.offset);
		config_scan_warn(s, "topic %.100s: %s: column %zu: %s",
		    s->block, name, column, error.text);
		s->line = line;
	}
	return 0;
}

/* What may stand in each block. */
static const struct option {
	const char *block;
	const char *name;
	size_t offset;	    /* of its field in the struct of the block */
	const char *preset; /* default, or NULL: none, 0 or no */
	/* A text has a check, a number a range; the rest are yes or no. */
	int (*check)(struct config_scan *, const char *);
	int64_t least;
	int64_t most;
} options[] = {
	{ "site", "title", offsetof(struct site, title),
	    .preset = "Daily Papers by topic", .check = check_title },
	{ "site", "url", offsetof(struct site, url), .check = check_site_url },
	{ "site", "output", offsetof(struct site, output), .preset = "public",
	    .check = check_path },
	{ "site", "database", offsetof(struct site, database),
	    .preset = "paperfeed.db", .check = check_path },
	{ "site", "contact", offsetof(struct site, contact),
	    .check = check_contact },
	{ "site", "gzip", offsetof(struct site, gzip), .preset = "yes" },
	{ "site", "thumbnails", offsetof(struct site, thumbnails),
	    .preset = "yes" },
	{ "site", "votes", offsetof(struct site, votes), .preset = "no" },
	{ "source", "url", offsetof(struct source, url),
	    .check = check_source_url },
	{ "source", "fallback", offsetof(struct source, fallback),
	    .check = check_source_url },
	{ "source", "reread", offsetof(struct source, reread), .preset = "4",
	    .least = 1, .most = 60 },
	{ "source", "timeout", offsetof(struct source, timeout), .preset = "60",
	    .least = 1, .most = 600 },
	{ "source", "stale-after", offsetof(struct source, stale_after),
	    .preset = "48", .least = 1, .most = 8760 },
	{ "source", "in-topics", offsetof(struct source, in_topics),
	    .preset = "yes" },
	{ "topic", "title", offsetof(struct topic, title),
	    .check = check_title },
	{ "topic", "match", offsetof(struct topic, match),
	    .check = check_query },
	{ "topic", "keywords-only", offsetof(struct topic, keywords_only),
	    .preset = "no" },
	{ "topic", "organization", offsetof(struct topic, organization),
	    .check = check_filled },
	{ "topic", "source", offsetof(struct topic, source),
	    .check = check_filled },
	{ "topic", "min-upvotes", offsetof(struct topic, min_upvotes),
	    .most = 1000000 },
	{ "topic", "per-day", offsetof(struct topic, per_day), .least = 1,
	    .most = 1000 },
};

#define OPTIONS (sizeof(options) / sizeof(options[0]))

/* Is a word the name of a block? */
static bool
is_block(const char *word)
{
	size_t i;

	for (i = 0; i < OPTIONS; i++) {
		if (strcmp(options[i].block, word) == 0)
			return true;
	}
	return false;
}

/* Find an option in a block (NULL: in any block); NULL when there is none. */
static const struct option *
find(const char *block, const char *name)
{
	size_t i;

	for (i = 0; i < OPTIONS; i++) {
		if (strcmp(options[i].name, name) == 0 &&
		    (block == NULL || strcmp(options[i].block, block) == 0))
			return &options[i];
	}
	return NULL;
}

/* Can at most n edits, each of one letter, turn one word into another? */
static bool
is_near(const char *a, const char *b, size_t n)
{
	for (; *a == *b; a++, b++) {
		if (*a == '\0')
			return true;
	}
	return n > 0 &&
	    ((*a != '\0' && is_near(a + 1, b, n - 1)) ||
		(*b != '\0' && is_near(a, b + 1, n - 1)) ||
		(*a != '\0' && *b != '\0' && is_near(a + 1, b + 1, n - 1)));
}

/*
 * Find the option or block that the fewest edits make of a word, at most three,
 * or NULL.  Of two that need as many, an equal first letter decides.
 */
static const char *
find_near(const char *word)
{
	const char *name;
	size_t i, n;

	/* An odd n stands for n / 2 edits and another first letter. */
	for (n = 2; n <= 6; n++) {
		for (i = 0; i < 2 * OPTIONS; i++) {
			name = i % 2 == 0 ? options[i / 2].block :
					    options[i / 2].name;
			if ((word[0] != name[0]) == (n % 2 == 1) &&
			    is_near(word, name, n / 2))
				return name;
		}
	}
	return NULL;
}

static const char unclosed[] = "; is the } of the block before it missing?";

/*
 * Report that the last token is no option here, with a guess what its writer
 * means.  Return -1.
 */
int
config_block_unknown(struct config_scan *s)
{
	static const char format[] = "no such option '%.100s'%s%s%s";
	const char *near = find_near(s->text);
	const struct option *option = find(NULL, s->text);

	if (is_block(s->text))
		return config_scan_error(s, format, s->text, unclosed, "", "");
	if (option != NULL)
		return config_scan_error(s, format, s->text,
		    "; it belongs in a block ", option->block, "");
	if (near != NULL)
		return config_scan_error(s, format, s->text, "; is it ", near,
		    "?");
	return config_scan_error(s, format, s->text,
	    "; a value of several words needs quotes", "", "");
}

static int
set_yes_no(struct config_scan *s, const struct option *o, bool *field)
{
	static const char *const words[] = { "no", "yes", "off", "on", "false",
		"true" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcasecmp(s->text, words[i]) == 0) {
			*field = i % 2 == 1;
			return 0;
		}
	}
	return config_scan_error(s, "%s '%.100s' must be yes or no", o->name,
	    s->text);
}

static int
set_number(struct config_scan *s, const struct option *o, int64_t *field)
{
	char *end;

	errno = 0;
	*field = strtoll(s->text, &end, 10);
	if (errno != 0 || end == s->text || *end != '\0')
		return config_scan_error(s,
		    "%s '%.100s' must be a whole number", o->name, s->text);
	if (*field >= o->least && *field <= o->most)
		return 0;
	return config_scan_error(s, "%s %lld must be from %lld to %lld",
	    o->name, (long long)*field, (long long)o->least,
	    (long long)o->most);
}

/* Check the value in s->text and put it into its field. */
static int
set(struct config_scan *s, const struct option *o, void *block)
{
	void *field = (char *)block + o->offset;

	if (o->most > 0)
		return set_number(s, o, field);
	if (o->check == NULL)
		return set_yes_no(s, o, field);
	if (o->check(s, o->name) == -1)
		return -1;
	*(const char **)field = s->text;
	return 0;
}

/* Read an option whose name is the last token, and put its value into a block. */
static int
read_option(struct config_scan *s, const char *name, bool *seen, void *block)
{
	const struct option *o = find(name, s->text);

	if (o == NULL)
		return config_block_unknown(s);
	if (seen[o - options])
		return config_scan_error(s, "there is a second %s", o->name);
	seen[o - options] = true;
	/* The word "source" may start the next block instead. */
	if (!config_scan_expect(s, '='))
		return config_scan_error(s,
		    "missing equal sign after option '%s'%s", o->name,
		    is_block(o->name) ? unclosed : "");
	if (!config_scan_expect(s, CONFIG_WORD))
		return config_scan_error(s, "%s has no value before '%s'",
		    o->name, s->text);
	return set(s, o, block);
}

/*
 * Skip "= value", which is left of an option that was refused.  Return whether
 * there was one.
 */
bool
config_block_skip_value(struct config_scan *s)
{
	bool has = config_scan_next(s) == '=';

	if (has)
		has = config_scan_next(s) == CONFIG_WORD;
	if (!has)
		config_scan_back(s);
	return has;
}

/* Does the last token begin a block, and no option of that name? */
static bool
begins_block(const struct config_scan *s)
{
	return s->quote == '\0' && is_block(s->text) &&
	    s->next[strspn(s->next, " \t\r\n")] != '=';
}

/* Go to the next line.  Return false if the block or the file ends before. */
static bool
skip_line(struct config_scan *s)
{
	int line = s->line, token;

	while (s->line == line) {
		token = config_scan_next(s);
		if (token == '}' || token == CONFIG_END ||
		    token == CONFIG_ERROR)
			return false;
	}
	config_scan_back(s);
	return true;
}

/*
 * After an error in an option, with whose name the scan was at `option`, find
 * the next one.  Return false if there is none, because the block or reading
 * ends; a block that begins instead is read next.
 */
static bool
find_next_option(struct config_scan *s, const struct config_scan *option)
{
	if (!config_scan_resume(s) || s->token == '}')
		return false;
	if (begins_block(option)) {
		s->next = option->begin;
		s->line = option->before;
		s->token = '}';
		return false;
	}
	if (s->token != CONFIG_WORD)
		return skip_line(s);
	config_block_skip_value(s);
	return true;
}

/*
 * Read the options of a block, and its closing brace, into the struct of that
 * kind of block.  An option that the file leaves out gets its default.  Return
 * 0, or -1 after reporting an error; if all errors are wanted, the block is read
 * to its end then, unless s->token is something else than its closing brace.
 */
int
config_block_read(struct config_scan *s, const char *name, void *block)
{
	const struct option *o;
	bool seen[OPTIONS] = { false };
	struct config_scan at;
	int token, ret = 0;

	for (o = options; o < options + OPTIONS; o++) {
		s->text = o->preset;
		if (strcmp(o->block, name) == 0 && s->text != NULL)
			set(s, o, block);
	}
	while ((token = config_scan_next(s)) == CONFIG_WORD) {
		at = *s;
		if (read_option(s, name, seen, block) == 0)
			continue;
		ret = -1;
		if (!find_next_option(s, &at))
			return -1;
	}
	if (token == CONFIG_END)
		return config_scan_error(s,
		    "a block is not closed: its } is missing");
	if (token != '}')
		return config_scan_error(s, "unexpected token '%s'", s->text);
	return ret;
}
