#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The output itself, "", and the folders in it. */
#define MANIFEST_FOLDERS 6
extern const char *const manifest_folders[MANIFEST_FOLDERS];

/* Of the longest path: archive/, a slug, a month, a suffix, .gz. */
#define MANIFEST_NAME_SIZE 128

struct arena;
struct database;
struct name_list;

/* What the store remembers of the last publishing. */
struct manifest {
	const char *settings; /* the configuration that shows in files */
	const char *outline;  /* the list of topics */
	int64_t listed;	      /* when that last changed */
	const char *pages;    /* what shows on every page */
	int64_t published;    /* when, or DATE_NONE */
};

/* A published file as it was left. */
struct manifest_file {
	const char *name;  /* its path in the output */
	const char *topic; /* slug of its topic; empty: the site's */
	int64_t size;
	int64_t modified; /* nanoseconds since 1970 */
	bool retired;	  /* of a format that was switched off */
};

/* A visitor of files. */
typedef void manifest_visit(void *, const struct manifest_file *);

int manifest_read(struct database *, struct arena *, struct manifest *);
int manifest_keep(struct database *, const struct manifest *);
size_t manifest_folder_of(const char *);
int manifest_folder(struct database *, const char *, int64_t *);
int manifest_keep_folder(struct database *, const char *, int64_t);
int manifest_add(struct database *, const struct manifest_file *);
int manifest_remove(struct database *, const char *);
int manifest_has(struct database *, const char *);
int manifest_has_as(struct database *, const struct manifest_file *);
int manifest_each(struct database *, const char *, manifest_visit *, void *);
int manifest_add_names(struct database *, struct arena *, const char *,
    struct name_list *);
int manifest_retire(struct database *, const char *, bool);
int manifest_add_retired_files(struct database *, struct arena *,
    struct name_list *);
int manifest_add_retired(struct database *, struct arena *, struct name_list *);
