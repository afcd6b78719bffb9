/* Reads the file of people that a topic names as its authors-file. */
#include "config/authors_file.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "topic/people.h"
#include "topic/topic.h"
#include "config/config_scan.h"
#include "config/topic_file.h"

#define FILE_MAX ((size_t)1024 * 1024) /* bytes */

/* Report an error on a line of the topic's file.  Return -1. */
static int
refuse(struct config_scan *s, const struct topic *t, int line, const char *why,
    const char *text)
{
	struct config_scan at = *s;

	at.path = t->authors_file;
	at.line = line;
	config_scan_error(&at, "%s%s%.100s%s", why,
	    text[0] == '\0' ? "" : ", found '", text,
	    text[0] == '\0' ? "" : "'");
	s->failed = at.failed;
	s->errors = at.errors;
	return -1;
}

/* Return the line of the first byte that is no text, or 0. */
static int
find_bad_line(const struct buf *bytes)
{
	size_t i, n;
	int line = 1;
	uint32_t c;

	for (i = 0; i < bytes->length; i += n) {
		n = utf8_decode(bytes->data + i, bytes->length - i, &c);
		if (n == 0 || c == 0)
			return line;
		line += c == '\n';
	}
	return 0;
}

/*
 * Read the people of a topic's authors-file, if it has one; the configuration's
 * arena owns them.  Return 0, or -1 after reporting an error with the file's
 * name and line.
 */
int
authors_file_read(struct config_scan *s, struct topic *t)
{
	struct buf bytes = { 0 };
	struct people_error error;
	const char *text;
	int line, ret = -1;

	if (t->authors_file == NULL)
		return 0;
	if (topic_file_read(t->authors_file, FILE_MAX, &bytes) == -1) {
		refuse(s, t, 1, strerror(errno), "");
		goto out;
	}
	if (bytes.full) {
		refuse(s, t, 1, "expected a file of at most 1 MiB", "");
		goto out;
	}
	if ((line = find_bad_line(&bytes)) > 0) {
		refuse(s, t, line, "expected text in UTF-8", "");
		goto out;
	}
	text = bytes.length == 0 ? "" : bytes.data;
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	t->people = people_read(s->arena, text, &error);
	if (t->people == NULL)
		refuse(s, t, error.line, error.why, error.text);
	else
		ret = 0;
out:
	buf_free(&bytes);
	return ret;
}
