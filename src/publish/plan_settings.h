#pragma once

struct plan;
struct publishing;

int plan_settings(struct plan *, struct publishing *);
int plan_settings_note_topics(const struct plan *, struct publishing *);
