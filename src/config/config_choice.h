#pragma once

struct config_scan;

int config_choice_pages(struct config_scan *, const char *);
int config_choice_formats(struct config_scan *, const char *);
int config_choice_yes_no(struct config_scan *, const char *);
int config_choice_every(struct config_scan *, const char *);
int config_choice_categories(struct config_scan *, const char *);
int config_choice_order(struct config_scan *, const char *);
