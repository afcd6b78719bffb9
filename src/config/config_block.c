/*
 * The options that each block of paperfeed.conf may have, in one table: where a
 * value goes, its default and its check.  Guesses what a wrong name means.
 */
#include "config/config_block.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config_choice.h"
#include "config/config_scan.h"
#include "config/config_value.h"
#include "config/topic_file.h"

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
	bool list; /* may be several words without quotes */
} options[] = {
	{ "site", "title", offsetof(struct site, title),
	    .preset = "Daily Papers by topic", .check = config_value_title },
	{ "site", "url", offsetof(struct site, url),
	    .check = config_value_site_url },
	{ "site", "output", offsetof(struct site, output), .preset = "public",
	    .check = config_value_own_path },
	{ "site", "database", offsetof(struct site, database),
	    .preset = "paperfeed.db", .check = config_value_own_path },
	{ "site", "contact", offsetof(struct site, contact),
	    .check = config_value_contact },
	{ "site", "gzip", offsetof(struct site, gzip), .preset = "yes" },
	{ "site", "thumbnails", offsetof(struct site, thumbnails),
	    .preset = "yes" },
	{ "site", "votes", offsetof(struct site, votes), .preset = "no" },
	{ "site", "related", offsetof(struct site, related), .preset = "yes" },
	{ "site", "pages", offsetof(struct site, pages), .preset = "all",
	    .check = config_choice_pages },
	{ "site", "formats", offsetof(struct site, formats),
	    .preset = TOPIC_FORMATS_ALL, .check = config_choice_formats,
	    .list = true },
	{ "site", "archive", offsetof(struct site, archive), .preset = "yes",
	    .check = config_choice_yes_no },
	{ "site", "hub", offsetof(struct site, hub),
	    .check = config_value_public_url },
	{ "source", "url", offsetof(struct source, url),
	    .check = config_value_source_url },
	{ "source", "fallback", offsetof(struct source, fallback),
	    .check = config_value_source_url },
	{ "source", "reread", offsetof(struct source, reread), .preset = "4",
	    .least = 1, .most = 60 },
	{ "source", "timeout", offsetof(struct source, timeout), .preset = "60",
	    .least = 1, .most = 600 },
	{ "source", "stale-after", offsetof(struct source, stale_after),
	    .preset = "48", .least = 1, .most = 8760 },
	{ "source", "in-topics", offsetof(struct source, in_topics),
	    .preset = "yes" },
	{ "topic", "title", offsetof(struct topic, title),
	    .check = config_value_title },
	{ "topic", "match", offsetof(struct topic, match),
	    .check = config_value_query },
	{ "topic", "keywords-only", offsetof(struct topic, keywords_only),
	    .preset = "no" },
	{ "topic", "category", offsetof(struct topic, category),
	    .check = config_choice_categories, .list = true },
	{ "topic", "organization", offsetof(struct topic, organization),
	    .check = config_value_filled },
	{ "topic", "authors-file", offsetof(struct topic, authors_file),
	    .check = topic_file_check },
	{ "topic", "source", offsetof(struct topic, source),
	    .check = config_value_filled },
	{ "topic", "min-upvotes", offsetof(struct topic, min_upvotes),
	    .most = 1000000 },
	{ "topic", "per-day", offsetof(struct topic, per_day), .least = 1,
	    .most = 1000 },
	{ "topic", "like", offsetof(struct topic, like),
	    .check = config_value_papers, .list = true },
	{ "topic", "like-file", offsetof(struct topic, like_file),
	    .check = topic_file_check },
	{ "topic", "unlike", offsetof(struct topic, unlike),
	    .check = config_value_papers, .list = true },
	{ "topic", "about", offsetof(struct topic, about), .least = 1,
	    .most = 1000 },
	{ "topic", "formats", offsetof(struct topic, formats),
	    .check = config_choice_formats, .list = true },
	{ "topic", "archive", offsetof(struct topic, archive),
	    .check = config_choice_yes_no },
	{ "arxiv", "enrich", offsetof(struct arxiv, enrich), .preset = "no" },
	{ "arxiv", "url", offsetof(struct arxiv, url),
	    .preset = "https://export.arxiv.org/api/query",
	    .check = config_value_public_url },
	{ "arxiv", "batch", offsetof(struct arxiv, batch), .preset = "100",
	    .least = 1, .most = 500 },
	{ "arxiv", "pause", offsetof(struct arxiv, pause), .preset = "3",
	    .most = 60 },
	{ "arxiv", "refresh", offsetof(struct arxiv, refresh), .preset = "30",
	    .least = 1, .most = 3650 },
	{ "arxiv", "most", offsetof(struct arxiv, most), .preset = "200",
	    .least = 1, .most = 5000 },
	{ "mail", "to", offsetof(struct mail, to),
	    .check = config_value_mailboxes },
	{ "mail", "from", offsetof(struct mail, from),
	    .check = config_value_mailbox },
	{ "mail", "topics", offsetof(struct mail, slugs),
	    .check = config_value_filled, .list = true },
	{ "mail", "every", offsetof(struct mail, every), .preset = "day",
	    .check = config_choice_every },
	{ "mail", "most", offsetof(struct mail, most), .preset = "20",
	    .least = 1, .most = 200 },
	{ "mail", "order", offsetof(struct mail, order), .preset = "votes",
	    .check = config_choice_order },
	{ "mail", "title", offsetof(struct mail, title),
	    .check = config_value_title },
	{ "mail", "thumbnails", offsetof(struct mail, thumbnails),
	    .preset = "no" },
	{ "mail", "sendmail", offsetof(struct mail, sendmail),
	    .preset = "/usr/sbin/sendmail -t -i",
	    .check = config_value_command },
	{ "mail", "unsubscribe", offsetof(struct mail, unsubscribe),
	    .check = config_value_unsubscribe },
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

/* Does the last token begin an option: is it a word before an equal sign? */
static bool
begins_option(const struct config_scan *s)
{
	return s->next[strspn(s->next, " \t\r\n")] == '=';
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
	/* "topics" is an option, but "topics rag {" is meant for a block. */
	if (option != NULL &&
	    (begins_option(s) || near == NULL || !is_block(near)))
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
	if (config_choice_yes_no(s, o->name) == -1)
		return -1;
	*field = strcmp(s->text, "yes") == 0;
	return 0;
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

/*
 * Add the words that follow the last one, with commas between them or without,
 * to it in s->text.  The name of the next option is none of them.
 */
static int
read_list(struct config_scan *s, const char *name)
{
	struct config_scan before = *s;
	const char *list = s->text;
	bool comma = false;
	int token;

	for (;; before = *s) {
		token = config_scan_next(s);
		if (token == ',' && !comma) {
			comma = true;
			continue;
		}
		if (token == CONFIG_ERROR)
			return -1;
		if (token != CONFIG_WORD || begins_option(s))
			break;
		comma = false;
		list = arena_printf(s->arena, "%s %s", list, s->text);
	}
	if (comma)
		return config_scan_error(s, "%s has no word behind its comma",
		    name);
	config_scan_back(s);
	s->token = before.token;
	s->text = list;
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
	if (o->list && read_list(s, o->name) == -1)
		return -1;
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
