/*
 * Writes a mail as a message: its headers, and its text and HTML as two forms of
 * the same (RFC 2046, section 5.1.4), the plain one first.
 */
#include "mail/message.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/mailbox.h"
#include "base/mime.h"
#include "config/config.h"
#include "mail/digest.h"
#include "mail/digest_html.h"
#include "mail/digest_text.h"

/* It cannot be in a part: quoted-printable writes = before two digits only. */
#define BOUNDARY "=_paperfeed"

/* Return the host of the site, for identifiers.  The arena owns it. */
const char *
message_host(struct arena *a, const struct site *site)
{
	const char *host = strstr(site->url, "://") + 3;
	size_t n =
	    host[0] == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/");

	return arena_copy(a, host, n);
}

/* Add a mailbox header from what is configured. */
static void
add_mailboxes(struct buf *out, struct arena *a, const char *name,
    const char *text)
{
	struct mailbox_list list = { 0 };

	/* config_value_mailboxes() has refused what cannot be read. */
	mailbox_parse(a, text, &list);
	mime_add_mailboxes(out, name, &list);
}

static void
add_subject(struct buf *out, const struct digest *d)
{
	char span[DIGEST_SPAN_SIZE];
	struct buf text = { 0 };
	size_t n = d->shown + d->more;

	digest_span(d, span);
	buf_printf(&text, "%s: %zu paper%s, %s", d->mail->title, n,
	    n == 1 ? "" : "s", span);
	mime_add_text(out, "Subject", text.data);
	buf_free(&text);
}

#define LIST_ID_MAX 255 /* bytes: RFC 2919, section 2 */

/* Is a host a name, and no address by number? */
static bool
is_name(const char *host)
{
	const char *dot = strrchr(host, '.');
	const char *last = dot == NULL ? host : dot + 1;

	return host[0] != '[' && strspn(last, "0123456789") != strlen(last);
}

/* Add the headers that tell lists and answering machines what this is. */
static void
add_list_headers(struct buf *out, const struct digest *d, const char *host)
{
	const struct mail *m = d->mail;
	struct buf id = { 0 };

	/* RFC 3834, section 5: no machine should answer. */
	buf_puts(out, "Auto-Submitted: auto-generated\n");
	buf_printf(&id, "%s.%s", m->name, host);
	if (is_name(host) && id.length <= LIST_ID_MAX)
		mime_add_id(out, "List-Id", m->title, id.data);
	mime_add_id(out, "List-Archive", NULL, d->config->site.url);
	if (m->unsubscribe != NULL)
		mime_add_id(out, "List-Unsubscribe", NULL, m->unsubscribe);
	buf_free(&id);
}

static void
add_headers(struct buf *out, struct arena *a, const struct digest *d)
{
	const char *host = message_host(a, &d->config->site);
	char date[DATE_RFC822_SIZE];

	add_mailboxes(out, a, "From", d->mail->from);
	add_mailboxes(out, a, "To", d->mail->to);
	add_subject(out, d);
	date_format_rfc822(d->dated, date);
	/* RFC 5322 writes the zone in digits; GMT is its obsolete form. */
	buf_printf(out, "Date: %.*s +0000\n", (int)(strlen(date) - 4), date);
	buf_printf(out, "Message-ID: <%s>\n", d->message_id);
	add_list_headers(out, d, host);
	buf_puts(out,
	    "User-Agent: " PACKAGE_NAME "/" PACKAGE_VERSION "\n"
	    "MIME-Version: 1.0\n"
	    "Content-Type: multipart/alternative;\n"
	    " boundary=\"" BOUNDARY "\"\n\n");
}

/* Add one form of the message. */
static void
add_part(struct buf *out, const char *type, const struct buf *text)
{
	buf_printf(out,
	    "--" BOUNDARY "\n"
	    "Content-Type: %s; charset=utf-8\n"
	    "Content-Transfer-Encoding: quoted-printable\n\n",
	    type);
	mime_add_quoted_printable(out, text->data, text->length);
	buf_putc(out, '\n');
}

/* Add a mail as sendmail reads it.  The arena holds what it needs for that. */
void
message_write(struct buf *out, struct arena *a, const struct digest *d)
{
	struct buf text = { 0 };

	add_headers(out, a, d);
	digest_text_write(&text, d);
	add_part(out, "text/plain", &text);
	buf_clear(&text);
	digest_html_write(&text, d);
	add_part(out, "text/html", &text);
	buf_puts(out, "--" BOUNDARY "--\n");
	buf_free(&text);
}
