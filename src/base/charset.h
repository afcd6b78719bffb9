#pragma once

struct buf;

void charset_to_utf8(struct buf *, const char *);
