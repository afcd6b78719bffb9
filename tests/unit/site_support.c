#include "site_support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/database.h"

static void
make_place(struct place *p)
{
	make_folder(p->folder);
	snprintf(p->file, sizeof(p->file), "%s/x.conf", p->folder);
}

int
place_set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_place(p);
	*state = p;
	return 0;
}

int
place_tear_down(void **state)
{
	struct place *p = *state;

	remove_folder(p->folder);
	free(p);
	return 0;
}

int
site_set_up(void **state)
{
	struct site_place *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	make_place(&s->place);
	s->d = open_memory();
	s->now = at(SECOND_DAY);
	*state = s;
	return 0;
}

int
site_tear_down(void **state)
{
	struct site_place *s = *state;

	config_free(&s->l.config);
	database_close(s->d);
	remove_folder(s->place.folder);
	free(s);
	return 0;
}

void
configure_site(struct site_place *s, const char *text)
{
	config_free(&s->l.config);
	load_good_config(&s->l, &s->place, text);
}

void
read_published(const struct config *config, const char *name, struct buf *bytes)
{
	char path[PATH_SIZE];
	int fd = open(path_in(config->site.output, name, path), O_RDONLY);

	if (fd == -1)
		fail_msg("%s is not there", name);
	assert_int_equal(buf_read_fd(bytes, fd), 0);
	close(fd);
}

void
expect_published(const struct config *config, const char *name,
    const char *const *wanted)
{
	struct buf bytes = { 0 };
	const char *at;

	read_published(config, name, &bytes);
	for (at = bytes.data; *wanted != NULL; wanted++) {
		at = strstr(at, *wanted);
		assert_non_null(at);
	}
	buf_free(&bytes);
}
