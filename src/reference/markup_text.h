#pragma once

struct buf;

void markup_text(struct buf *, const char *);
