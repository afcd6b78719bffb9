#pragma once

#include <stddef.h>
#include <stdint.h>

struct buf;
struct config;
struct database;
struct mail;
struct mailer;

/* How to send mails. */
struct mailing {
	struct database *database;
	const struct config *config;
	int64_t now;
	int64_t since; /* papers from this day on, due or not, or DATE_NONE */
	struct mailer *mailer; /* that starts the commands */
};

int mailing_send(const struct mailing *, const struct mail *, size_t *);
int mailing_print(const struct mailing *, const struct mail *, struct buf *);
