#ifndef CONFIG_CONFIG_TEXT_H
#define CONFIG_CONFIG_TEXT_H

struct buf;

int config_text_read(struct buf *, const char *);

#endif
