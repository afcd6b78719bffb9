/*
 * Any texts as what a mail is made of: its sender and receivers, its title, and
 * the texts of a paper, with NULs between them.  What the configuration takes
 * makes a message that is one, whatever the texts; and a text in
 * quoted-printable is the same when it is read again (check_mail.c).
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/mailbox.h"
#include "topic/topic.h"
#include "config/config.h"
#include "paper/clean.h"
#include "paper/guid.h"
#include "paper/paper.h"
#include "feed/entry.h"
#include "feed/entry_make.h"
#include "mail/digest.h"
#include "mail/message.h"
#include "check_mail.h"
#include "support.h"

/* The texts, in their order. */
enum { FROM, TO, TITLE, TOPIC, PAPER, PEOPLE, GIST, LINK, FIELDS };

struct fields {
	struct arena arena;
	const char *text[FIELDS];
};

static void
part_fields(struct fields *f, const char *s, size_t n)
{
	const char *end = s + n, *nul;
	size_t i;

	for (i = 0; i < FIELDS; i++) {
		nul = memchr(s, '\0', (size_t)(end - s));
		if (nul == NULL)
			nul = end;
		f->text[i] = arena_copy(&f->arena, s, (size_t)(nul - s));
		s = nul == end ? end : nul + 1;
	}
}

/* A text as the configuration and the store have it, or another one. */
static const char *
clean_or(struct fields *f, int field, const char *other)
{
	const char *s = clean_line(&f->arena, f->text[field]);

	return s == NULL ? other : s;
}

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s >= 0x7f)
			return false;
	}
	return true;
}

/*
 * Mailboxes as config_value_mailboxes() takes them.  An address in another script
 * makes a header in that (RFC 6532), which is not what is tried here.
 */
static const char *
mailboxes(struct fields *f, int field, size_t most, const char *other)
{
	struct mailbox_list list = { 0 };
	size_t i;

	if (mailbox_parse(&f->arena, f->text[field], &list) != NULL)
		return other;
	require(list.count > 0);
	check_characters(f->text[field], 0, "");
	for (i = 0; i < list.count; i++) {
		require(strchr(list.boxes[i].address, '@') != NULL);
		if (!is_ascii(list.boxes[i].address))
			return other;
	}
	return list.count <= most ? f->text[field] : other;
}

static void
make_paper(struct fields *f, struct paper *p)
{
	*p = (struct paper){ .source = { .title = f->text[PAPER],
				 .abstract = f->text[GIST] },
		.links = { [LINK_LISTING] = f->text[LINK],
		    [LINK_THUMBNAIL] = f->text[LINK] },
		.listed = date_from_ymd(2026, 4, 8),
		.updated = date_from_ymd(2026, 4, 8),
		.upvotes = 12 };
	if (clean_paper(&f->arena, p) != NULL) {
		p->source.title = "A paper";
		require(clean_paper(&f->arena, p) == NULL);
	}
	p->guid = guid_choose(&f->arena, p);
}

/* Write a message of a paper, and look at it. */
static void
try_message(struct fields *f, const struct mail *mail,
    const struct topic *topic, const struct config *config)
{
	struct digest_paper shown = { .people = clean_or(f, PEOPLE, NULL) };
	struct digest_group group = { .topic = topic,
		.papers = &shown,
		.count = 1 };
	struct digest d = { .mail = mail,
		.config = config,
		.message_id = "weekly.2026-W15@papers.example.org",
		.dated = date_from_ymd(2026, 4, 8),
		.groups = &group,
		.group_count = 1,
		.shown = 1,
		.first = date_from_ymd(2026, 4, 6),
		.last = date_from_ymd(2026, 4, 12) };
	struct buf out = { 0 };
	struct entry e;
	struct paper p;

	make_paper(f, &p);
	entry_make(&f->arena, &e, &p, &config->site, NULL);
	shown.entry = &e;
	shown.gist = p.abstract;
	message_write(&out, &f->arena, &d);
	check_mail(out.data, out.length);
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *s = take_copy(data, n);
	struct fields f = { .text = { NULL } };
	struct topic topic = { .slug = "rag", .formats = " atom" };
	struct mail mail = { .name = "weekly",
		.every = "week",
		.order = "votes",
		.thumbnails = true };
	struct config config = { .site = { .title = "Papers",
				     .url = "https://papers.example.org/",
				     .pages = "all",
				     .formats = " atom" },
		.topics = &topic,
		.topic_count = 1 };

	part_fields(&f, s, n);
	topic.title = clean_or(&f, TOPIC, "Topic");
	mail.title = clean_or(&f, TITLE, "Title");
	mail.from = mailboxes(&f, FROM, 1, "me@example.org");
	mail.to = mailboxes(&f, TO, MAILBOXES_MAX, "you@example.org");
	try_message(&f, &mail, &topic, &config);
	arena_free(&f.arena);
	free(s);
	return 0;
}
