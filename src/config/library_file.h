#pragma once

struct config;
struct config_scan;
struct topic;

int library_file_read(struct config *, struct config_scan *, struct topic *);
