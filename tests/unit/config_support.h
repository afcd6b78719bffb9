/* Configurations in the unit tests: files that are loaded, or refused. */
#pragma once

#include "support.h"

#include <stdbool.h>
#include <stddef.h>

#include "config/config.h"

/* A good site and a good topic, of three lines each. */
#define SITE  "site {\n\turl = \"https://papers.example.org/\"\n}\n"
#define TOPIC "topic rag {\n\tmatch = 'RAG'\n}\n"

/* The folder that each test gets, and the configuration file in it. */
struct place {
	char folder[32];
	char file[64];
};

/* A loaded configuration, and what was written to standard error. */
struct loaded {
	struct config config;
	int result;
	char said[8192];
};

/* Gives each test a folder, and removes it. */
int config_set_up(void **state);
int config_tear_down(void **state);
#define WITH_PLACE(f) \
	cmocka_unit_test_setup_teardown(f, config_set_up, config_tear_down)

/* Loads a file, and keeps what is written to standard error. */
void load_config(struct loaded *l, const char *path);

/* Loads a text, which must cause no warning. */
void load_good_config(struct loaded *l, const struct place *p,
    const char *text);

/* Is the message one line, with path and line first, and the reason? */
bool says(const struct loaded *l, const char *path, int line, const char *why);

/* Fails unless a text, or n bytes, are refused; line 0 means no line. */
void refuse_config(const struct place *p, const char *text, int line,
    const char *why);
void refuse_config_bytes(const struct place *p, const char *text, size_t n,
    int line, const char *why);
