#ifndef CONFIG_CHECK_H
#define CONFIG_CHECK_H

struct cfg_t;

void	 config_check_all(struct cfg_t *);

#endif
