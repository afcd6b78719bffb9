#pragma once

struct config_scan;

/* Of a URL in a mail's header, whose lines have at most 998 bytes (RFC 5322). */
#define CONFIG_MAIL_URL_MAX 900

int config_value_title(struct config_scan *, const char *);
int config_value_path(struct config_scan *, const char *);
int config_value_own_path(struct config_scan *, const char *);
int config_value_site_url(struct config_scan *, const char *);
int config_value_source_url(struct config_scan *, const char *);
int config_value_contact(struct config_scan *, const char *);
int config_value_query(struct config_scan *, const char *);
int config_value_filled(struct config_scan *, const char *);
int config_value_public_url(struct config_scan *, const char *);
int config_value_mailboxes(struct config_scan *, const char *);
int config_value_mailbox(struct config_scan *, const char *);
int config_value_command(struct config_scan *, const char *);
int config_value_unsubscribe(struct config_scan *, const char *);
int config_value_papers(struct config_scan *, const char *);
