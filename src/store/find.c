/* Finds a paper by its id, its guid or a URL. */
#include "store/find.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "paper/paper.h"
#include "store/database.h"

/* Skip the version and the rest of a URL behind the identifier. */
static bool
is_rest(const char *s)
{
	if (s[0] == 'v')
		s += 1 + strspn(s + 1, "0123456789");
	return s[0] == '\0' || strchr("?#/", s[0]) != NULL ||
	    strcmp(s, ".pdf") == 0;
}

/*
 * Find the identifier in a text: a URL of arXiv or of the listing, or the
 * identifier itself.
 */
static const char *
find_id(struct arena *a, const char *name)
{
	static const char *const before[] = { "/abs/", "/pdf/", "/papers/",
		"arxiv:", "arXiv:" };
	const char *id = name, *at;
	size_t i, n;

	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		if ((at = strstr(name, before[i])) != NULL)
			id = at + strlen(before[i]);
	}
	n = paper_arxiv_length(id);
	return n > 0 && is_rest(id + n) ? arena_printf(a, "%.*s", (int)n, id) :
					  id;
}

/*
 * Find a paper by its guid or by its identifier, which may have a version and
 * stand in a URL of arXiv or of the listing.  Return 1 with its row key, 0 when
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
