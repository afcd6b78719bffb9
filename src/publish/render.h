#pragma once

struct buf;
struct plan_file;
struct rendering;

int render_file(struct rendering *, const struct plan_file *, struct buf *);
