/*
 * Any bytes as paperfeed.conf.  What is accepted has all that other code takes
 * for granted, and its texts are UTF-8.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "config/config.h"
#include "support.h"

static void
check_text(const char *s)
{
	size_t n, left = strlen(s);
	uint32_t c;

	for (; left > 0; s += n, left -= n) {
		n = utf8_decode(s, left, &c);
		require(n > 0);
	}
}

static void
check_topic(const struct topic *t)
{
	check_text(t->slug);
	check_text(t->title);
	require(t->slug[0] != '\0' && t->title[0] != '\0');
	require((t->match == NULL) == (t->query == NULL));
	if (t->match != NULL)
		check_text(t->query);
	if (t->organization != NULL)
		check_text(t->organization);
	require(t->min_upvotes >= 0 && t->per_day >= 0);
}

static void
check_config(const struct config *c)
{
	size_t i;

	check_text(c->site.title);
	check_text(c->site.url);
	check_text(c->site.output);
	check_text(c->site.database);
	for (i = 0; i < c->source_count; i++) {
		require(config_find_source(c, c->sources[i].name) ==
		    &c->sources[i]);
		check_text(c->sources[i].url);
		require(c->sources[i].reread > 0 && c->sources[i].timeout > 0);
	}
	require(c->topic_count > 0 && topic_is_all(&c->topics[0]));
	for (i = 0; i < c->topic_count; i++) {
		require(
		    config_find_topic(c, c->topics[i].slug) == &c->topics[i]);
		check_topic(&c->topics[i]);
	}
}

/* Make a file without a name, in memory where that is a folder. */
static int
make_file(void)
{
	char memory[] = "/dev/shm/fuzz_config.XXXXXX";
	char disk[] = "/tmp/fuzz_config.XXXXXX", *name = memory;
	int fd = mkstemp(name);

	if (fd == -1)
		fd = mkstemp(name = disk);
	require(fd != -1);
	unlink(name);
	return fd;
}

/* Write the data to that file, and return a path to it. */
static const char *
write_file(const uint8_t *data, size_t size)
{
	static char path[32];
	static int fd = -1;

	if (fd == -1) {
		fd = make_file();
		snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	}
	require(ftruncate(fd, 0) == 0);
	require(pwrite(fd, data, size, 0) == (ssize_t)size);
	return path;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config c, again;
	const char *path = write_file(data, size);
	int result = config_load(&c, path);

	if (result == 0)
		check_config(&c);
	/* All errors are told, or the first: the same files are good. */
	require(config_load_all_errors(&again, path) == result);
	config_free(&again);
	config_free(&c);
	return 0;
}
