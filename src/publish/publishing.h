#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/manifest.h"
#include "feed/entry_cache.h"
#include "publish/output.h"

struct config;
struct database;

/* One publishing: where from, where to, and what is remembered of the last. */
struct publishing {
	struct database *database;
	const struct config *config;
	int64_t now; /* dates what the configuration changes */
	struct output output;
	struct entry_cache cache;
	struct manifest manifest;
	struct arena arena; /* owns the texts of the manifest and the plan */
};
