/*
 * Compressed twins for nginx's gzip_static (RFC 1952), by libdeflate, which takes
 * less than half of zlib's time, or by zlib where it is missing.  Only user of
 * both.
 */
#include "publish/gzip.h"

#include <err.h>
#include <limits.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/buf.h"

#define LEVEL 6 /* gzip's own default */

#ifdef HAVE_LIBDEFLATE

#include <libdeflate.h>

struct gzip {
	struct libdeflate_compressor *compressor;
	char *packed; /* room for the largest file so far */
	size_t size;
};

/* Return a compressor for one file after another; gzip_free() frees it. */
struct gzip *
gzip_new(void)
{
	struct gzip *g = calloc(1, sizeof(*g));

	if (g == NULL ||
	    (g->compressor = libdeflate_alloc_compressor(LEVEL)) == NULL)
		err(EX_OSERR, NULL);
	return g;
}

/* Free a compressor, or nothing for NULL. */
void
gzip_free(struct gzip *g)
{
	if (g == NULL)
		return;
	libdeflate_free_compressor(g->compressor);
	free(g->packed);
	free(g);
}

/* Make room for the compressed form of n bytes, whatever they are. */
static void
make_room(struct gzip *g, size_t n)
{
	size_t size = libdeflate_gzip_compress_bound(g->compressor, n);

	if (size <= g->size)
		return;
	free(g->packed);
	if ((g->packed = malloc(size)) == NULL)
		err(EX_OSERR, NULL);
	g->size = size;
}

/*
 * Add the compressed bytes, without name and time, so that equal input gives
 * equal output.  Return 0, or -1 when they did not fit.
 */
int
gzip_compress(struct gzip *g, struct buf *out, const struct buf *in)
{
	size_t n;

	make_room(g, in->length);
	n = libdeflate_gzip_compress(g->compressor,
	    in->length == 0 ? "" : in->data, in->length, g->packed, g->size);
	buf_add(out, g->packed, n);
	return n == 0 || out->full ? -1 : 0;
}

/*
 * Add the bytes that were compressed, which are n.  Return 0, or -1 when they are
 * not so many or the compressed ones are damaged, or others are behind them.
 */
int
gzip_expand(struct buf *out, const struct buf *in, size_t n)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	char *room = malloc(n + 1);
	size_t used, made;
	int ret = -1;

	if (d == NULL || room == NULL)
		err(EX_OSERR, NULL);
	if (libdeflate_gzip_decompress_ex(d, in->data, in->length, room, n,
		&used, &made) == LIBDEFLATE_SUCCESS &&
	    used == in->length && made == n) {
		buf_add(out, room, n);
		ret = out->full ? -1 : 0;
	}
	libdeflate_free_decompressor(d);
	free(room);
	return ret;
}

#else

#include <zlib.h>

#define WINDOW	   31  /* the largest, and a gzip header */
#define MEMORY	   8   /* zlib's default */
#define OS_UNKNOWN 255 /* the same bytes wherever they are made */
#define CHUNK	   ((size_t)64 * 1024)

struct gzip {
	z_stream stream;
	gz_header header;
};

/* Return a compressor for one file after another; gzip_free() frees it. */
struct gzip *
gzip_new(void)
{
	struct gzip *g = calloc(1, sizeof(*g));

	if (g == NULL ||
	    deflateInit2(&g->stream, LEVEL, Z_DEFLATED, WINDOW, MEMORY,
		Z_DEFAULT_STRATEGY) != Z_OK)
		err(EX_OSERR, NULL);
	g->header.os = OS_UNKNOWN;
	return g;
}

/* Free a compressor, or nothing for NULL. */
void
gzip_free(struct gzip *g)
{
	if (g == NULL)
		return;
	deflateEnd(&g->stream);
	free(g);
}

/*
 * Add the compressed bytes, without name and time, so that equal input gives
 * equal output.  Return 0, or -1 when they did not fit.
 */
int
gzip_compress(struct gzip *g, struct buf *out, const struct buf *in)
{
	unsigned char chunk[CHUNK];
	z_stream *z = &g->stream;
	int done;

	if (in->length > UINT_MAX || deflateReset(z) != Z_OK ||
	    deflateSetHeader(z, &g->header) != Z_OK)
		return -1;
	/* zlib does not write to its input. */
	z->next_in = (unsigned char *)in->data;
	z->avail_in = (unsigned int)in->length;
	do {
		z->next_out = chunk;
		z->avail_out = sizeof(chunk);
		done = deflate(z, Z_FINISH);
		buf_add(out, (const char *)chunk, sizeof(chunk) - z->avail_out);
	} while (done == Z_OK);
	return done != Z_STREAM_END || out->full ? -1 : 0;
}

/*
 * Add the bytes that were compressed, which are n.  Return 0, or -1 when they are
 * not so many or the compressed ones are damaged, or others are behind them.
 */
int
gzip_expand(struct buf *out, const struct buf *in, size_t n)
{
	z_stream z = { .next_in = (unsigned char *)in->data,
		.avail_in = (unsigned int)in->length,
		.avail_out = (unsigned int)n + 1 };
	unsigned char *room;
	int done = Z_DATA_ERROR;

	if (in->length >= UINT_MAX || n >= UINT_MAX)
		return -1;
	if ((room = malloc(n + 1)) == NULL || inflateInit2(&z, WINDOW) != Z_OK)
		err(EX_OSERR, NULL);
	z.next_out = room;
	done = inflate(&z, Z_FINISH);
	if (done == Z_STREAM_END && z.total_out == n && z.avail_in == 0)
		buf_add(out, (const char *)room, n);
	else
		done = Z_DATA_ERROR;
	inflateEnd(&z);
	free(room);
	return done != Z_STREAM_END || out->full ? -1 : 0;
}

#endif
