/* Bytes in another character set to UTF-8. */
#include "base/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"

static bool
is_utf8(const struct buf *b)
{
	const char *s = b->data, *end = s + b->length;
	uint32_t c;
	size_t n;

	while (s < end) {
		if ((n = utf8_decode(s, (size_t)(end - s), &c)) == 0)
			return false;
		s += n;
	}
	return true;
}

/*
 * Add the bytes as UTF-8.  Return 0, or -1 if they are not of that character
 * set.
 */
static int
convert(struct buf *out, iconv_t from, const struct buf *bytes)
{
	char chunk[4096], *in = bytes->data, *to;
	size_t left = bytes->length, room, n;

	while (left > 0) {
		to = chunk;
		room = sizeof(chunk);
		n = iconv(from, &in, &left, &to, &room);
		buf_add(out, chunk, sizeof(chunk) - room);
		if (n == (size_t)-1 && errno != E2BIG)
			return -1;
	}
	/* iconv may hold a character back, in case an accent follows it. */
	to = chunk;
	room = sizeof(chunk);
	if (iconv(from, NULL, NULL, &to, &room) == (size_t)-1)
		return -1;
	buf_add(out, chunk, sizeof(chunk) - room);
	return out->full ? -1 : 0;
}

/*
 * Convert bytes from their declared character set to UTF-8.  Valid UTF-8 is
 * taken as UTF-8, whatever was declared.  Bytes that cannot be converted stay
 * as they are.
 */
void
charset_to_utf8(struct buf *bytes, const char *declared)
{
	struct buf out = { .max = bytes->max };
	iconv_t from;

	if (declared == NULL || declared[0] == '\0' ||
	    strcasecmp(declared, "utf-8") == 0 ||
	    strcasecmp(declared, "utf8") == 0 || bytes->length == 0 ||
	    is_utf8(bytes))
		return;
	if ((from = iconv_open("UTF-8", declared)) == (iconv_t)-1)
		return;
	if (convert(&out, from, bytes) == 0) {
		buf_free(bytes);
		*bytes = out;
	} else
		buf_free(&out);
	iconv_close(from);
}
