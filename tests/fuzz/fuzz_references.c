/*
 * Any bytes as somebody's library of papers.  What is read must be there: each
 * paper has a title, an id or a DOI, and a library that is refused says why.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "reference/library.h"
#include "reference/references.h"
#include "support.h"

static void
check_paper(const struct paper *p)
{
	size_t i;

	require(p->title != NULL || p->id != NULL || p->doi != NULL);
	require(p->title == NULL || p->title[0] != '\0');
	require(p->id == NULL || paper_arxiv_length(p->id) == strlen(p->id));
	require(p->doi == NULL || strncmp(p->doi, "10.", 3) == 0);
	require(p->published == DATE_NONE ||
	    date_midnight(p->published) == p->published);
	for (i = 0; i < p->authors.count; i++)
		require(p->authors.names[i][0] != '\0');
	for (i = 0; i < p->keywords.count; i++)
		require(p->keywords.names[i][0] != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct library l;
	size_t i;

	if (references_read(&l, "fuzz", (const char *)data, n) == 0) {
		require(l.papers.count > 0 && l.why[0] == '\0');
		for (i = 0; i < l.papers.count; i++)
			check_paper(&l.papers.papers[i]);
	} else
		require(l.papers.count == 0 && l.why[0] != '\0');
	library_free(&l);
	return 0;
}
