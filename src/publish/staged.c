/*
 * Files that were written beside their places: in which order they take them,
 * and which ones they are.
 */
#include "publish/staged.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "topic/topic_format.h"
#include "publish/output_file.h"

#define SUFFIX ".paperfeed-new"

static bool
ends_with(const char *name, size_t length, const char *suffix)
{
	size_t n = strlen(suffix);

	return length > n && memcmp(name + length - n, suffix, n) == 0;
}

/* The length of a name without what makes it a twin. */
static size_t
plain_length(const char *name)
{
	size_t length = strlen(name);

	if (ends_with(name, length, STAGED_TWIN))
		length -= strlen(STAGED_TWIN);
	return length;
}

/* The rank of a topic's file, or of another one that pages link to. */
static enum staged_rank
rank_of_topic(const char *name, size_t length)
{
	static const enum staged_rank ranks[] = {
		[TOPIC_FEED] = STAGED_FEED,
		[TOPIC_REFERENCES] = STAGED_PAGE,
		[TOPIC_PAGE] = STAGED_TOPIC,
	};
	const struct topic_format *f = topic_format_of_file(name, length);

	return f == NULL ? STAGED_PAGE : ranks[f->kind];
}

/* Return the rank of a file that is made; a twin has that of its file. */
enum staged_rank
staged_rank(const char *name)
{
	static const struct {
		const char *name;
		enum staged_rank rank;
	} known[] = {
		{ "index.html", STAGED_LIST },
		{ "feeds.opml", STAGED_LIST },
		{ "status.json", STAGED_STATUS },
	};
	size_t i, length = plain_length(name);

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i].name) == length &&
		    memcmp(known[i].name, name, length) == 0)
			return known[i].rank;
	}
	if (strchr(name, '/') != NULL)
		return ends_with(name, length, ".atom") ? STAGED_ARCHIVE :
							  STAGED_PAGE;
	return rank_of_topic(name, length);
}

/*
 * Return the name that a file has until it takes its place, hidden in the same
 * folder.
 */
const char *
staged_name_beside(struct arena *a, const char *name)
{
	const char *slash = strrchr(name, '/');
	int folder = slash == NULL ? 0 : (int)(slash + 1 - name);

	return arena_printf(a, "%.*s.%s" SUFFIX, folder, name, name + folder);
}

/* Is a file, by its name in its folder, one that a run left when it died? */
bool
staged_is_left_over(const char *name)
{
	return name[0] == '.' && ends_with(name, strlen(name), SUFFIX);
}

/*
 * By rank, then by name, which puts the oldest document of an archive first; a
 * twin comes just before its file.
 */
static int
compare(const void *left, const void *right)
{
	const struct staged *a = left, *b = right;
	size_t m = plain_length(a->name), n = plain_length(b->name);
	int order;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	order = memcmp(a->name, b->name, m < n ? m : n);
	return order != 0 ? order : strcmp(b->name, a->name);
}

/*
 * Return the files of a list in the order in which they take their places, in
 * the arena.
 */
struct staged *
staged_sort(struct arena *a, const struct staged *list)
{
	const struct staged *file;
	struct staged *files;
	size_t i, count = 0;

	for (file = list; file != NULL; file = file->next)
		count++;
	if (count == 0)
		return NULL;
	files = arena_alloc(a, count * sizeof(*files));
	for (i = 0, file = list; file != NULL; file = file->next)
		files[i++] = *file;
	qsort(files, count, sizeof(*files), compare);
	for (i = 0; i < count; i++)
		files[i].next = i + 1 < count ? &files[i + 1] : NULL;
	return files;
}

/* Add the names of the files, a line each. */
void
staged_add_names(const struct staged *list, struct buf *names)
{
	for (; list != NULL; list = list->next)
		buf_printf(names, "%s\n", list->name);
}

/* Bring files of a folder to the disk.  Return 0, or -1 with errno. */
int
staged_sync(const struct staged *list, int folder)
{
	for (; list != NULL; list = list->next) {
		if (list->beside != NULL &&
		    output_file_sync(folder, list->beside) == -1)
			return -1;
	}
	return 0;
}

/*
 * Put a file of a folder into its place, or remove it.  Return 0, or -1 with
 * errno.
 */
int
staged_take_place(const struct staged *file, int folder)
{
	if (file->beside != NULL)
		return renameat(folder, file->beside, folder, file->name);
	if (unlinkat(folder, file->name, 0) == -1 && errno != ENOENT)
		return -1;
	return 0;
}
