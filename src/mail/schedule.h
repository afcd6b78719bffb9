#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/period.h"
#include "store/mails.h"

struct arena;
struct database;
struct mail;

/* A mail, and when it is looked at. */
struct schedule {
	const struct mail *mail;
	int64_t now;
	int64_t since; /* papers from this day on, due or not, or DATE_NONE */
	bool ahead;    /* as if the period that is not over were */
};

int schedule_read_state(struct database *, struct arena *,
    const struct schedule *, struct mail_state *);
bool schedule_is_due(const struct schedule *, const struct mail_state *);
struct mail_query schedule_query(const struct schedule *,
    const struct mail_state *);
int64_t schedule_end(const struct schedule *, const struct mail_state *);
struct period schedule_period(const struct mail *, int64_t);
const char *schedule_message_id(struct database *, struct arena *,
    const struct schedule *, const char *);
