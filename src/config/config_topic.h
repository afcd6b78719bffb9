#pragma once

struct config;
struct config_scan;
struct topic;

int config_topic_complete(struct config *, struct config_scan *,
    struct topic *);
