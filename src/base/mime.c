/*
 * Writes the headers and bodies of mails: RFC 5322 with the words of RFC 2047 and
 * the bodies of RFC 2045.  Lines end with a line feed, which is what sendmail
 * commands read.  (GMime 3.2.13 writes encoded words longer than RFC 2047 allows,
 * and libcurl gives a message to a server only.)
 */
#include "base/mime.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/mailbox.h"
#include "base/utf8.h"

#define WIDTH	   76 /* bytes: RFC 2045, section 6.7; 78 in RFC 5322 */
#define QUOTED_MAX 50 /* of a text in quotes */
#define WORD_HEAD  "=?UTF-8?Q?"
#define WORD_TAIL  "?="

/* Of an encoded word: with less room it begins a line. */
#define ROOM_LEAST (sizeof(WORD_HEAD WORD_TAIL) + UTF8_MAX * 3)

static const char hex[] = "0123456789ABCDEF";

/* A header that is being written; each of its tokens may begin a new line. */
struct header {
	struct buf *out;
	size_t line;	 /* where its last line begins */
	bool has_tokens; /* the first one stays behind the name */
};

static struct header
open_header(struct buf *out, const char *name)
{
	struct header h = { .out = out, .line = out->length };

	buf_puts(out, name);
	buf_putc(out, ':');
	return h;
}

/* Add a blank and a token, on a new line if this one is full. */
static void
add_token(struct header *h, const char *token, size_t n)
{
	if (h->out->length - h->line + 1 + n > WIDTH && h->has_tokens) {
		buf_putc(h->out, '\n');
		h->line = h->out->length;
	}
	buf_putc(h->out, ' ');
	buf_add(h->out, token, n);
	h->has_tokens = true;
}

/* Add a byte in two digits behind an equal sign. */
static void
add_digits(struct buf *out, char c)
{
	buf_putc(out, '=');
	buf_putc(out, hex[(unsigned char)c >> 4]);
	buf_putc(out, hex[(unsigned char)c & 15]);
}

static bool
is_alphanumeric(char c)
{
	return (unsigned char)c <= 0x7f && isalnum((unsigned char)c);
}

/*
 * Add a byte as the Q encoding has it.  Letters and digits alone stay what they
 * are, because an encoded word in a name may hold little else (RFC 2047, section
 * 5).
 */
static void
add_q(struct buf *out, char c)
{
	if (is_alphanumeric(c))
		buf_putc(out, c);
	else if (c == ' ')
		buf_putc(out, '_');
	else
		add_digits(out, c);
}

/* Add a character of a text, n bytes, as it is in an encoded word. */
static void
add_character(struct buf *out, const char *s, size_t n)
{
	for (; n > 0; n--)
		add_q(out, *s++);
}

/* How many bytes of a line an encoded word may have now. */
static size_t
find_room(const struct header *h)
{
	size_t used = h->out->length - h->line + 1;

	if (used + ROOM_LEAST > WIDTH)
		used = 1; /* add_token() begins a line for it */
	return WIDTH - used;
}

/*
 * Add a text as encoded words.  Each holds whole characters, because it is
 * decoded by itself; the blanks between them are not shown.  A word has at most
 * 75 bytes, and its line 76 (RFC 2047, section 2).
 */
static void
add_encoded(struct header *h, const char *s)
{
	struct buf word = { 0 }, one = { 0 };
	size_t length = strlen(s), n, room;
	uint32_t c;

	while (length > 0) {
		room = find_room(h) - (sizeof(WORD_TAIL) - 1);
		buf_puts(&word, WORD_HEAD);
		for (; length > 0; s += n, length -= n) {
			n = utf8_decode(s, length, &c);
			n = n == 0 ? 1 : n;
			buf_clear(&one);
			add_character(&one, s, n);
			if (word.length + one.length > room)
				break;
			buf_add(&word, one.data, one.length);
		}
		buf_puts(&word, WORD_TAIL);
		add_token(h, word.data, word.length);
		buf_clear(&word);
	}
	buf_free(&word);
	buf_free(&one);
}

/*
 * Can a text stand in a header as it is: ASCII, no controls, no word that looks
 * encoded, and none that makes a line too long?
 */
static bool
is_plain(const char *s)
{
	size_t n;

	if (strstr(s, "=?") != NULL || s[0] == ' ' || s[0] == '\0' ||
	    s[strlen(s) - 1] == ' ' || strstr(s, "  ") != NULL)
		return false;
	for (; *s != '\0'; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		if (n >= WIDTH)
			return false;
		for (size_t i = 0; i < n; i++) {
			if (s[i] < ' ' || s[i] >= 0x7f)
				return false;
		}
	}
	return true;
}

/* Add the words of a text, which is_plain(). */
static void
add_words(struct header *h, const char *s)
{
	size_t n;

	for (; *s != '\0'; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		add_token(h, s, n);
	}
}

/*
 * Add a header whose body is a text for people, as Subject (RFC 5322, section
 * 3.6.5).  Whatever the text holds, it stays one header.
 */
void
mime_add_text(struct buf *out, const char *name, const char *text)
{
	struct header h = open_header(out, name);

	if (is_plain(text))
		add_words(&h, text);
	else
		add_encoded(&h, text);
	buf_putc(out, '\n');
}

/* Is a text made of atoms and blanks (RFC 5322, section 3.2.3)? */
static bool
is_atoms(const char *s)
{
	for (; *s != '\0'; s++) {
		if (!is_alphanumeric(*s) &&
		    strchr(" !#$%&'*+-/=?^_`{|}~", *s) == NULL)
			return false;
	}
	return true;
}

/* Add a name, as atoms, in quotes or encoded (RFC 5322, section 3.2.5). */
static void
add_phrase(struct header *h, const char *name)
{
	struct buf quoted = { 0 };

	/* A text in quotes cannot be parted, so a long one is encoded. */
	if (!is_plain(name) || (!is_atoms(name) && strlen(name) > QUOTED_MAX)) {
		add_encoded(h, name);
		return;
	}
	if (is_atoms(name)) {
		add_words(h, name);
		return;
	}
	buf_putc(&quoted, '"');
	for (; *name != '\0'; name++) {
		if (*name == '"' || *name == '\\')
			buf_putc(&quoted, '\\');
		buf_putc(&quoted, *name);
	}
	buf_putc(&quoted, '"');
	add_token(h, quoted.data, quoted.length);
	buf_free(&quoted);
}

/* Add a header of mailboxes, as From or To (RFC 5322, sections 3.4 and 3.6). */
void
mime_add_mailboxes(struct buf *out, const char *name,
    const struct mailbox_list *list)
{
	struct header h = open_header(out, name);
	struct buf address = { 0 };
	const struct mailbox *box = list->boxes;
	size_t i;

	for (i = 0; i < list->count; i++, box++) {
		if (box->name != NULL)
			add_phrase(&h, box->name);
		buf_clear(&address);
		buf_printf(&address, box->name != NULL ? "<%s>%s" : "%s%s",
		    box->address, i + 1 < list->count ? "," : "");
		add_token(&h, address.data, address.length);
	}
	buf_putc(out, '\n');
	buf_free(&address);
}

/*
 * Add a header with an identifier or a URL in angle brackets, and before it a name
 * for people, or NULL (RFC 2919, section 3; RFC 2369, section 2).  It must be one,
 * without blanks.
 */
void
mime_add_id(struct buf *out, const char *name, const char *phrase,
    const char *id)
{
	struct header h = open_header(out, name);
	struct buf text = { 0 };

	if (phrase != NULL)
		add_phrase(&h, phrase);
	buf_printf(&text, "<%s>", id);
	add_token(&h, text.data, text.length);
	buf_putc(out, '\n');
	buf_free(&text);
}

/* Must a byte of a line be encoded?  Blanks must at the end of a line. */
static bool
must_encode(char c, bool is_last)
{
	if (c == ' ' || c == '\t')
		return is_last;
	return c == '=' || c < ' ' || c >= 0x7f;
}

/*
 * Add a text of n bytes, whose lines end with line feeds, as quoted-printable
 * (RFC 2045, section 6.7).
 */
void
mime_add_quoted_printable(struct buf *out, const char *s, size_t n)
{
	size_t i, line = 0, width, most;
	bool encode, is_last;

	for (i = 0; i < n; i++) {
		if (s[i] == '\n') {
			buf_putc(out, '\n');
			line = 0;
			continue;
		}
		is_last = i + 1 == n || s[i + 1] == '\n';
		most = is_last ? WIDTH : WIDTH - 1;
		encode = must_encode(s[i], is_last);
		width = encode ? 3 : 1;
		/* A soft line break takes a byte; the last one needs none. */
		if (line + width > most) {
			buf_puts(out, "=\n");
			line = 0;
		}
		/*
		 * A line of a dot ends a message in SMTP, and mailboxes in files
		 * part messages by "From ": neither is left at the start of one.
		 */
		if (line == 0 && (s[i] == '.' || s[i] == 'F')) {
			encode = true;
			width = 3;
		}
		if (encode)
			add_digits(out, s[i]);
		else
			buf_putc(out, s[i]);
		line += width;
	}
}
