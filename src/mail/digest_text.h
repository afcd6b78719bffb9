#pragma once

struct buf;
struct digest;

void digest_text_write(struct buf *, const struct digest *);
