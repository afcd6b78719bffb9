#ifndef CONFIG_CONFIG_CHECK_H
#define CONFIG_CONFIG_CHECK_H

#include <stddef.h>

#define CONFIG_END "end-of-file" /* stands behind all blocks */

struct cfg_t;
struct cfg_opt_t;

const char *config_check_option(size_t, const char **);
void config_check_all(struct cfg_t *);
int config_check_number(struct cfg_t *, struct cfg_opt_t *, const char *,
    void *);

#endif
