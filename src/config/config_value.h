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
int config_value_hub(struct config_scan *, const char *);
int config_value_mailboxes(struct config_scan *, const char *);
int config_value_mailbox(struct config_scan *, const char *);
int config_value_every(struct config_scan *, const char *);
int config_value_order(struct config_scan *, const char *);
int config_value_command(struct config_scan *, const char *);
int config_value_unsubscribe(struct config_scan *, const char *);
