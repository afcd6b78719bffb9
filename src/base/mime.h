#pragma once

#include <stddef.h>

struct buf;
struct mailbox_list;

void mime_add_text(struct buf *, const char *, const char *);
void mime_add_mailboxes(struct buf *, const char *,
    const struct mailbox_list *);
void mime_add_id(struct buf *, const char *, const char *, const char *);
void mime_add_quoted_printable(struct buf *, const char *, size_t);
