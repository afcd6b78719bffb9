#include "config_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/config.h"

int
config_set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	strcpy(p->folder, "/tmp/test_config.XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	snprintf(p->file, sizeof(p->file), "%s/x.conf", p->folder);
	*state = p;
	return 0;
}

int
config_tear_down(void **state)
{
	struct place *p = *state;

	unlink(p->file);
	assert_int_equal(rmdir(p->folder), 0);
	free(p);
	return 0;
}

/* Read the lines of standard error, without the program's name. */
static void
take_lines(FILE *f, char *said, size_t size)
{
	char line[2048];
	char *text;
	size_t n = 0;

	rewind(f);
	said[0] = '\0';
	while (fgets(line, sizeof(line), f) != NULL) {
		text = strstr(line, ": ");
		assert_non_null(text);
		assert_true(n + strlen(text + 2) < size);
		n += (size_t)snprintf(said + n, size - n, "%s", text + 2);
	}
}

void
load_config(struct loaded *l, const char *path)
{
	FILE *f = tmpfile();
	int saved = dup(STDERR_FILENO);

	assert_non_null(f);
	dup2(fileno(f), STDERR_FILENO);
	l->result = config_load(&l->config, path);
	dup2(saved, STDERR_FILENO);
	close(saved);
	take_lines(f, l->said, sizeof(l->said));
	fclose(f);
}

/* Load a text, which must cause no warning. */
void
load_good_config(struct loaded *l, const struct place *p, const char *text)
{
	write_file(p->file, text, strlen(text));
	load_config(l, p->file);
	if (l->result == -1 || l->said[0] != '\0')
		fail_msg("%.400s: %s", text, l->said);
}

/* Is the message one line, with path and line first, and the reason? */
bool
says(const struct loaded *l, const char *path, int line, const char *why)
{
	char start[128];

	if (line == 0)
		snprintf(start, sizeof(start), "%s: ", path);
	else
		snprintf(start, sizeof(start), "%s:%d: ", path, line);
	return strncmp(l->said, start, strlen(start)) == 0 &&
	    strstr(l->said + strlen(start), why) != NULL &&
	    strchr(l->said, '\n') == l->said + strlen(l->said) - 1;
}

/* Load n bytes, which must be refused; line 0 means no line. */
void
refuse_config_bytes(const struct place *p, const char *text, size_t n, int line,
    const char *why)
{
	struct loaded l;

	write_file(p->file, text, n);
	load_config(&l, p->file);
	if (l.result != -1 || !says(&l, p->file, line, why))
		fail_msg("%.200s\nline %d: %s: %d: '%s'", text, line, why,
		    l.result, l.said);
	assert_null(strstr(l.said, "s3cret"));
	/* The configuration is empty then. */
	assert_null(l.config.arena.blocks);
	assert_int_equal(l.config.topic_count, 0);
}

void
refuse_config(const struct place *p, const char *text, int line,
    const char *why)
{
	refuse_config_bytes(p, text, strlen(text), line, why);
}
