#ifndef CONFIG_CONFIG_REPORT_H
#define CONFIG_CONFIG_REPORT_H

#include <stdarg.h>

struct cfg_t;

void config_report(struct cfg_t *, const char *, va_list);

#endif
