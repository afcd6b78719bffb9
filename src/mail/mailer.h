#pragma once

#include <stdint.h>

struct buf;
struct config;
struct mail;
struct mailer;

struct mailer *mailer_start(const struct config *, int64_t (*)(void));
int mailer_send(struct mailer *, const struct mail *, const struct buf *,
    struct buf *);
void mailer_end(struct mailer *);
