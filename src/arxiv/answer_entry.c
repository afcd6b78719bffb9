/*
 * An entry of arXiv's answer becomes a paper: each field is checked by its shape,
 * and the texts are cleaned as those of a listing are.
 */
#include "arxiv/answer_entry.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/date.h"
#include "paper/clean.h"
#include "arxiv/withdrawal.h"

#define CATEGORIES_MAX	   20
#define CATEGORY_MAX_BYTES 32
#define DOI_MAX_BYTES	   256
#define VERSION_MAX_DIGITS 4

/* Is the entry arXiv's way to say that it refuses the request? */
bool
answer_entry_is_error(const struct answer_entry *e)
{
	const char *id = e->texts[ANSWER_ID];

	return id != NULL && strstr(id, "//arxiv.org/api/errors") != NULL;
}

/* Return the place behind a prefix, in any case, or NULL. */
static const char *
skip(const char *s, const char *prefix)
{
	size_t n = strlen(prefix);

	return strncasecmp(s, prefix, n) == 0 ? s + n : NULL;
}

/*
 * Find the identifier, with its version, in an entry's id:
 * http://arxiv.org/abs/2604.05015v2.  Return NULL if it is not of that kind.
 */
static const char *
find_id(const char *s)
{
	static const char *const prefixes[] = {
		"http://arxiv.org/abs/",
		"https://arxiv.org/abs/",
		"http://export.arxiv.org/abs/",
		"https://export.arxiv.org/abs/",
	};
	const char *id = NULL;
	size_t i;

	s += strspn(s, " \t\r\n");
	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]) && id == NULL;
	     i++)
		id = skip(s, prefixes[i]);
	return id;
}

/*
 * Read the identifier and its version, which old answers may lack.  Return 0, or
 * -1 if it is not of arXiv's shape.
 */
static int
read_id(struct arena *a, const char *s, struct paper *p)
{
	size_t n = paper_arxiv_length(s), digits;

	if (n == 0)
		return -1;
	p->id = arena_copy(a, s, n);
	s += n;
	if (*s == 'v') {
		digits = strspn(s + 1, "0123456789");
		if (digits == 0 || digits > VERSION_MAX_DIGITS || s[1] == '0')
			return -1;
		p->version = strtol(s + 1, NULL, 10);
		s += 1 + digits;
	}
	return s[strspn(s, " \t\r\n")] == '\0' ? 0 : -1;
}

/* Return the length of words of small letters with hyphens between, or 0. */
static size_t
count_words(const char *s)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	size_t n = strspn(s, letters), more;

	while (n > 0 && s[n] == '-' && (more = strspn(s + n + 1, letters)) > 0)
		n += 1 + more;
	return n;
}

/*
 * Is it a category of arXiv's own: cs.CL, hep-th, physics.bio-ph?  An entry
 * names classes of MSC and ACM in the same way
 * (https://arxiv.org/category_taxonomy).
 */
static bool
is_category(const char *s)
{
	size_t n = count_words(s);

	if (n == 0 || strlen(s) > CATEGORY_MAX_BYTES)
		return false;
	if (s[n] == '.' && isupper((unsigned char)s[n + 1]) &&
	    isupper((unsigned char)s[n + 2]))
		n += 3;
	else if (s[n] == '.' && count_words(s + n + 1) > 0)
		n += 1 + count_words(s + n + 1);
	return s[n] == '\0';
}

static void
add_category(struct arena *a, struct name_list *l, const char *s)
{
	if (s != NULL && is_category(s) && l->count < CATEGORIES_MAX &&
	    !paper_has_name(l, s))
		paper_keep_name(a, l, s);
}

/*
 * Return the first DOI of a text that may have several with blanks between
 * them, or NULL: "10.", a registrant and a suffix (ISO 26324; the characters are
 * those that Crossref hands out).
 */
static const char *
find_doi(struct arena *a, const char *s)
{
	static const char *const prefixes[] = {
		"https://doi.org/",
		"http://dx.doi.org/",
		"doi:",
	};
	size_t i, digits, n;

	if (s == NULL)
		return NULL;
	s += strspn(s, " \t\r\n");
	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (skip(s, prefixes[i]) != NULL)
			s = skip(s, prefixes[i]);
	}
	s += strspn(s, " ");
	n = strcspn(s, " \t\r\n");
	digits = strncmp(s, "10.", 3) == 0 ? strspn(s + 3, "0123456789") : 0;
	if (digits < 4 || digits > 9 || s[3 + digits] != '/' ||
	    n < 5 + digits || n > DOI_MAX_BYTES ||
	    strspn(s,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789-._;()/:+") < n)
		return NULL;
	return arena_copy(a, s, n);
}

/* Read an instant, or return DATE_NONE. */
static int64_t
read_instant(struct arena *a, const char *s)
{
	int64_t t = DATE_NONE;

	if (s == NULL)
		return t;
	s += strspn(s, " \t\r\n");
	s = arena_copy(a, s, strcspn(s, " \t\r\n"));
	return date_parse_instant(s, &t) == 0 ? t : DATE_NONE;
}

static void
read_dates(struct arena *a, const struct answer_entry *e, struct paper *p)
{
	int64_t first = read_instant(a, e->texts[ANSWER_PUBLISHED]);

	if (first != DATE_NONE)
		p->published = date_midnight(first);
	p->arxiv_updated = read_instant(a, e->texts[ANSWER_UPDATED]);
}

/*
 * Make a record of an entry.  `p` is one of which nothing is known yet; its
 * strings and those of the entry belong to the arena.  Return NULL, or why the
 * entry cannot be used (a constant string).
 */
const char *
answer_entry_read(struct arena *a, const struct answer_entry *e,
    struct paper *p)
{
	const char *id, *why;
	size_t i;

	if (e->texts[ANSWER_ID] == NULL)
		return "it has no id";
	if ((id = find_id(e->texts[ANSWER_ID])) == NULL)
		return "its id is no address of arxiv.org/abs/";
	if (read_id(a, id, p) == -1)
		return "its id is no identifier of arXiv";
	p->source.title = e->texts[ANSWER_TITLE];
	p->source.abstract = e->texts[ANSWER_SUMMARY];
	p->authors = e->authors;
	if ((why = clean_paper(a, p)) != NULL)
		return why;
	p->comment = clean_sentence(a, e->texts[ANSWER_COMMENT]);
	p->journal = clean_sentence(a, e->texts[ANSWER_JOURNAL]);
	p->doi = find_doi(a, e->texts[ANSWER_DOI]);
	read_dates(a, e, p);
	add_category(a, &p->categories, e->primary);
	for (i = 0; i < e->categories.count; i++)
		add_category(a, &p->categories, e->categories.names[i]);
	p->withdrawn = withdrawal_is_told(p->comment, p->abstract);
	return NULL;
}
