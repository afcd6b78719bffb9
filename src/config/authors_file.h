#pragma once

struct config_scan;
struct topic;

int authors_file_read(struct config_scan *, struct topic *);
