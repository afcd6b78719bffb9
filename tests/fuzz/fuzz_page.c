/*
 * Any bytes as a page.  The fast way to the island's JSON must say nothing,
 * or what libxml2 says of the same bytes; and no bytes may crash the readers.
 * Any pages do as seeds.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "listing/html.h"
#include "listing/island.h"
#include "listing/listing.h"
#include "listing/parse.h"
#include "support.h"

/* Longer input can nest deeper (three bytes each) than libxml2 is let. */
#define COMPARED_MAX 30000

static void
compare(const char *s, size_t n)
{
	struct buf fast = { 0 }, slow = { 0 };

	if (island_find(&fast, s, n))
		require(listing_html_island(&slow, s, n) &&
		    fast.length == slow.length &&
		    memcmp(fast.data, slow.data, fast.length) == 0);
	buf_free(&fast);
	buf_free(&slow);
}

/* Called by the fuzzer with each input. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct listing_request request = any_day();
	struct listing l;
	char *s = take_copy(data, n);

	if (n < COMPARED_MAX)
		compare(s, n);
	parse_listing(&l, &request, s, n);
	listing_free(&l);
	free(s);
	return 0;
}
