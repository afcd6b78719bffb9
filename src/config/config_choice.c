/*
 * Checks options that are one of a few words, or several of them.  As those of
 * config_value.c, each check may replace the value, s->text, by its final form,
 * and returns 0, or -1 after reporting an error that names the option.
 */
#include "config/config_choice.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "topic/topic_format.h"
#include "config/config_scan.h"

/* One of a few words. */
static int
check_choice(struct config_scan *s, const char *name,
    const char *const *choices, const char *list)
{
	for (; *choices != NULL; choices++) {
		if (strcmp(s->text, *choices) == 0)
			return 0;
	}
	return config_scan_error(s, "%s '%.100s' must be %s", name, s->text,
	    list);
}

/* Which pages for people a site has. */
int
config_choice_pages(struct config_scan *s, const char *name)
{
	static const char *const choices[] = { "all", "newest", "no", NULL };

	return check_choice(s, name, choices, "all, newest or no");
}

/* The names of the first n formats: atom, rss or json. */
static const char *
list_formats(struct arena *a, size_t n)
{
	const char *list = topic_formats[0].ending;
	size_t i;

	for (i = 1; i < n; i++)
		list = arena_printf(a, "%s%s%s", list,
		    i + 1 < n ? ", " : " or ", topic_formats[i].ending);
	return list;
}

/* How many formats are feeds, which are the first ones. */
static size_t
count_feeds(void)
{
	size_t n = 0;

	while (n < TOPIC_FORMATS && topic_formats[n].kind == TOPIC_FEED)
		n++;
	return n;
}

/*
 * What topics are published as: words, which get the order of the table.  One of
 * them must be a feed, because that is what a topic is for.
 */
int
config_choice_formats(struct config_scan *s, const char *name)
{
	static const char blanks[] = " \t\r\n,";
	bool wanted[TOPIC_FORMATS] = { false }, is_feed = false;
	const char *word = s->text, *list = "";
	const struct topic_format *f;
	size_t i, n;

	for (; *(word += strspn(word, blanks)) != '\0'; word += n) {
		n = strcspn(word, blanks);
		if ((f = topic_format_find(word, n)) == NULL)
			return config_scan_error(s, "%s '%.*s' must be %s",
			    name, (int)(n < 100 ? n : 100), word,
			    list_formats(s->arena, TOPIC_FORMATS));
		wanted[f - topic_formats] = true;
		is_feed = is_feed || f->kind == TOPIC_FEED;
	}
	if (!is_feed)
		return config_scan_error(s, "%s '%.100s' must name a feed: %s",
		    name, s->text, list_formats(s->arena, count_feeds()));
	for (i = 0; i < TOPIC_FORMATS; i++) {
		if (wanted[i])
			list = arena_printf(s->arena, "%s %s", list,
			    topic_formats[i].ending);
	}
	s->text = list;
	return 0;
}

/* yes or no, or another word for it. */
int
config_choice_yes_no(struct config_scan *s, const char *name)
{
	static const char *const words[] = { "no", "yes", "off", "on", "false",
		"true" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcasecmp(s->text, words[i]) == 0) {
			s->text = words[i % 2];
			return 0;
		}
	}
	return config_scan_error(s, "%s '%.100s' must be yes or no", name,
	    s->text);
}

/* How often a mail is sent. */
int
config_choice_every(struct config_scan *s, const char *name)
{
	static const char *const choices[] = { "day", "week", "month", NULL };

	return check_choice(s, name, choices, "day, week or month");
}

/* In which order a mail shows papers. */
int
config_choice_order(struct config_scan *s, const char *name)
{
	static const char *const choices[] = { "votes", "date", NULL };

	return check_choice(s, name, choices, "votes or date");
}

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/*
 * Is a word of n bytes a category (https://arxiv.org/category_taxonomy): an
 * archive, and a subject or * behind a dot?  Old archives have no subjects.
 */
static bool
is_category(const char *word, size_t n)
{
	size_t archive = strspn(word, LOWER UPPER "-");
	size_t subject;

	if (archive == 0 || word[0] == '-' || archive > n)
		return false;
	if (archive == n)
		return true;
	if (word[archive] != '.')
		return false;
	if (word[archive + 1] == '*')
		return archive + 2 == n;
	subject = strspn(word + archive + 1, LOWER UPPER "-");
	return subject > 0 && archive + 1 + subject == n;
}

/* arXiv's categories: one or more, with a blank between them. */
int
config_choice_categories(struct config_scan *s, const char *name)
{
	static const char blanks[] = " \t\r\n,";
	const char *word = s->text, *list = NULL;
	size_t n;

	for (; *(word += strspn(word, blanks)) != '\0'; word += n) {
		n = strcspn(word, blanks);
		if (!is_category(word, n))
			return config_scan_error(s,
			    "%s '%.*s' must be one of arXiv's, such as cs.RO, "
			    "or cs.* for all that begin so",
			    name, (int)(n < 100 ? n : 100), word);
		list =
		    arena_printf(s->arena, "%s%s%.*s", list == NULL ? "" : list,
			list == NULL ? "" : " ", (int)n, word);
	}
	if (list == NULL)
		return config_scan_error(s, "%s is empty", name);
	s->text = list;
	return 0;
}
