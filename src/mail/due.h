#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "store/mails.h"

struct arena;
struct mail;

/* When a mail is looked at. */
struct due {
	const struct mail *mail;
	int64_t now;
	int64_t since; /* papers from this day on, due or not, or DATE_NONE */
};

int due_read_state(struct database *, struct arena *, const struct due *,
    struct mail_state *);
bool due_is(const struct due *, const struct mail_state *);
struct mail_query due_query(const struct due *, const struct mail_state *);
const char *due_message_id(struct database *, struct arena *,
    const struct due *, const char *);
