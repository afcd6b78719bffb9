/* Finds a paper by its id, its guid or a URL. */
#include "store/find.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "paper/paper.h"
#include "store/database.h"

/*
 * Does an identifier end before s, with a version perhaps?  Behind it may be the
 * rest of a URL, a file's ending, or what a citation adds: "v3 [cs.CL]".
 */
static bool
is_rest(const char *s)
{
	if (s[0] == 'v')
		s += 1 + strspn(s + 1, "0123456789");
	return !isalnum((unsigned char)s[0]);
}

/*
 * Find the identifier in a text: the identifier itself, a citation, or a URL of
 * arXiv, of a site that shows its papers by the same names, of a DOI, of the
 * archives' protocol OAI-PMH, or of the listing.
 */
static const char *
find_id(struct arena *a, const char *name)
{
	static const char *const before[] = { "/abs/", "/pdf/", "/html/",
		"/overview/", "arxiv:", "arxiv.org:", "10.48550/arxiv.",
		"/papers/", "" };
	const char *id = name, *at;
	size_t i, n;

	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		if ((at = strcasestr(name, before[i])) == NULL)
			continue;
		at += strlen(before[i]);
		at += strspn(at, " ");
		n = paper_arxiv_length(at);
		if (n > 0 && is_rest(at + n))
			return arena_printf(a, "%.*s", (int)n, at);
		if (before[i][0] != '\0')
			id = at;
	}
	return id;
}

/*
 * Find a paper by its guid or by its identifier, which may have a version and
 * stand in a URL or a citation.  Return 1 with its row key, 0 when
 * there is none, or -1 after a warning.
 */
int
find_paper(struct database *d, struct arena *a, const char *name, int64_t *key)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_FIND_BY_GUID);
	int found;

	database_bind_text(q, ":guid", name);
	if ((found = database_query(d, q, key)) != 0)
		return found;
	q = database_statement(d, SQL_FIND_BY_ID);
	database_bind_text(q, ":id", find_id(a, name));
	return database_query(d, q, key);
}
