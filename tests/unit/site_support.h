/* Sites in the unit tests: configured, published, and what lies in them. */
#pragma once

#include "config_support.h"

#include <stdint.h>

struct buf;
struct database;

/* A folder for a configuration and the site of it, which goes with all that is in it. */
int place_set_up(void **state);
int place_tear_down(void **state);
#define WITH_SITE_PLACE(f) \
	cmocka_unit_test_setup_teardown(f, place_set_up, place_tear_down)

/* A site with a store in memory, and the time of its runs: SECOND_DAY. */
struct site_place {
	struct place place;
	struct loaded l;
	struct database *d;
	int64_t now;
};

int site_set_up(void **state);
int site_tear_down(void **state);
#define WITH_SITE(f) \
	cmocka_unit_test_setup_teardown(f, site_set_up, site_tear_down)

/* Loads a configuration in the place of the one before. */
void configure_site(struct site_place *s, const char *text);

/* Adds the bytes of a published file, which must be there. */
void read_published(const struct config *config, const char *name,
    struct buf *bytes);

/* Fails unless a published file has these texts, up to NULL, in this order. */
void expect_published(const struct config *config, const char *name,
    const char *const *wanted);
