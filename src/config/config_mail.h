#pragma once

struct config;

int config_mail_complete(struct config *, const char *);
