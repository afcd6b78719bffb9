#pragma once

struct config_scan;
struct topic;

int authors_file_check(struct config_scan *, const char *);
int authors_file_read(struct config_scan *, struct topic *);
