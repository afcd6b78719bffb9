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

/* CPU time for a listing, and one second more for each MiB. */
#define SECONDS_MIN 10

/* Bytes of a listing that was read: it has some texts twice. */
#define PACKED_MAX (8 * LISTING_MAX)

static void
load_libxml2(void)
{
	libxml2();
}

/* For a page whose data leave a doubt, and for a host with other letters. */
static void (*const libraries[])(void) = { load_libxml2, url_load, NULL };

/* What is read. */
struct reading {
	const struct listing_request *request;
	const char *bytes;
	size_t length;
};

/* Read the listing and pack it, where nothing else can be done. */
static void
read_and_pack(struct buf *result, const void *input)
{
	const struct reading *r = input;
	struct listing l;

	pack_number(result,
	    parse_listing_here(&l, r->request, r->bytes, r->length));
	listing_pack(result, &l);
	listing_free(&l);
}

/* Read what was packed.  Return 0 or -1, both with a listing. */
static int
unpack(struct listing *l, const struct buf *packed)
{
	struct unpack u = { .next = packed->data, .left = packed->length };
	int ret = (int)unpack_number(&u, -1, 0);

	listing_unpack(&u, l);
	if (!u.bad)
		return ret;
	snprintf(l->why, sizeof(l->why), "its reader gave something else");
	return -1;
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
		.load = libraries,
		.input = &r,
		.name = request->name,
		.seconds = SECONDS_MIN + (time_t)(n >> 20) };
	struct buf packed = { .max = PACKED_MAX };
	const char *why;
	int ret = -1;

	*l = (struct listing){ .day = DATE_NONE, .previous = DATE_NONE };
	why = sandbox_do(&work, &packed);
	if (why == NULL)
		ret = unpack(l, &packed);
	else
		snprintf(l->why, sizeof(l->why), "%s", why);
	tell_warnings(l, request->name);
	if (ret == -1)
		listing_free(l);
	buf_free(&packed);
	return ret;
}
