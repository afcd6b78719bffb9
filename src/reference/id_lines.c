/*
 * A list of papers that somebody wrote by hand: arXiv's identifiers, links to
 * arXiv and to the listing's pages of papers, and DOIs; # begins a comment.
 */
#include "reference/id_lines.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "paper/paper.h"
#include "reference/arxiv_id.h"
#include "reference/doi.h"
#include "reference/place.h"
#include "reference/library.h"

#define BLANKS " \t\r"
#define BREAKS BLANKS ",;|<>()[]\"'`"

/* Return the length of a line without its comment: # with a blank before it. */
static size_t
without_comment(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == '#' && (i == 0 || strchr(BLANKS, s[i - 1]) != NULL))
			return i;
	}
	return n;
}

/* Add the paper that a word names.  Return whether it names one. */
static bool
add_word(struct paper_list *l, const char *word)
{
	const char *id = arxiv_id_read(&l->arena, word), *doi = NULL;
	struct paper *p;

	if (id == NULL)
		id = arxiv_id_find(&l->arena, word);
	if (id == NULL)
		doi = doi_read(&l->arena, word);
	if (id == NULL && doi == NULL)
		return false;
	p = paper_list_add(l);
	p->id = id;
	p->doi = doi;
	paper_set_links(&l->arena, p);
	return true;
}

/* Add the papers that n bytes of a line name.  Return how many. */
static size_t
add_words(struct paper_list *l, const char *s, size_t n)
{
	const char *end = s + n;
	size_t length, found = 0;

	while (s < end) {
		s += strspn(s, BREAKS);
		length = strcspn(s, BREAKS "\n");
		if (s + length > end)
			length = s < end ? (size_t)(end - s) : 0;
		if (length > 0)
			found += add_word(l, arena_copy(&l->arena, s, length));
		s += length > 0 ? length : 1;
	}
	return found;
}

/*
 * Read a list, line by line.  Other words in a line that names a paper do not
 * matter.  Return 0 with the papers, or -1 with why not.
 */
int
id_lines_read(struct library *to, const char *start)
{
	const char *s = start;
	size_t n, length;

	while (*s != '\0') {
		n = strcspn(s, "\n");
		length = without_comment(s, n);
		if (strspn(s, BLANKS) < length &&
		    add_words(&to->papers, s, length) == 0)
			place_skip(to, start, s);
		if (to->papers.count > LIBRARY_COUNT) {
			place_refuse(to, start, s, "more than %d papers",
			    LIBRARY_COUNT);
			return -1;
		}
		s += n + (s[n] == '\n');
	}
	return 0;
}
