#pragma once

struct database;

int command_like(struct database *, const char *, const char *);
