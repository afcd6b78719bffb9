/*
 * Finds arXiv's identifiers where people and programs write them
 * (https://info.arxiv.org/help/arxiv_identifier.html).
 */
#include "reference/arxiv_id.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "paper/paper.h"

/* What stands before an identifier, in small letters. */
static const char *const marks[] = {
	"arxiv:",  /* arXiv:2401.00001, arXiv preprint arXiv:2401.00001 */
	"arxiv: ", /* arXiv: 2401.00001 */
	"arxiv ",
	"arxiv preprint ",
	"arxiv.", /* doi.org/10.48550/arXiv.2401.00001 */
	"arxiv.org/abs/",
	"arxiv.org/pdf/",
	"arxiv.org/html/",
	"arxiv.org/format/",
	"arxiv.org/ps/",
	"ar5iv.org/abs/",
	"ar5iv.org/html/",
	"alphaxiv.org/abs/",
	"huggingface.co/papers/",
	"hf.co/papers/",
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Has an identifier since April 2007 a month: 2401.00001, never 2413.00001? */
static bool
has_month(const char *s)
{
	int month;

	if (!isdigit((unsigned char)s[0]))
		return true;
	month = (s[2] - '0') * 10 + s[3] - '0';
	return month >= 1 && month <= 12;
}

/* Return the length of a version at s, for example v2, or 0. */
static size_t
version_length(const char *s)
{
	size_t n;

	if (s[0] != 'v' && s[0] != 'V')
		return 0;
	n = strspn(s + 1, "0123456789");
	return n == 0 ? 0 : n + 1;
}

/*
 * Return the length of the identifier at s, without its version, or 0; set
 * *rest to what stands behind both.
 */
static size_t
id_length(const char *s, const char **rest)
{
	size_t n = paper_arxiv_length(s);

	if (n == 0 || !has_month(s))
		return 0;
	*rest = s + n + version_length(s + n);
	/* A longer word or number is something else. */
	return isalnum((unsigned char)**rest) ? 0 : n;
}

/*
 * Read a text that is an arXiv identifier and nothing else: with "arXiv:", a
 * version or its class perhaps, as in "arXiv:2401.00001v2 [cs.CL]".  Return it
 * without those, owned by the arena, or NULL.
 */
const char *
arxiv_id_read(struct arena *a, const char *s)
{
	const char *rest;
	size_t n;

	s += strspn(s, " \t\r\n");
	if (strncasecmp(s, "arxiv:", 6) == 0)
		s += 6 + strspn(s + 6, " ");
	if ((n = id_length(s, &rest)) == 0)
		return NULL;
	rest += strspn(rest, " \t\r\n");
	if (*rest != '\0' && *rest != '[' && *rest != '(')
		return NULL;
	return arena_copy(a, s, n);
}

/* Return the length of the identifier behind a mark at s, or 0. */
static size_t
marked_length(const char *s, const char **id)
{
	const char *rest;
	size_t i, n, length;

	for (i = 0; i < COUNT(marks); i++) {
		n = strlen(marks[i]);
		if (strncasecmp(s, marks[i], n) == 0 &&
		    (length = id_length(s + n, &rest)) > 0) {
			*id = s + n;
			return length;
		}
	}
	return 0;
}

/*
 * Find the first arXiv identifier in a text that says whose it is: in a link, a
 * DOI, "arXiv preprint arXiv:2401.00001", or DBLP's volume "abs/2401.00001".
 * Return it without its version, owned by the arena, or NULL.
 */
const char *
arxiv_id_find(struct arena *a, const char *s)
{
	const char *id, *rest;
	size_t n;

	if (strncmp(s, "abs/", 4) == 0 && (n = id_length(s + 4, &rest)) > 0)
		return arena_copy(a, s + 4, n);
	for (; (s = strpbrk(s, "aAhH")) != NULL; s++) {
		if ((n = marked_length(s, &id)) > 0)
			return arena_copy(a, id, n);
	}
	return NULL;
}
