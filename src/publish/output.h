#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/manifest.h"

struct buf;
struct gzip;
struct staged;

/* How a file was left. */
struct output_file {
	int64_t size;
	int64_t modified; /* nanoseconds since 1970 */
	bool new;	  /* its bytes are others than before */
};

/*
 * A folder whose files change whole and together: a file is written beside its
 * place, and takes it when all are committed.
 */
struct output {
	const char *path;    /* for diagnostics */
	const char *changed; /* list of changed files to add to, or NULL */
	int folder;
	struct arena arena;
	struct staged *staged;		  /* written, not yet in their places */
	struct staged **last;		  /* where the next one is linked */
	struct gzip *gzip;		  /* once there was a twin to be made */
	bool thorough;			  /* compare twins' bytes as well */
	bool is_open[MANIFEST_FOLDERS];	  /* made and swept */
	bool is_staged[MANIFEST_FOLDERS]; /* something is staged there */
	size_t staged_count;		  /* with twins */
};

int output_open(struct output *, const char *);
void output_look(struct output *, const char *);
int output_put(struct output *, const char *, const struct buf *, bool,
    struct output_file *);
bool output_has(const struct output *, const char *, const struct output_file *,
    bool);
void output_remove(struct output *, const char *);
int64_t output_free_bytes(const struct output *);
int64_t output_folder_time(const struct output *, const char *);
int output_commit(struct output *);
void output_close(struct output *);
