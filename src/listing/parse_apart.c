/*
 * Has a listing read by a process of its own where the run is confined, because
 * strangers wrote it.
 */
#include "listing/parse.h"

#include <err.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/libxml2.h"
#include "base/sandbox_work.h"
#include "base/url.h"
#include "listing/listing_pack.h"

/* For a page whose data leave a doubt, and for a host with other letters. */
static void (*const libraries[])(void) = { libxml2_load, url_load, NULL };

/* What is read. */
struct reading {
	const struct listing_request *request;
	const char *bytes;
	size_t length;
};

/* What came of it. */
struct outcome {
	struct listing *listing;
	int result;
};

/* Read the listing and pack it, where nothing else can be done. */
static void
read_and_pack(struct buf *packed, const void *input)
{
	const struct reading *r = input;
	struct listing l;

	pack_number(packed,
	    parse_listing_here(&l, r->request, r->bytes, r->length));
	listing_pack(packed, &l);
	listing_free(&l);
}

static void
take(struct unpack *u, void *output)
{
	struct outcome *o = output;

	o->result = (int)unpack_number(u, -1, 0);
	listing_unpack(u, o->listing);
}

static void
tell_warnings(const struct listing *l, const char *name)
{
	size_t i;

	for (i = 0; i < l->warnings.count; i++)
		warnx("%s: %s", name, l->warnings.names[i]);
}

/*
 * Read a saved or fetched listing of any shape: n bytes with a NUL behind
 * them.  Return 0 with clean papers in the source's order; listing_free()
 * frees them.  Return -1 when the bytes are not a listing: `why` then says what
 * was looked for and what was found, and there are no papers.  `why` is not
 * empty either when a page's data could not be read and its cards were.  Items
 * that are left out of a good listing are warned about.
 */
int
parse_listing(struct listing *l, const struct listing_request *request,
    const char *s, size_t n)
{
	const struct reading r = { .request = request,
		.bytes = s,
		.length = n };
	const struct sandbox_work work = { .run = read_and_pack,
		.take = take,
		.load = libraries,
		.name = request->name,
		.seconds = SANDBOX_SECONDS(n),
		.most = SANDBOX_RESULT_MAX };
	struct outcome o = { .listing = l };
	const char *why;

	*l = (struct listing){ .day = DATE_NONE, .previous = DATE_NONE };
	why = sandbox_do(&work, &r, &o);
	if (why != NULL) {
		snprintf(l->why, sizeof(l->why), "%s", why);
		o.result = -1;
	}
	tell_warnings(l, request->name);
	if (o.result == -1)
		listing_free(l);
	return o.result;
}
