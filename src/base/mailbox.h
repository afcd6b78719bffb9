#pragma once

#include <stddef.h>

struct arena;

/* Of one message: more would be a mailing list, which has its own software. */
#define MAILBOXES_MAX 50

/* Where a mail goes to or comes from. */
struct mailbox {
	const char *name;    /* of its owner, as people write it, or NULL */
	const char *address; /* local part, @ and a domain in ASCII */
};

struct mailbox_list {
	struct mailbox *boxes;
	size_t count;
};

const char *mailbox_parse(struct arena *, const char *, struct mailbox_list *);
