#pragma once

int durable_rename(const char *, const char *);
