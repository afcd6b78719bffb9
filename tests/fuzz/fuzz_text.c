/*
 * Any bytes as a text rendition.  What is found must be there: a paper has a
 * title, its strings are pieces of the text, its numbers make sense.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "listing/draft.h"
#include "listing/listing.h"
#include "listing/text.h"
#include "support.h"

/* A piece of the text, neither empty nor with blanks at its ends. */
static void
check_piece(const char *s, const char *text)
{
	size_t n;

	if (s == NULL)
		return;
	n = strlen(s);
	require(n > 0);
	require(strchr(" \t\r\n", s[0]) == NULL);
	require(strchr(" \t\r\n", s[n - 1]) == NULL);
	require(strstr(text, s) != NULL);
}

static void
check_paper(const struct paper *p, const char *text)
{
	require(p->source.title != NULL);
	check_piece(p->source.title, text);
	check_piece(p->source.abstract, text);
	require(p->organization == NULL || p->organization[0] != '\0');
	require(p->author_count == COUNT_UNKNOWN || p->author_count >= 0);
	require(p->comments >= 0);
	require(p->published == DATE_NONE ||
	    date_midnight(p->published) == p->published);
}

static void
check_listing(const struct listing *l, const char *text)
{
	int64_t day;
	size_t i;

	require(date_parse_day(l->label, &day) == 0 && day == l->day);
	require(l->items > 0 && l->items == l->papers.count + l->skipped);
	for (i = 0; i < l->papers.count; i++)
		check_paper(&l->papers.papers[i], text);
}

/* Called by the fuzzer; the first byte says whether a day was asked for. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct listing_request request = any_day();
	struct draft d = { .request = &request };
	char *text;

	if (n == 0)
		return 0;
	if (data[0] % 2 == 0)
		request = one_day();
	/* parse_listing() lets no NUL through. */
	text = take_text(data + 1, n - 1);
	if (listing_text_read(&d, text, n - 1) == 0)
		check_listing(&d.listing, text);
	listing_free(&d.listing);
	free(text);
	return 0;
}
