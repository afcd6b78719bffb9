#pragma once

struct buf;
struct digest;

void digest_html_write(struct buf *, const struct digest *);
