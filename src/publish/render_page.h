#pragma once

struct arena;
struct buf;
struct plan_file;
struct rendering;
struct site_index;

int render_page_topic(struct rendering *, const struct plan_file *,
    struct buf *);
int render_page_past(struct rendering *, const struct plan_file *,
    struct buf *);
int render_page_day(struct rendering *, const struct plan_file *, struct buf *);
int render_page_references(struct rendering *, const struct plan_file *,
    struct buf *);
int render_page_overview(struct rendering *, const struct plan_file *,
    struct buf *);
int render_page_search(struct rendering *, const struct plan_file *,
    struct buf *);
int render_page_days(struct rendering *, struct arena *, struct site_index *);
