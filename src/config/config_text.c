/*
 * The text of paperfeed.conf, made ready for libconfuse: that counts lines
 * wrongly behind comments, takes an open one for the end of the file, and
 * puts the environment into values.
 */
#include "config/config_text.h"

#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Where a character stands. */
enum place {
	BETWEEN,
	IN_SINGLE_QUOTES,
	IN_DOUBLE_QUOTES,
	IN_LINE_COMMENT,
	IN_LONG_COMMENT
};

struct scan {
	const char *path;
	enum place place;
	int line;
	int opened; /* line where the place began */
};

static int
refuse(const struct scan *at, int line, const char *what)
{
	warnx("%s:%d: %s", at->path, line, what);
	return -1;
}

/* Is it part of a word, as in https://example.org/#x without quotes? */
static bool
in_word(char before)
{
	return before != '\0' && strchr(" \t\r\n{}()=+,;\"'", before) == NULL;
}

/*
 * Where the text goes on behind what starts at s, if anything starts there,
 * with what stands before it.
 */
static enum place
opens(const char *s, char before)
{
	if (in_word(before))
		return BETWEEN;
	if (s[0] == '\'')
		return IN_SINGLE_QUOTES;
	if (s[0] == '"')
		return IN_DOUBLE_QUOTES;
	if (s[0] == '#' || (s[0] == '/' && s[1] == '/'))
		return IN_LINE_COMMENT;
	if (s[0] == '/' && s[1] == '*')
		return IN_LONG_COMMENT;
	return BETWEEN;
}

/* Does a place end with the character at s (for a long comment, behind it)? */
static bool
closes(enum place place, const char *s)
{
	return (place == IN_SINGLE_QUOTES && s[0] == '\'') ||
	    (place == IN_DOUBLE_QUOTES && s[0] == '"') ||
	    (place == IN_LINE_COMMENT && s[0] == '\n') ||
	    (place == IN_LONG_COMMENT && s[0] == '*' && s[1] == '/');
}

/*
 * Take one step through the text and blank what belongs to a comment.
 * Return the bytes done.
 */
static size_t
step(struct scan *at, char *s, char before)
{
	bool comment = at->place >= IN_LINE_COMMENT;
	size_t n = 1;

	if (*s == '\n')
		at->line++;
	if (at->place == BETWEEN) {
		at->place = opens(s, before);
		at->opened = at->line;
		comment = at->place >= IN_LINE_COMMENT;
		/* The star of an opening is not that of a closing. */
		n = at->place == IN_LONG_COMMENT ? 2 : 1;
	} else if (closes(at->place, s)) {
		n = at->place == IN_LONG_COMMENT ? 2 : 1;
		at->place = BETWEEN;
	} else if (s[0] == '\\' && s[1] != '\0' && s[1] != '\n' &&
	    (at->place == IN_SINGLE_QUOTES || at->place == IN_DOUBLE_QUOTES))
		return 2;
	if (comment && *s != '\n')
		memset(s, ' ', n);
	return n;
}

/* Blank comments; refuse what libconfuse would take for something else. */
static int
prepare(const char *path, char *s)
{
	struct scan at = { .path = path, .line = 1 };
	char *start = s;

	while (*s != '\0') {
		if (s[0] == '$' && s[1] == '{' &&
		    (at.place == BETWEEN || at.place == IN_DOUBLE_QUOTES))
			return refuse(&at, at.line,
			    "${ } stands for nothing "
			    "here; put the value in single quotes");
		s += step(&at, s, s == start ? '\0' : s[-1]);
	}
	if (at.place == IN_LONG_COMMENT)
		return refuse(&at, at.opened, "a comment is not closed");
	if (at.place == IN_SINGLE_QUOTES || at.place == IN_DOUBLE_QUOTES)
		return refuse(&at, at.opened, "a quoted value is not closed");
	return 0;
}

/* Is it UTF-8 without NULs?  Return 0, or -1 after a warning. */
static int
check_characters(const char *path, const struct buf *text)
{
	struct scan at = { .path = path, .line = 1 };
	uint32_t c;
	size_t i, n;

	for (i = 0; i < text->length; i += n) {
		n = utf8_decode(text->data + i, text->length - i, &c);
		if (n == 0 || c == '\0')
			return refuse(&at, at.line, "no text in UTF-8");
		at.line += c == '\n';
	}
	return 0;
}

/*
 * Read a configuration file into a buffer, whose maximum limits it, without
 * its comments.  Return 0, or -1 after a warning.
 */
int
config_text_read(struct buf *text, const char *path)
{
	struct stat st;
	int fd, ret = -1;

	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1) {
		warn("%s", path);
		return -1;
	}
	if (fstat(fd, &st) == -1 || buf_read_fd(text, fd) == -1) {
		warn("%s", path);
		goto out;
	}
	if (text->full) {
		warnx("%s: larger than %zu MiB", path, text->max >> 20);
		goto out;
	}
	if ((st.st_mode & S_IWOTH) != 0)
		warnx("%s: everybody may write to it", path);
	/* libconfuse knows no byte order mark. */
	if (text->length >= 3 && memcmp(text->data, "\xef\xbb\xbf", 3) == 0)
		memset(text->data, ' ', 3);
	if (check_characters(path, text) == 0 &&
	    (text->length == 0 || prepare(path, text->data) == 0))
		ret = 0;
out:
	close(fd);
	return ret;
}
