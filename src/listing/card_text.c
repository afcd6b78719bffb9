/*
 * Tells what the links and the texts of a page's card mean.  It goes by where a
 * link leads and by words, never by class names, because those change with
 * every redesign.
 */
#include "listing/card_text.h"

#include <string.h>

#include "base/date.h"
#include "paper/paper.h"

#define BLANKS	   " \t\r\n\f"
#define DIGITS	   "0123456789"
#define DIGITS_MAX 9 /* of a number that is taken seriously */

const struct card card_text_none = {
	.author_count = COUNT_UNKNOWN,
	.upvotes = COUNT_UNKNOWN,
	.comments = COUNT_UNKNOWN,
};

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/*
 * Return the path of a link on the listing's site, or NULL if it leads
 * elsewhere.
 */
static const char *
site_path(const char *url)
{
	static const char *const origins[] = { "https://huggingface.co",
		"http://huggingface.co", "https://www.huggingface.co",
		"https://hf.co" };
	size_t i;

	for (i = 0; i < sizeof(origins) / sizeof(origins[0]); i++) {
		if (starts(url, origins[i]) && url[strlen(origins[i])] == '/')
			return url + strlen(origins[i]);
	}
	return url[0] == '/' && url[1] != '/' ? url : NULL;
}

/* Is the path one step, of the characters of an account's name? */
static bool
is_account(const char *path)
{
	return path[1] != '\0' &&
	    path[1 +
		strspn(path + 1,
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" DIGITS
		    "-_.")] == '\0';
}

/* Tell what a link leads to; the URL may be NULL. */
enum card_text_target
card_text_target(const char *url)
{
	static const struct {
		const char *start;
		enum card_text_target target;
	} targets[] = {
		{ "/papers/date/", TO_DAY },
		{ "/papers/week/", TO_ELSEWHERE },
		{ "/papers/month/", TO_ELSEWHERE },
		{ "/papers/trending", TO_ELSEWHERE },
		{ "/papers/", TO_PAPER },
		{ "/papers", TO_ELSEWHERE },
		{ "/login", TO_VOTE },
	};
	const char *path;
	size_t i;

	if (url == NULL)
		return TO_ELSEWHERE;
	if (starts(url, "https://github.com/"))
		return TO_CODE;
	if ((path = site_path(url)) == NULL)
		return TO_ELSEWHERE;
	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		if (!starts(path, targets[i].start))
			continue;
		if (targets[i].target == TO_PAPER &&
		    strstr(path, "#community") != NULL)
			return TO_COMMENTS;
		return targets[i].target;
	}
	return is_account(path) ? TO_ACCOUNT : TO_ELSEWHERE;
}

/*
 * Return the identifier in a link to a paper, owned by the arena, without
 * version, query and fragment; NULL if there is none.
 */
const char *
card_text_id(struct arena *a, const char *url)
{
	const char *id = site_path(url) + strlen("/papers/");
	size_t n = strcspn(id, "?#"), stem;

	while (n > 0 && id[n - 1] == '/')
		n--;
	for (stem = n; stem > 0 && strchr(DIGITS, id[stem - 1]) != NULL;)
		stem--;
	if (stem > 1 && stem < n && id[stem - 1] == 'v' &&
	    strchr(DIGITS, id[stem - 2]) != NULL)
		n = stem - 1;
	return n == 0 ? NULL : arena_copy(a, id, n);
}

/* Return the day in a link to a day's listing, or DATE_NONE. */
int64_t
card_text_day(const char *url)
{
	const char *s = site_path(url) + strlen("/papers/date/");
	char text[DATE_DAY_SIZE] = "";
	int64_t day;

	if (strcspn(s, "?#/") != sizeof(text) - 1)
		return DATE_NONE;
	memcpy(text, s, sizeof(text) - 1);
	return date_parse_day(text, &day) == 0 ? day : DATE_NONE;
}

/*
 * Is the text a date and nothing else?  Without a year it is the last date with
 * that name up to `latest`.
 */
bool
card_text_read_date(const char *s, int64_t latest, int64_t *day)
{
	static const char published[] = "Published on ";
	const char *rest;

	if (starts(s, published))
		s += strlen(published);
	return date_parse_words(s, latest, day, &rest) == 0 &&
	    rest[strspn(rest, BLANKS)] == '\0';
}

/* The same if the year does not matter: the leap year 2000 had all dates. */
bool
card_text_is_date(const char *s)
{
	int64_t day;

	return card_text_read_date(s, date_from_ymd(2000, 12, 31), &day);
}

/*
 * Read "166" or "1,024" from *s, which is moved behind it.  Return
 * COUNT_UNKNOWN, and leave *s anywhere, if there is none.
 */
int64_t
card_text_count(const char **s)
{
	int64_t count = 0;
	int digits = 0;

	for (; **s != '\0' && strchr(DIGITS ",", **s) != NULL; (*s)++) {
		if (**s == ',' && digits > 0)
			continue;
		if (**s == ',' || ++digits > DIGITS_MAX)
			return COUNT_UNKNOWN;
		count = count * 10 + (**s - '0');
	}
	return digits == 0 ? COUNT_UNKNOWN : count;
}

/* Read a text that is a number and nothing else. */
static int64_t
read_number(const char *s)
{
	int64_t count = card_text_count(&s);

	return *s == '\0' ? count : COUNT_UNKNOWN;
}

/*
 * The meanings that a text can have.  Each function takes a text of its
 * meaning, and keeps the first one, because a trending page renders its cards
 * twice.
 */
static bool
take_submitter(struct card *c, enum card_text_target target, const char *s)
{
	static const char by[] = "Submitted by";

	(void)target;
	if (starts(s, by)) {
		s += strlen(by);
		s += strspn(s, BLANKS);
		c->expected = EXPECT_SUBMITTER;
		if (*s == '\0')
			return true;
	}
	if (c->expected != EXPECT_SUBMITTER)
		return false;
	c->expected = EXPECT_NOTHING;
	if (c->submitter == NULL)
		c->submitter = s;
	return true;
}

/* No votes yet are shown as a dash. */
static bool
take_votes(struct card *c, enum card_text_target target, const char *s)
{
	int64_t votes = strcmp(s, "-") == 0 ? 0 : read_number(s);

	if (c->expected != EXPECT_VOTES || votes == COUNT_UNKNOWN ||
	    (target != TO_VOTE && target != TO_ELSEWHERE))
		return false;
	c->expected = EXPECT_NOTHING;
	if (c->upvotes == COUNT_UNKNOWN)
		c->upvotes = votes;
	return true;
}

static bool
take_comments(struct card *c, enum card_text_target target, const char *s)
{
	int64_t comments = read_number(s);

	if (target != TO_COMMENTS)
		return false;
	if (comments != COUNT_UNKNOWN && c->comments <= 0)
		c->comments = comments;
	return true;
}

static bool
take_authors(struct card *c, enum card_text_target target, const char *s)
{
	int64_t count = card_text_count(&s);

	(void)target;
	if (count == COUNT_UNKNOWN ||
	    (strcmp(s, " authors") != 0 && strcmp(s, " author") != 0))
		return false;
	if (c->author_count == COUNT_UNKNOWN)
		c->author_count = count;
	return true;
}

/* People stand below the heading; accounts above it are submitters. */
static bool
take_organization(struct card *c, enum card_text_target target, const char *s)
{
	if (target != TO_ACCOUNT || c->id == NULL)
		return false;
	if (c->organization == NULL)
		c->organization = s;
	return true;
}

static bool
take_date(struct card *c, enum card_text_target target, const char *s)
{
	(void)target;
	if (c->id == NULL || !card_text_is_date(s))
		return false;
	if (c->date == NULL)
		c->date = s;
	return true;
}

/*
 * Take a text between two tags of a card, inside a link or not (TO_ELSEWHERE).
 * It is not copied, and must not have blanks at its ends.  Return whether it
 * has a meaning.
 */
bool
card_text_take(struct card *c, enum card_text_target target, const char *s)
{
	static bool (*const takers[])(struct card *, enum card_text_target,
	    const char *) = {
		take_submitter,
		take_votes,
		take_comments,
		take_authors,
		take_organization,
		take_date,
	};
	size_t i;

	for (i = 0; i < sizeof(takers) / sizeof(takers[0]); i++) {
		if (takers[i](c, target, s))
			return true;
	}
	return false;
}
