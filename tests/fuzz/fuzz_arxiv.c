/*
 * Any bytes as an answer of arXiv.  What is read of it is clean, and an answer
 * that is refused has no papers.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "paper/clean.h"
#include "arxiv/answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
require(int ok)
{
	if (!ok)
		abort();
}

/* Cleaning a clean text changes nothing. */
static void
check_text(const char *s, const char *clean(struct arena *, const char *))
{
	struct arena a = { 0 };

	require(s == NULL || strcmp(s, clean(&a, s)) == 0);
	arena_free(&a);
}

static void
check_paper(const struct paper *p)
{
	size_t i;

	require(p->title != NULL && paper_is_on_arxiv(p) && p->version >= 0);
	check_text(p->abstract, clean_text);
	check_text(p->comment, clean_sentence);
	check_text(p->journal, clean_sentence);
	check_text(p->doi, clean_line);
	for (i = 0; i < p->categories.count; i++)
		check_text(p->categories.names[i], clean_line);
	for (i = 0; i < p->authors.count; i++)
		check_text(p->authors.names[i], clean_line);
}

/* Called by the fuzzer with each input. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct answer answer;
	char *s = malloc(n + 1);
	size_t i;

	if (s == NULL)
		return 0;
	if (n > 0)
		memcpy(s, data, n);
	s[n] = '\0';
	if (answer_read(&answer, s, n) == -1)
		require(answer.papers.count == 0 && answer.why[0] != '\0');
	for (i = 0; i < answer.papers.count; i++)
		check_paper(&answer.papers.papers[i]);
	answer_free(&answer);
	free(s);
	return 0;
}
