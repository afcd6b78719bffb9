/*
 * Any bytes as an answer of arXiv.  What is read of it can be stored, and an
 * answer that is refused has no papers.
 */
#include <stdlib.h>
#include <string.h>

#include "arxiv/answer.h"
#include "support.h"

/* Has a text what a record's texts have: something, and no controls? */
static void
check_text(const char *s, const char *also)
{
	if (s == NULL)
		return;
	require(*s != '\0' && *s != ' ' && s[strlen(s) - 1] != ' ');
	for (; *s != '\0'; s++)
		require((unsigned char)*s >= ' ' || strchr(also, *s) != NULL);
}

static void
check_paper(const struct paper *p)
{
	size_t i;

	require(p->title != NULL && paper_is_on_arxiv(p) && p->version != 0);
	require(p->doi == NULL || strncmp(p->doi, "10.", 3) == 0);
	check_text(p->title, "");
	check_text(p->abstract, "\n");
	check_text(p->comment, "");
	check_text(p->journal, "");
	check_text(p->doi, "");
	for (i = 0; i < p->categories.count; i++)
		check_text(p->categories.names[i], "");
	for (i = 0; i < p->authors.count; i++)
		check_text(p->authors.names[i], "");
}

/* Called by the fuzzer with each input. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct answer answer;
	char *s = take_copy(data, n);
	size_t i;

	if (answer_read(&answer, s, n) == -1)
		require(answer.papers.count == 0 && answer.why[0] != '\0');
	for (i = 0; i < answer.papers.count; i++)
		check_paper(&answer.papers.papers[i]);
	answer_free(&answer);
	free(s);
	return 0;
}
