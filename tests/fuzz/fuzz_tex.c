/*
 * Any bytes as a text of a source, with TeX in it: a title, a sentence, an
 * abstract.  What is left is clean, within its limits, and stays as it is when it
 * is cleaned again, or papers would seem to change without end.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "tex/tex.h"
#include "paper/clean.h"
#include "paper/guid.h"
#include "paper/paper.h"
#include "support.h"

#define SENTENCE_MAX 2048

/* TeX alone, as other parts of the program read it, leaves UTF-8 as UTF-8. */
static void
check_tex(const char *clean)
{
	struct buf out = { 0 };

	tex_to_text(&out, clean, strlen(clean), TEX_TITLE);
	if (out.length > 0)
		check_characters(out.data, out.length, "");
	buf_free(&out);
}

static void
check_sentence(struct arena *a, const char *s)
{
	const char *once = clean_sentence(a, s), *twice;

	if (once == NULL)
		return;
	require(strlen(once) > 0 && strlen(once) <= SENTENCE_MAX);
	check_characters(once, strlen(once), "");
	require(strchr(once, '\n') == NULL);
	twice = clean_sentence(a, once);
	require(twice != NULL && strcmp(once, twice) == 0);
}

static void
check_abstract(struct arena *a, const char *s)
{
	const char *once = clean_text(a, s), *twice, *feed;

	if (once == NULL)
		return;
	check_characters(once, strlen(once), "");
	/* Paragraphs are parted by one blank line. */
	for (feed = once; (feed = strchr(feed, '\n')) != NULL; feed += 2)
		require(feed > once && feed[1] == '\n' && feed[2] != '\n');
	twice = clean_text(a, once);
	require(twice != NULL && strcmp(once, twice) == 0);
}

/* A paper's title, and the id that is made of it for ever. */
static void
check_title(struct arena *a, const char *s)
{
	struct paper p = { .source.title = s }, again = { 0 };

	if (clean_paper(a, &p) != NULL)
		return;
	check_characters(p.title, strlen(p.title), "");
	again.source.title = p.title;
	require(clean_paper(a, &again) == NULL);
	require(strcmp(p.title, again.title) == 0);
	require(strcmp(guid_choose(a, &p), guid_choose(a, &again)) == 0);
	require(guid_fold(a, p.title)[0] != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	char *s = take_text(data, n);
	const char *line = clean_line(&a, s);

	if (line != NULL) {
		check_characters(line, strlen(line), "");
		check_tex(line);
	}
	check_sentence(&a, s);
	check_abstract(&a, s);
	check_title(&a, s);
	arena_free(&a);
	free(s);
	return 0;
}
