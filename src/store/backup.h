#pragma once

int backup_make(const char *, const char *);
