/*
 * Checks the texts that options have.  Each check looks at a value, the text of
 * the last token, and may replace it by its final form.  It returns 0, or -1
 * after reporting an error that names the option.
 */
#include "config/config_value.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mailbox.h"
#include "base/url.h"
#include "paper/clean.h"
#include "topic/query.h"
#include "topic/topic_format.h"
#include "config/config_scan.h"
#include "config/source_url.h"

/* Any text but an empty one. */
int
config_value_filled(struct config_scan *s, const char *name)
{
	if (s->text[0] != '\0')
		return 0;
	return config_scan_error(s, "%s is empty", name);
}

/* A line for people to read. */
int
config_value_title(struct config_scan *s, const char *name)
{
	if ((s->text = clean_line(s->arena, s->text)) != NULL)
		return 0;
	return config_scan_error(s, "%s is empty", name);
}

/* Is a path named like a published file? */
static bool
ends_like_feed(const char *path)
{
	static const char *const others[] = { ".opml", ".css", ".gz" };
	const char *end = strrchr(path, '.');
	size_t i;

	for (i = 0; end != NULL && i < sizeof(others) / sizeof(others[0]);
	     i++) {
		if (strcmp(end, others[i]) == 0)
			return true;
	}
	return topic_format_of_file(path, strlen(path)) != NULL;
}

/*
 * A path, which no shell expands, relative to the folder of the file: what is there
 * is only read.
 */
int
config_value_path(struct config_scan *s, const char *name)
{
	const char *path = s->text, *slash = strrchr(s->path, '/');

	if (config_value_filled(s, name) == -1)
		return -1;
	if (path[0] == '~')
		return config_scan_error(s,
		    "%s '%.100s': ~ is not expanded here", name, path);
	if (path[0] != '/' && slash != NULL)
		s->text = arena_printf(s->arena, "%.*s/%s",
		    (int)(slash - s->path), s->path, path);
	return 0;
}

/* A path of what the program writes, which must not take a published file's place. */
int
config_value_own_path(struct config_scan *s, const char *name)
{
	const char *path = s->text;

	if (strcmp(path, ":memory:") == 0 || ends_like_feed(path))
		return config_scan_error(s,
		    "%s '%.100s' must not be named like a published file", name,
		    path);
	return config_value_path(s, name);
}

/*
 * Is a URL in its normal form (RFC 3986 section 6.2)?  It identifies the feeds,
 * and readers compare that letter by letter.
 */
static bool
is_canonical(const char *url)
{
	static const char *const forms[] = { "/./", "/../", ":80/", ":443/" };
	const char *host = strstr(url, "://") + 3;
	size_t i, end = (size_t)(host - url) + strcspn(host, "/");

	if (strcspn(url, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < end)
		return false;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (strstr(url, forms[i]) != NULL)
			return false;
	}
	return true;
}

/*
 * Find the host, with a port perhaps, in a URL of a web server (RFC 3986 section
 * 3.2), and its length in bytes.
 */
static const char *
find_host(const char *url, size_t *n)
{
	const char *host = strstr(url, "://") + 3, *s;
	const char *end = host + strcspn(host, "/?#");

	for (s = host; s < end; s++) {
		if (*s == '@')
			host = s + 1;
	}
	*n = (size_t)(end - host);
	return host;
}

/* Is a text of n bytes ASCII? */
static bool
is_ascii(const char *s, size_t n)
{
	while (n > 0 && (unsigned char)s[n - 1] <= 0x7f)
		n--;
	return n == 0;
}

/* An error for a site whose host is not ASCII, with the form that is. */
static int
refuse_host(struct config_scan *s, const char *name, const char *clean)
{
	return config_scan_error(s,
	    "%s '%.100s' must have its host in ASCII, because readers compare "
	    "it letter by letter%s%s",
	    name, s->text, clean != NULL ? ": " : " (RFC 5891, section 5)",
	    clean != NULL ? clean : "");
}

/* The URL of the site: absolute, and of a folder. */
int
config_value_site_url(struct config_scan *s, const char *name)
{
	const char *url = s->text, *clean = clean_url(s->arena, url), *host;
	size_t n;

	host = strstr(url, "://") != NULL ? find_host(url, &n) : NULL;
	if (host != NULL && !is_ascii(host, n))
		return refuse_host(s, name, clean);
	if (clean == NULL || url[0] == '\0' || strcmp(clean, url) != 0 ||
	    strpbrk(url, "?#") != NULL || url[strlen(url) - 1] != '/')
		return config_scan_error(s,
		    "%s '%.100s' must be http:// or https:// and end in /",
		    name, url);
	if (is_canonical(url))
		return 0;
	return config_scan_error(s,
	    "%s '%.100s' must be in its plain form: a host in small letters, "
	    "no port 80 or 443, no /./ or /../",
	    name, url);
}

/* Has a URL a scheme that can be read and, on a web server, a host? */
static bool
is_source_url(const char *url)
{
	const char *host;
	size_t n;

	if (url[strcspn(url, " \t\r\n\"<>")] != '\0')
		return false;
	if (strncmp(url, "file:///", 8) == 0)
		return true;
	if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
		return false;
	host = find_host(url, &n);
	return n > 0 && *host != ':';
}

/* Make the host of a source's URL ASCII, as it is asked for. */
static int
make_host_ascii(struct config_scan *s, const char *name)
{
	struct buf url = { 0 };
	size_t n, length;
	const char *host = find_host(s->text, &n);
	int ret = 0;

	length = strcspn(host, ":/?#");
	if (is_ascii(host, length))
		return 0;
	buf_add(&url, s->text, (size_t)(host - s->text));
	if (!url_add_ascii_host(&url, host, length)) {
		ret = config_scan_error(s,
		    "the host of %s cannot be made ASCII: write it as xn--... "
		    "(RFC 5891, section 5)",
		    name);
		goto out;
	}
	buf_puts(&url, host + length);
	s->text = arena_string(s->arena, url.data);
out:
	buf_free(&url);
	return ret;
}

/*
 * The URL of a listing, which may hold {date}, {week} or {month}.  Messages do
 * not show it, because it may hold a password.
 */
int
config_value_source_url(struct config_scan *s, const char *name)
{
	if (!is_source_url(s->text))
		return config_scan_error(s,
		    "%s must be an https, http or file URL, without blanks",
		    name);
	if (source_url_has_odd_brace(s->text))
		return config_scan_error(s,
		    "%s has a '{' that does not begin {date}, {week} or {month}",
		    name);
	return strncmp(s->text, "file:", 5) == 0 ? 0 : make_host_ascii(s, name);
}

/* A URL or an e-mail address, which becomes part of the User-Agent. */
int
config_value_contact(struct config_scan *s, const char *name)
{
	const char *p = s->text;

	while (*p > ' ' && *p < 0x7f && strchr("()<>\"", *p) == NULL)
		p++;
	if (p > s->text && *p == '\0')
		return 0;
	return config_scan_error(s,
	    "%s '%.100s' must be a URL or an e-mail address", name, s->text);
}

/*
 * A query; read_topic() compiles it again once the block is complete.  What is
 * wrong with it, or may be, is told with its place in the file.
 */
int
config_value_query(struct config_scan *s, const char *name)
{
	struct buf query = { 0 };
	struct query_error error;
	int ret, line = s->line;
	size_t column;

	ret = query_compile(&query, s->text, false, &error);
	buf_free(&query);
	if (ret == -1) {
		column = config_scan_column(s, error.offset);
		return config_scan_error(s, "topic %.100s: %s: column %zu: %s",
		    s->block, name, column, error.text);
	}
	if (query_small_operator(s->text, &error)) {
		column = config_scan_column(s, error.offset);
		config_scan_warn(s, "topic %.100s: %s: column %zu: %s",
		    s->block, name, column, error.text);
		s->line = line;
	}
	return 0;
}

/* A web server's URL that needs no login, because it is published. */
int
config_value_public_url(struct config_scan *s, const char *name)
{
	const char *clean = clean_url(s->arena, s->text);

	if (clean != NULL && strcmp(clean, s->text) == 0 &&
	    strchr(s->text, '#') == NULL)
		return 0;
	return config_scan_error(s,
	    "%s '%.100s' must be an http or https URL without a password or "
	    "a #",
	    name, s->text);
}

/* Mailboxes, as many as `most`, parted by commas. */
static int
check_mailboxes(struct config_scan *s, const char *name, size_t most)
{
	struct mailbox_list list = { 0 };
	const char *wrong = mailbox_parse(s->arena, s->text, &list);

	if (wrong == NULL && list.count > most)
		wrong = "there may be one only";
	if (wrong == NULL)
		return 0;
	return config_scan_error(s, "%s '%.100s': %s", name, s->text, wrong);
}

/* Who gets a mail. */
int
config_value_mailboxes(struct config_scan *s, const char *name)
{
	return check_mailboxes(s, name, MAILBOXES_MAX);
}

/* Who sends one. */
int
config_value_mailbox(struct config_scan *s, const char *name)
{
	return check_mailboxes(s, name, 1);
}

/* A command that is started without a shell. */
int
config_value_command(struct config_scan *s, const char *name)
{
	const char *odd = strpbrk(s->text, "|&;<>$`\"'\\*?~\r\n");

	if (s->text[0] != '/')
		return config_scan_error(s,
		    "%s '%.100s' must begin with /, because cron looks for "
		    "commands elsewhere than you do",
		    name, s->text);
	if (odd == NULL)
		return 0;
	return config_scan_error(s,
	    "%s: no shell reads it, so '%c' has no place there", name, *odd);
}

/* Is it mailto: with one address, and perhaps what the mail says? */
static bool
is_mailto(struct arena *a, const char *url)
{
	struct mailbox_list list = { 0 };
	const char *address;

	if (strncmp(url, "mailto:", strlen("mailto:")) != 0)
		return false;
	address = url + strlen("mailto:");
	address = arena_copy(a, address, strcspn(address, "?"));
	return mailbox_parse(a, address, &list) == NULL && list.count == 1 &&
	    list.boxes[0].name == NULL;
}

/* Where people can leave a list: the URL of RFC 2369, section 3.2. */
int
config_value_unsubscribe(struct config_scan *s, const char *name)
{
	const char *url = s->text, *p = url, *clean;

	while (*p > ' ' && *p < 0x7f && strchr("<>\"\\^`{|}", *p) == NULL)
		p++;
	if (*p != '\0' || p - url > CONFIG_MAIL_URL_MAX)
		return config_scan_error(s,
		    "%s must be a URL of at most %d bytes, in ASCII", name,
		    CONFIG_MAIL_URL_MAX);
	clean =
	    strncmp(url, "https://", 8) == 0 ? clean_url(s->arena, url) : NULL;
	if ((clean != NULL && strcmp(clean, url) == 0) ||
	    is_mailto(s->arena, url))
		return 0;
	return config_scan_error(s,
	    "%s '%.100s' must be a URL that begins with https: or mailto:",
	    name, url);
}

/* Does a word name a paper: by an identifier, in a URL perhaps, or by a guid? */
static bool
names_paper(const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (word[i] >= '0' && word[i] <= '9')
			return true;
	}
	return false;
}

/* Papers: words, which are parted by one blank then. */
int
config_value_papers(struct config_scan *s, const char *name)
{
	static const char blank[] = " ,\t\r\n";
	const char *word = s->text + strspn(s->text, blank), *list = "";
	size_t n;

	for (; *word != '\0'; word += n + strspn(word + n, blank)) {
		n = strcspn(word, blank);
		if (!names_paper(word, n))
			return config_scan_error(s,
			    "%s '%.*s' names no paper; an identifier is like "
			    "2604.05015",
			    name, (int)(n < 100 ? n : 100), word);
		list = arena_printf(s->arena, "%s%s%.*s", list,
		    list[0] == '\0' ? "" : " ", (int)n, word);
	}
	s->text = list;
	return config_value_filled(s, name);
}
