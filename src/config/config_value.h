#pragma once

struct config_scan;

int config_value_title(struct config_scan *, const char *);
int config_value_path(struct config_scan *, const char *);
int config_value_site_url(struct config_scan *, const char *);
int config_value_source_url(struct config_scan *, const char *);
int config_value_contact(struct config_scan *, const char *);
int config_value_query(struct config_scan *, const char *);
int config_value_pages(struct config_scan *, const char *);
int config_value_filled(struct config_scan *, const char *);
