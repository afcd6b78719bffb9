#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "failing_support.h"
#include "step_support.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/findings.h"
#include "config/config.h"
#include "store/database.h"
#include "store/manifest.h"
#include "publish/output.h"
#include "publish/output_check.h"

/* A published site of three files, whose last one is a topic's. */
struct place {
	char root[FOLDER_SIZE];
	char path[64]; /* in it, the output */
	struct topic topics[1];
	struct config config;
	struct database *store;
	int next; /* the descriptor that the next opened file gets */
};

static const char *const names[] = { "index.html", "archive/all-2026-04.atom",
	"rag.atom" };

static void
remember(struct place *p, const char *name, const struct output_file *file,
    const char *topic)
{
	assert_int_equal(manifest_add(p->store,
			     &(struct manifest_file){ .name = name,
				 .topic = topic,
				 .size = file->size,
				 .modified = file->modified }),
	    0);
}

static void
publish_these(struct place *p, const char *const *those, size_t count,
    bool twinned)
{
	struct buf bytes = { 0 };
	struct output output;
	struct output_file file;
	size_t i;

	assert_int_equal(output_open(&output, p->path), 0);
	for (i = 0; i < count; i++) {
		buf_clear(&bytes);
		buf_printf(&bytes, "What %s has, has, has.\n", those[i]);
		assert_int_equal(output_put(&output, those[i], &bytes, twinned,
				     &file),
		    0);
		remember(p, those[i], &file,
		    strcmp(those[i], "rag.atom") == 0 ? "rag" : "");
	}
	assert_int_equal(output_commit(&output), 0);
	output_close(&output);
	buf_free(&bytes);
}

static void
publish(struct place *p, bool twinned)
{
	publish_these(p, names, COUNT(names), twinned);
}

static int
next_descriptor(void)
{
	int fd = dup(STDERR_FILENO);

	assert_int_not_equal(fd, -1);
	assert_int_equal(close(fd), 0);
	/* cppcheck-suppress deallocret ; the number is what is wanted */
	return fd;
}

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->root);
	snprintf(p->path, sizeof(p->path), "%s/public", p->root);
	p->topics[0].slug = "rag";
	p->config.site.output = p->path;
	p->config.site.gzip = true;
	p->config.topics = p->topics;
	p->config.topic_count = 1;
	p->store = open_memory();
	p->next = next_descriptor();
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	/* Nothing stays open. */
	assert_int_equal(next_descriptor(), p->next);
	database_close(p->store);
	remove_folder(p->root);
	free(p);
	return 0;
}

static void
unlink_published(const struct place *p, const char *name)
{
	char path[PATH_SIZE];

	assert_int_equal(unlink(path_in(p->path, name, path)), 0);
}

/* Give a file other bytes and its old time, and add so many nanoseconds. */
static void
change(const struct place *p, const char *name, const char *bytes, size_t n,
    int64_t seconds, long nanoseconds)
{
	char path[PATH_SIZE];
	struct stat st;

	assert_int_equal(stat(path_in(p->path, name, path), &st), 0);
	if (bytes != NULL)
		write_file(path, bytes, n);
	st.st_mtim.tv_sec += seconds;
	st.st_mtim.tv_nsec +=
	    st.st_mtim.tv_nsec > 0 ? -nanoseconds : nanoseconds;
	assert_int_equal(utimensat(AT_FDCWD, path,
			     (struct timespec[]){ st.st_mtim, st.st_mtim }, 0),
	    0);
}

/* Read a file whole. */
static void
read_published(const struct place *p, const char *name, struct buf *bytes)
{
	char path[PATH_SIZE];
	int fd = open(path_in(p->path, name, path), O_RDONLY);

	assert_int_not_equal(fd, -1);
	buf_clear(bytes);
	assert_int_equal(buf_read_fd(bytes, fd), 0);
	close(fd);
}

/* Fails unless so many files are not in order. */
static void
expect_found(struct place *p, size_t count)
{
	struct findings findings = { .path = "public", .silent = true };

	assert_int_equal(output_check(p->store, &p->config, &findings), 0);
	assert_int_equal(findings.count, count);
	assert_int_equal(findings.status, count == 0 ? 0 : EX_DATAERR);
}

static void
test_files_in_order(void **state)
{
	struct place *p = *state;

	expect_found(p, 0);
	publish(p, true);
	expect_found(p, 0);
	/* what is not ours is no matter */
	write_file(path_in(p->path, "mine.txt", (char[PATH_SIZE]){ 0 }), "x",
	    1);
	expect_found(p, 0);
}

static void
test_missing_files(void **state)
{
	struct place *p = *state;
	char moved[80];

	publish(p, true);
	unlink_published(p, names[1]);
	expect_found(p, 1);
	unlink_published(p, names[2]);
	expect_found(p, 2);
	/* a whole folder, or all */
	snprintf(moved, sizeof(moved), "%s/archive", p->path);
	remove_folder(moved);
	expect_found(p, 2);
	snprintf(moved, sizeof(moved), "%s/moved", p->root);
	assert_int_equal(rename(p->path, moved), 0);
	expect_found(p, 3);
	/* a file in the place of a folder */
	assert_int_equal(rename(moved, p->path), 0);
	write_file(path_in(p->path, "archive", (char[PATH_SIZE]){ 0 }), "x", 1);
	expect_found(p, 2);
}

static void
test_other_things_in_a_file_s_place(void **state)
{
	struct place *p = *state;
	char path[PATH_SIZE];

	publish(p, true);
	unlink_published(p, names[0]);
	assert_int_equal(mkdir(path_in(p->path, names[0], path), 0755), 0);
	expect_found(p, 1);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(symlink("rag.atom", path), 0);
	expect_found(p, 1);
	unlink_published(p, "rag.atom.gz");
	assert_int_equal(symlink("index.html.gz",
			     path_in(p->path, "rag.atom.gz", path)),
	    0);
	expect_found(p, 2);
}

static void
test_changed_files(void **state)
{
	struct place *p = *state;
	struct buf bytes = { 0 };

	publish(p, true);
	read_published(p, names[0], &bytes);
	/* another size, and the old time */
	change(p, names[0], bytes.data, bytes.length - 1, 0, 0);
	expect_found(p, 1);
	change(p, names[0], bytes.data, bytes.length, 0, 0);
	expect_found(p, 0);
	/* another time, by a second or a nanosecond; then its twin's */
	change(p, names[0], NULL, 0, 1, 0);
	expect_found(p, 1);
	change(p, names[0], NULL, 0, -1, 0);
	expect_found(p, 0);
	change(p, names[2], NULL, 0, 0, 1);
	expect_found(p, 1);
	change(p, "index.html.gz", NULL, 0, 1, 0);
	expect_found(p, 2);
	change(p, "index.html.gz", NULL, 0, -1, 0);
	expect_found(p, 1);
	change(p, "index.html.gz", NULL, 0, 0, 1);
	expect_found(p, 2);
	buf_free(&bytes);
}

/* Only the bytes can tell, as size and time are those that are remembered. */
static void
test_changed_bytes(void **state)
{
	struct place *p = *state;
	struct buf bytes = { 0 };

	publish(p, true);
	read_published(p, names[0], &bytes);
	bytes.data[3]++;
	change(p, names[0], bytes.data, bytes.length, 0, 0);
	expect_found(p, 1);
	bytes.data[3]--;
	change(p, names[0], bytes.data, bytes.length, 0, 0);
	expect_found(p, 0);
	/* of the twin: another file's, cut, longer, none */
	read_published(p, "rag.atom.gz", &bytes);
	change(p, "index.html.gz", bytes.data, bytes.length, 0, 0);
	expect_found(p, 1);
	change(p, "rag.atom.gz", bytes.data, bytes.length - 1, 0, 0);
	expect_found(p, 2);
	buf_puts(&bytes, "more");
	change(p, "rag.atom.gz", bytes.data, bytes.length, 0, 0);
	expect_found(p, 2);
	change(p, "rag.atom.gz", bytes.data, bytes.length - 4, 0, 0);
	expect_found(p, 1);
	change(p, "rag.atom.gz", "", 0, 0, 0);
	expect_found(p, 2);
	buf_free(&bytes);
}

static void
test_missing_twins(void **state)
{
	struct place *p = *state;

	/* Where there is none, somebody has just asked for them. */
	publish(p, false);
	expect_found(p, 0);
	publish(p, true);
	unlink_published(p, "index.html.gz");
	expect_found(p, 1);
	p->config.site.gzip = false;
	expect_found(p, 0);
	p->config.site.gzip = true;
	unlink_published(p, "archive/all-2026-04.atom.gz");
	expect_found(p, 2);
	unlink_published(p, "rag.atom.gz");
	expect_found(p, 0);
}

/* A name of the most bytes that the store takes has a twin as any other. */
static void
test_long_names(void **state)
{
	struct place *p = *state;
	char name[MANIFEST_NAME_SIZE];
	size_t i;

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	publish(p, false);
	publish_these(p, &(const char *){ name }, 1, true);
	/* the twins of the other files */
	expect_found(p, COUNT(names));
	for (i = 0; i < COUNT(names); i++)
		unlink_published(p, names[i]);
	expect_found(p, COUNT(names));
}

/* What cannot be read is told with the reason, and is not said to be changed. */
static void
expect_unreadable(struct place *p, const char *call, long number, int error,
    const char *name)
{
	struct findings findings = { .path = "public" };
	struct capture errors;
	char wanted[PATH_SIZE];

	capture_start(&errors);
	fail_call(call, number, error);
	assert_int_equal(output_check(p->store, &p->config, &findings), 0);
	assert_true(call_has_failed());
	capture_end(&errors);
	remove_program_name(errors.said);
	snprintf(wanted, sizeof(wanted), "public: %s: %s\n", name,
	    strerror(error));
	assert_string_equal(errors.said, wanted);
	assert_int_equal(findings.status, EX_IOERR);
}

static void
test_unreadable_files(void **state)
{
	struct place *p = *state;

	publish(p, true);
	expect_unreadable(p, "openat", 1, EACCES, names[0]);
	expect_unreadable(p, "openat", 2, EACCES, "index.html.gz");
	expect_unreadable(p, "read", 1, EIO, names[0]);
}

/* A store that cannot be read tells nothing about the files. */
static void
test_unreadable_store(void **state)
{
	struct place *p = *state;
	struct findings findings = { .path = "public", .silent = true };
	size_t step = 1;
	bool failed;
	int ret;

	publish(p, true);
	do {
		fail_step(step++);
		ret = output_check(p->store, &p->config, &findings);
		failed = step_failed();
		assert_int_equal(ret, failed ? -1 : 0);
	} while (failed);
	assert_in_range(step, 5, 100);
}

/* Those of what is no longer configured are left alone. */
static void
test_files_of_others(void **state)
{
	struct place *p = *state;

	publish(p, true);
	remember(p, "rag.rss", &(struct output_file){ 0 }, "rag");
	assert_int_equal(manifest_retire(p->store, "rag.rss", true), 0);
	remember(p, "gone.atom", &(struct output_file){ 0 }, "gone");
	remember(p, "x.atom", &(struct output_file){ 0 }, "x");
	expect_found(p, 0);
	remember(p, "rag.json", &(struct output_file){ 0 }, "rag");
	expect_found(p, 1);
	p->topics[0].slug = "gone";
	expect_found(p, 1);
}

static void
test_missing_files_are_forgotten(void **state)
{
	struct place *p = *state;
	size_t i;

	publish(p, true);
	unlink_published(p, names[1]);
	assert_int_equal(output_forget_missing(p->store, &p->config), 0);
	for (i = 0; i < COUNT(names); i++)
		assert_int_equal(manifest_has(p->store, names[i]), i != 1);
	expect_found(p, 0);
	remove_folder(p->path);
	assert_int_equal(output_forget_missing(p->store, &p->config), 0);
	for (i = 0; i < COUNT(names); i++)
		assert_int_equal(manifest_has(p->store, names[i]), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_files_in_order, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_missing_files, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(
		    test_other_things_in_a_file_s_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_changed_files, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_changed_bytes, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_missing_twins, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_long_names, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_unreadable_files, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_unreadable_store, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_files_of_others, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(
		    test_missing_files_are_forgotten, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
