/*
 * Splits paperfeed.conf into tokens, and reports errors with the name of the
 * file and the line.
 */
#include "config/config_scan.h"

#include <ctype.h>
#include <err.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/utf8.h"

#define FILE_MAX   ((size_t)4 * 1024 * 1024)
#define ERRORS_MAX 100 /* that are reported of a file */

/* Report something on the line of the last token. */
static void
report(const struct config_scan *s, const char *format, va_list ap)
{
	char text[512], *c;

	vsnprintf(text, sizeof(text), format, ap);
	/* Text of the file must not break the line or the terminal. */
	for (c = text; *c != '\0'; c++) {
		if (iscntrl((unsigned char)*c))
			*c = '?';
	}
	warnx("%s:%d: %s", s->path, s->line, text);
}

/* Warn of something on the line of the last token. */
void
config_scan_warn(struct config_scan *s, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	report(s, format, ap);
	va_end(ap);
}

/*
 * Report an error on the line of the last token, unless one was reported and
 * config_scan_resume() not called since.  Return -1.
 */
int
config_scan_error(struct config_scan *s, const char *format, ...)
{
	va_list ap;

	if (s->failed)
		return -1;
	s->failed = true;
	s->errors++;
	va_start(ap, format);
	report(s, format, ap);
	va_end(ap);
	return -1;
}

/* Skip a byte order mark, and refuse NULs and bytes that are not UTF-8. */
static int
check_text(struct config_scan *s)
{
	const struct buf *file = &s->file;
	uint32_t c;
	size_t i, n;

	s->next = file->length == 0 ? "" : file->data;
	if (strncmp(s->next, "\xef\xbb\xbf", 3) == 0)
		s->next += 3;
	for (i = 0; i < file->length; i += n) {
		n = utf8_decode(file->data + i, file->length - i, &c);
		if (n == 0 || c == '\0')
			return config_scan_error(s, "this is not UTF-8 text");
		s->line += c == '\n';
	}
	s->line = 1;
	return 0;
}

/*
 * Read a file, whose texts go into the arena.  Return 0, or -1 after a warning;
 * config_scan_close() is needed either way.  The path must last as long.
 */
int
config_scan_open(struct config_scan *s, const char *path, struct arena *a)
{
	struct stat st;
	int fd, ret = -1;

	*s = (struct config_scan){ .path = path,
		.arena = a,
		.file.max = FILE_MAX,
		.line = 1 };
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1) {
		warn("%s", path);
		return -1;
	}
	if (fstat(fd, &st) == -1 || buf_read_fd(&s->file, fd) == -1) {
		warn("%s", path);
	} else if (s->file.full) {
		warnx("%s: larger than %zu MiB", path, FILE_MAX >> 20);
	} else {
		if ((st.st_mode & S_IWOTH) != 0)
			warnx("%s: everybody may write to it", path);
		ret = check_text(s);
	}
	close(fd);
	return ret;
}

/* Free what config_scan_open() read. */
void
config_scan_close(struct config_scan *s)
{
	buf_free(&s->file);
	buf_free(&s->buf);
}

/* Skip n bytes and count their lines. */
static void
skip(struct config_scan *s, size_t n)
{
	for (; n > 0; n--)
		s->line += *s->next++ == '\n';
}

/* Skip blanks and comments. */
static int
skip_blanks(struct config_scan *s)
{
	const char *end;

	for (;;) {
		skip(s, strspn(s->next, " \t\r\n"));
		if (s->next[0] == '#' || strncmp(s->next, "//", 2) == 0)
			skip(s, strcspn(s->next, "\n"));
		else if (strncmp(s->next, "/*", 2) != 0)
			return 0;
		else if ((end = strstr(s->next + 2, "*/")) != NULL)
			skip(s, (size_t)(end + 2 - s->next));
		else
			return config_scan_error(s, "a comment is not closed");
	}
}

/*
 * Read a backslash and the character behind it.  In single quotes it escapes
 * only a single quote and itself.  Both are dropped at the end of a line.
 */
static int
read_escape(struct config_scan *s, char quote)
{
	static const char letters[] = "abefnrtv";
	static const char controls[] = "\a\b\033\f\n\r\t\v";
	char c = s->next[1];
	const char *letter = strchr(letters, c);

	if (quote == '\'' && strchr("'\\\n", c) == NULL)
		buf_add(&s->buf, s->next, 2);
	else if (isdigit((unsigned char)c) ||
	    (c == 'x' && isxdigit((unsigned char)s->next[2])))
		return config_scan_error(s,
		    "\\%c is no escape here; write the character itself", c);
	else if (quote == '"' && letter != NULL)
		buf_putc(&s->buf, controls[letter - letters]);
	else if (c != '\n')
		buf_putc(&s->buf, c);
	skip(s, 2);
	return 0;
}

static int
read_quoted(struct config_scan *s)
{
	char quote = *s->next++;
	int line = s->line;

	while (*s->next != quote) {
		if (*s->next == '\0') {
			s->line = line;
			return config_scan_error(s,
			    "a quoted value is not closed");
		}
		if (s->next[0] == '\\' && s->next[1] != '\0') {
			if (read_escape(s, quote) == -1)
				return -1;
		} else {
			buf_putc(&s->buf, *s->next);
			skip(s, 1);
		}
	}
	s->next++;
	return 0;
}

/* Return how many bytes of text a backslash in quotes makes. */
static size_t
escaped_length(char quote, char c)
{
	if (c == '\n')
		return 0;
	return quote == '\'' && c != '\'' && c != '\\' ? 2 : 1;
}

/*
 * Find where in the file a byte of the last token's text stands.  Errors are
 * reported on its line from now on.  Return its column, in characters from 1.
 */
size_t
config_scan_column(struct config_scan *s, size_t offset)
{
	const char *at = s->raw, *p;
	size_t column = 1, n;

	while (
	    offset > 0 || (s->quote != '\0' && strncmp(at, "\\\n", 2) == 0)) {
		if (s->quote == '\0' || at[0] != '\\') {
			at++;
			offset--;
			continue;
		}
		n = escaped_length(s->quote, at[1]);
		if (n > offset)
			break;
		at += 2;
		offset -= n;
	}
	for (p = at; p > s->file.data && p[-1] != '\n'; p--)
		column += (p[-1] & 0xc0) != 0x80;
	s->line = 1;
	for (p = s->file.data; p < at; p++)
		s->line += *p == '\n';
	return column;
}

/* Read a token into s->text.  Return its kind. */
static int
read_token(struct config_scan *s)
{
	size_t n;
	int token = CONFIG_WORD;

	buf_clear(&s->buf);
	s->text = "end of file";
	if (skip_blanks(s) == -1)
		return CONFIG_ERROR;
	if (*s->next == '\0')
		return CONFIG_END;
	s->quote = *s->next == '"' || *s->next == '\'' ? *s->next : '\0';
	s->raw = s->next + (s->quote != '\0');
	if (s->quote != '\0') {
		if (read_quoted(s) == -1)
			return CONFIG_ERROR;
	} else {
		if ((n = strcspn(s->next, " \t\r\n{}()=,\"'#")) == 0)
			token = (unsigned char)s->next[n++];
		buf_add(&s->buf, s->next, n);
		s->next += n;
	}
	s->text = arena_copy(s->arena, s->buf.data, s->buf.length);
	return token;
}

/* Read the next token into s->text.  Return its kind. */
int
config_scan_next(struct config_scan *s)
{
	s->begin = s->next;
	s->before = s->line;
	s->token = read_token(s);
	return s->token;
}

/* Go back to before the last token, so that it is read again. */
void
config_scan_back(struct config_scan *s)
{
	s->next = s->begin;
	s->line = s->before;
}

/*
 * After an error, return whether to read on for further errors: only if all are
 * wanted, and the text can be split into tokens still.
 */
bool
config_scan_resume(struct config_scan *s)
{
	if (!s->all || s->token == CONFIG_ERROR || s->token == CONFIG_END)
		return false;
	if (s->errors == ERRORS_MAX) {
		warnx("%s: further errors are not shown", s->path);
		return false;
	}
	s->failed = false;
	return true;
}

/*
 * Read the next token and return whether it is of this kind.  If not, an error
 * is reported on the line of the token before it, where it is missing.
 */
bool
config_scan_expect(struct config_scan *s, int token)
{
	int line = s->line;

	if (config_scan_next(s) == token)
		return true;
	s->line = line;
	return false;
}
