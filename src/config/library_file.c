/* Reads the library of papers that a topic names as its like-file. */
#include "config/library_file.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "reference/library.h"
#include "reference/references.h"
#include "topic/topic.h"
#include "config/config.h"
#include "config/config_scan.h"
#include "config/topic_file.h"

/* Add a library that the configuration owns. */
static struct library *
add_library(struct config *c)
{
	struct library *l = arena_array(&c->arena, 1, sizeof(*l));

	c->libraries = array_grow_in(&c->arena, c->libraries, c->library_count,
	    sizeof(struct library *));
	c->libraries[c->library_count++] = l;
	return l;
}

/*
 * Read the papers of a topic's like-file, if it has one; config_free() frees them.
 * Return 0, or -1 after reporting an error with the file's name and place.
 */
int
library_file_read(struct config *c, struct config_scan *s, struct topic *t)
{
	struct buf bytes = { 0 };
	struct library *l;
	int ret;

	if (t->like_file == NULL)
		return 0;
	/* One byte more than a library may have makes it too large. */
	if (topic_file_read(t->like_file, LIBRARY_MAX + 1, &bytes) == -1) {
		ret = config_scan_error(s, "topic %s: like-file '%.100s': %s",
		    t->slug, t->like_file, strerror(errno));
		goto out;
	}
	l = add_library(c);
	ret = references_read(l, t->like_file,
	    bytes.length == 0 ? "" : bytes.data, bytes.length);
	if (ret == 0)
		t->library = &l->papers;
	else
		config_scan_error(s, "topic %s: like-file: %s", t->slug,
		    l->why);
out:
	buf_free(&bytes);
	return ret;
}
