/*
 * Any bytes as a page that a converter saved: as Markdown, or as a terminal
 * shows it; the first byte says whether a day was asked for.  What is found is a
 * listing whose papers can be cleaned, with ids and links that are safe.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "paper/clean.h"
#include "listing/draft.h"
#include "listing/listing.h"
#include "listing/markdown.h"
#include "listing/terminal.h"
#include "support.h"

static void
check_paper(struct arena *a, struct paper *p)
{
	const char *id;
	size_t i;

	require(p->author_count == COUNT_UNKNOWN || p->author_count >= 0);
	require(p->upvotes == COUNT_UNKNOWN || p->upvotes >= 0);
	require(p->published == DATE_NONE ||
	    date_midnight(p->published) == p->published);
	if (clean_paper(a, p) != NULL)
		return;
	check_characters(p->title, strlen(p->title), "");
	if (p->abstract != NULL)
		check_characters(p->abstract, strlen(p->abstract), "");
	for (i = 0; i < p->authors.count; i++)
		check_characters(p->authors.names[i],
		    strlen(p->authors.names[i]), "");
	for (i = 0; i < LINKS; i++) {
		if (p->links[i] != NULL)
			check_url(p->links[i], strlen(p->links[i]));
	}
	id = p->id == NULL ? NULL : clean_id(a, p->id);
	require(p->id == NULL || (id != NULL && strcmp(p->id, id) == 0));
}

/* Read a text as parse_listing() would, if it is likely to be one of these. */
static int
read_text(struct draft *d, const char *s, size_t n)
{
	if (markdown_is_likely(s, n))
		return listing_markdown_read(d, s, n);
	if (terminal_is_likely(s))
		return listing_terminal_read(d, s, n);
	draft_refuse(d, "neither");
	return -1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct listing_request request = any_day();
	struct draft d = { .request = &request };
	struct listing *l = &d.listing;
	char *text;
	size_t i;

	if (n == 0)
		return 0;
	if (data[0] % 2 == 0)
		request = one_day();
	text = take_text(data + 1, n - 1);
	if (read_text(&d, text, n - 1) == 0) {
		require(l->items == l->papers.count + l->skipped);
		for (i = 0; i < l->papers.count; i++)
			check_paper(&l->papers.arena, &l->papers.papers[i]);
	} else
		require(l->why[0] != '\0');
	listing_free(l);
	free(text);
	return 0;
}
