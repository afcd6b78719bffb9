/*
 * Reads mailboxes as people write them in the headers of a mail: an address, or
 * a name and an address in angle brackets (RFC 5322, section 3.4).  Comments,
 * groups, routes, quoted local parts and addresses by number are refused: nobody
 * configures those, and what is not understood must not get into a header.
 */
#include "base/mailbox.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/url.h"

#define LOCAL_MAX   64	/* bytes; RFC 5321, section 4.5.3.1.1 */
#define ADDRESS_MAX 254 /* bytes; the same, section 4.5.3.1.3, without <> */
#define OWNER_MAX   200 /* bytes, so that a header stays within its limits */

static const char blanks[] = " \t";

/* A part of the text. */
struct span {
	const char *start;
	size_t n;
};

static struct span
trim(struct span s)
{
	while (s.n > 0 && strchr(blanks, s.start[0]) != NULL) {
		s.start++;
		s.n--;
	}
	while (s.n > 0 && strchr(blanks, s.start[s.n - 1]) != NULL)
		s.n--;
	return s;
}

static bool
has_control(const char *s)
{
	for (; *s != '\0'; s++) {
		if (((unsigned char)*s < ' ' && *s != '\t') || *s == 0x7f)
			return true;
	}
	return false;
}

/* A local part of words with dots between them; RFC 6532 has any script. */
static bool
is_local(struct span s)
{
	size_t i;

	if (s.n == 0 || s.n > LOCAL_MAX || s.start[0] == '.' ||
	    s.start[s.n - 1] == '.')
		return false;
	for (i = 0; i < s.n; i++) {
		if (strchr(" \t\"(),:;<>@[\\]", s.start[i]) != NULL ||
		    (s.start[i] == '.' && s.start[i + 1] == '.'))
			return false;
	}
	return true;
}

/* A host's name in ASCII (RFC 1123, section 2.1). */
static bool
is_domain(const char *s)
{
	const char *dot = strrchr(s, '.'), *last = dot == NULL ? s : dot + 1;
	size_t n;

	/* The last part is not of digits alone: those have addresses. */
	if (strspn(last, "0123456789") == strlen(last))
		return false;
	for (;; s += n + 1) {
		n = strspn(s,
		    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "0123456789-");
		if (n == 0 || n > 63 || s[0] == '-' || s[n - 1] == '-')
			return false;
		if (s[n] != '.')
			return s[n] == '\0';
	}
}

/*
 * Add a domain in ASCII.  libcurl, which does it, is loaded for other scripts
 * only.
 */
static bool
add_domain(struct buf *out, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if ((unsigned char)s[i] > 0x7f)
			return url_add_ascii_host(out, s, n);
	}
	buf_add(out, s, n);
	return n > 0;
}

/* Read an address.  Return NULL, or what is wrong with it. */
static const char *
read_address(struct arena *a, struct span s, struct mailbox *box)
{
	struct buf domain = { 0 };
	const char *at = memchr(s.start, '@', s.n), *wrong = NULL;
	struct span local = { s.start,
		at == NULL ? 0 : (size_t)(at - s.start) };

	if (memchr(s.start, ' ', s.n) != NULL ||
	    memchr(s.start, ';', s.n) != NULL)
		return "put < and > around an address behind a name, and "
		       "commas between addresses";
	if (at == NULL)
		return "an address needs an @ and a host, as in "
		       "me@example.org";
	if (!is_local(local))
		return "the part before @ is no word of an address";
	if (!add_domain(&domain, at + 1, s.n - local.n - 1) ||
	    !is_domain(domain.data))
		wrong = "the part after @ is no name of a host";
	else if (local.n + 1 + domain.length > ADDRESS_MAX)
		wrong = "an address is too long";
	else
		box->address = arena_printf(a, "%.*s@%s", (int)local.n,
		    local.start, domain.data);
	buf_free(&domain);
	return wrong;
}

/* Read the name before an address, in quotes or not.  Return as above. */
static const char *
read_name(struct arena *a, struct span s, struct mailbox *box)
{
	struct buf name = { 0 };
	bool quoted = s.n >= 2 && s.start[0] == '"' && s.start[s.n - 1] == '"';
	const char *wrong = NULL;
	size_t i;

	if (s.n == 0)
		return NULL;
	if (quoted)
		s = (struct span){ s.start + 1, s.n - 2 };
	for (i = 0; i < s.n && wrong == NULL; i++) {
		if (quoted && s.start[i] == '\\' && i + 1 < s.n)
			i++;
		else if (s.start[i] == '"' ||
		    (!quoted && strchr("()<>@:;[]\\", s.start[i]) != NULL))
			wrong = "a name with signs needs quotes around it, as "
				"in \"Smith (home)\" <me@example.org>";
		buf_putc(&name, s.start[i]);
	}
	if (name.length > OWNER_MAX)
		wrong = "a name is too long";
	if (wrong == NULL && name.length > 0)
		box->name = buf_move(&name, a);
	buf_free(&name);
	return wrong;
}

/* Read one mailbox.  Return as above. */
static const char *
read_box(struct arena *a, struct span s, struct mailbox *box)
{
	const char *open, *wrong;

	s = trim(s);
	if (s.n == 0)
		return "an address is missing";
	if (s.start[s.n - 1] != '>')
		return read_address(a, s, box);
	for (open = s.start + s.n; open > s.start && *open != '<'; open--)
		continue;
	if (*open != '<')
		return "a > has no < before it";
	wrong = read_address(a,
	    (struct span){ open + 1, s.n - (size_t)(open + 1 - s.start) - 1 },
	    box);
	if (wrong != NULL)
		return wrong;
	return read_name(a,
	    trim((struct span){ s.start, (size_t)(open - s.start) }), box);
}

/* Return the length of the text up to a comma that is not in quotes. */
static size_t
box_length(const char *s)
{
	bool quoted = false;
	size_t n;

	for (n = 0; s[n] != '\0' && (quoted || s[n] != ','); n++) {
		if (s[n] == '"')
			quoted = !quoted;
		else if (quoted && s[n] == '\\' && s[n + 1] != '\0')
			n++;
	}
	return n;
}

/*
 * Read mailboxes parted by commas into a list, which starts as { 0 }.  Hosts
 * become ASCII (RFC 5891); names and local parts stay UTF-8.  The arena owns
 * all.  Return NULL, or what is wrong as a phrase.
 */
const char *
mailbox_parse(struct arena *a, const char *text, struct mailbox_list *list)
{
	const char *wrong;
	size_t n;

	if (has_control(text))
		return "a line end or control character has no place in it";
	for (;; text += n + 1) {
		struct mailbox box = { 0 };

		n = box_length(text);
		if (list->count == MAILBOXES_MAX)
			return "these are too many; a mailing list can take "
			       "one address instead";
		wrong = read_box(a, (struct span){ text, n }, &box);
		if (wrong != NULL)
			return wrong;
		list->boxes = array_grow_in(a, list->boxes, list->count,
		    sizeof(*list->boxes));
		list->boxes[list->count++] = box;
		if (text[n] == '\0')
			return NULL;
	}
}
