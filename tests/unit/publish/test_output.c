#include "topic_support.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <zlib.h>

#include "base/buf.h"
#include "store/papers.h"
#include "publish/output.h"
#include "publish/output_file.h"

/* A folder of its own for each test that needs files. */
struct place {
	char root[FOLDER_SIZE];
	char path[64]; /* in it, for output */
	struct output output;
};

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->root);
	snprintf(p->path, sizeof(p->path), "%s/public", p->root);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	remove_folder(p->root);
	free(p);
	return 0;
}

static bool
is_there(const struct place *p, const char *name)
{
	char path[PATH_SIZE];

	return access(path_in(p->path, name, path), F_OK) == 0;
}

static struct stat
look(const struct place *p, const char *name)
{
	char path[PATH_SIZE];
	struct stat st;

	if (lstat(path_in(p->path, name, path), &st) == -1)
		fail_msg("%s is not there", name);
	return st;
}

static int64_t
modified(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

static void
set_time(const struct place *p, const char *name, int64_t seconds)
{
	struct timespec times[2] = { { .tv_sec = seconds, .tv_nsec = 1 },
		{ .tv_sec = seconds, .tv_nsec = 1 } };
	char path[PATH_SIZE];

	assert_int_equal(utimensat(AT_FDCWD, path_in(p->path, name, path),
			     times, 0),
	    0);
}

static void
write_published(const struct place *p, const char *name, const char *text)
{
	char path[PATH_SIZE];

	write_file(path_in(p->path, name, path), text, strlen(text));
}

/* Put one file, as a run of its own does. */
static struct output_file
put_file(struct place *p, const char *name, const char *text, bool twinned)
{
	struct buf bytes = { 0 };
	struct output_file file = { 0 };
	struct stat st;

	buf_puts(&bytes, text);
	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_int_equal(output_put(&p->output, name, &bytes, twinned, &file),
	    0);
	assert_int_equal(output_commit(&p->output), 0);
	st = look(p, name);
	assert_int_equal(st.st_size, file.size);
	assert_int_equal(modified(&st), file.modified);
	assert_int_equal(output_has(&p->output, name, &file, twinned), true);
	assert_int_equal(output_has(&p->output, name, &file, !twinned), false);
	output_close(&p->output);
	buf_free(&bytes);
	return file;
}

/* The file's twin is there, of the same time, and holds the text. */
static void
expect_twin(const struct place *p, const char *name, const char *text)
{
	struct buf packed = { 0 }, wanted = { 0 };
	char twin[128], path[PATH_SIZE];
	struct stat file, other;
	int fd;

	snprintf(twin, sizeof(twin), "%s.gz", name);
	file = look(p, name);
	other = look(p, twin);
	assert_true(S_ISREG(other.st_mode));
	assert_int_equal(other.st_mode & 07777, 0644);
	assert_int_equal(modified(&file), modified(&other));
	fd = open(path_in(p->path, twin, path), O_RDONLY);
	assert_int_not_equal(fd, -1);
	assert_int_equal(buf_read_fd(&packed, fd), 0);
	close(fd);
	buf_puts(&wanted, text);
	expect_packed(&packed, &wanted);
	buf_free(&packed);
	buf_free(&wanted);
}

static void
test_output(void **state)
{
	struct place *p = *state;
	struct stat first, now, twin;

	assert_true(put_file(p, "all.atom", "one", true).new);
	first = look(p, "all.atom");
	twin = look(p, "all.atom.gz");
	assert_int_equal(first.st_mode & 07777, 0644);
	expect_twin(p, "all.atom", "one");
	/* The same again touches nothing. */
	assert_false(put_file(p, "all.atom", "one", true).new);
	now = look(p, "all.atom");
	assert_int_equal(now.st_ino, first.st_ino);
	assert_int_equal(modified(&now), modified(&first));
	now = look(p, "all.atom.gz");
	assert_int_equal(now.st_ino, twin.st_ino);
	/* Other bytes, at once, are a second younger. */
	assert_true(put_file(p, "all.atom", "two", true).new);
	now = look(p, "all.atom");
	assert_int_not_equal(now.st_ino, first.st_ino);
	assert_true(now.st_mtime > first.st_mtime);
	expect_twin(p, "all.atom", "two");
}

static void
test_output_twins(void **state)
{
	struct place *p = *state;
	struct stat first, now;
	char path[PATH_SIZE];

	put_file(p, "all.atom", "one", true);
	first = look(p, "all.atom");
	/* A twin that is gone. */
	unlink(path_in(p->path, "all.atom.gz", path));
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	/* One of another time, if only by a nanosecond; an older file's. */
	set_time(p, "all.atom.gz", first.st_mtime);
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	write_published(p, "all.atom.gz", "rubbish");
	set_time(p, "all.atom.gz", first.st_mtime - 100);
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	/* A link. */
	unlink(path_in(p->path, "all.atom.gz", path));
	assert_int_equal(symlink("all.atom", path), 0);
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	/* None are wanted, then they are again. */
	assert_false(put_file(p, "all.atom", "one", false).new);
	assert_false(is_there(p, "all.atom.gz"));
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	assert_true(put_file(p, "all.atom", "two", false).new);
	assert_false(is_there(p, "all.atom.gz"));
	/* All the while nobody has touched the file for that. */
	put_file(p, "all.rss", "one", true);
	first = look(p, "all.rss");
	put_file(p, "all.rss", "one", false);
	put_file(p, "all.rss", "one", true);
	now = look(p, "all.rss");
	assert_int_equal(now.st_ino, first.st_ino);
	assert_int_equal(modified(&now), modified(&first));
}

/* Stage a file whose bytes are its name. */
static void
put_name(struct place *p, const char *name)
{
	struct buf bytes = { 0 };
	struct output_file file;

	buf_puts(&bytes, name);
	assert_int_equal(output_put(&p->output, name, &bytes, true, &file), 0);
	buf_free(&bytes);
}

/* Whoever wants it has the bytes of twins looked at, not only their times. */
static void
test_thorough_look_at_twins(void **state)
{
	struct place *p = *state;
	struct stat first, now;
	struct timespec times[2];
	char path[PATH_SIZE];
	bool thorough;

	put_file(p, "index.html", "index.html", true);
	first = look(p, "index.html.gz");
	times[0] = times[1] = first.st_mtim;
	for (thorough = false;; thorough = true) {
		assert_int_equal(output_open(&p->output, p->path), 0);
		p->output.thorough = thorough;
		put_name(p, "index.html");
		assert_int_equal(output_commit(&p->output), 0);
		output_close(&p->output);
		now = look(p, "index.html.gz");
		if (!thorough) {
			/* right, so it is left, and then damaged */
			assert_int_equal(now.st_ino, first.st_ino);
			write_published(p, "index.html.gz", "rubbish");
			utimensat(AT_FDCWD,
			    path_in(p->path, "index.html.gz", path), times, 0);
			continue;
		}
		expect_twin(p, "index.html", "index.html");
		break;
	}
	first = look(p, "index.html.gz");
	assert_int_equal(output_open(&p->output, p->path), 0);
	p->output.thorough = true;
	put_name(p, "index.html");
	assert_int_equal(output_commit(&p->output), 0);
	output_close(&p->output);
	now = look(p, "index.html.gz");
	assert_int_equal(now.st_ino, first.st_ino);
}

static void
test_output_future(void **state)
{
	static const char future[] = "2031-01-01T00:00:00Z";
	struct place *p = *state;
	struct stat now;

	put_file(p, "all.atom", "one", true);
	set_time(p, "all.atom", at(future));
	put_file(p, "all.atom", "one", true);
	now = look(p, "all.atom");
	assert_int_equal(now.st_mtime, at(future));
	expect_twin(p, "all.atom", "one");
	put_file(p, "all.atom", "two", true);
	now = look(p, "all.atom");
	assert_int_equal(now.st_mtime, at(future) + 1);
	expect_twin(p, "all.atom", "two");
	/* The younger one of the old file and the old twin counts. */
	set_time(p, "all.atom", at(future) + 10);
	set_time(p, "all.atom.gz", at(future) + 5);
	put_file(p, "all.atom", "three", true);
	now = look(p, "all.atom");
	assert_int_equal(now.st_mtime, at(future) + 11);
	set_time(p, "all.atom", at(future) + 20);
	set_time(p, "all.atom.gz", at(future) + 25);
	put_file(p, "all.atom", "four", true);
	now = look(p, "all.atom");
	assert_int_equal(now.st_mtime, at(future) + 26);
	expect_twin(p, "all.atom", "four");
}

static void
test_output_archive(void **state)
{
	struct place *p = *state;
	struct stat st;
	mode_t mask = umask(077);
	int64_t before;

	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_int_equal(output_folder_time(&p->output, "archive"), 0);
	output_close(&p->output);
	put_file(p, "all.atom", "one", true);
	assert_false(is_there(p, "archive"));
	put_file(p, "archive/all-2026-03.atom", "one", true);
	umask(mask);
	st = look(p, "archive");
	assert_int_equal(st.st_mode & 07777, 0755);
	st = look(p, "archive/all-2026-03.atom");
	assert_int_equal(st.st_mode & 07777, 0644);
	expect_twin(p, "archive/all-2026-03.atom", "one");
	/* A dead run's files are swept there when there is something to do. */
	write_published(p, "archive/.x.atom.paperfeed-new", "half");
	write_published(p, "archive/x.atom.paperfeed-new", "mine");
	write_published(p, "archive/.notes", "mine");
	write_published(p, "archive/.paperfeed-new", "mine");
	write_published(p, ".x.atom.paperfeed-new", "half");
	put_file(p, "all.atom", "two", true);
	assert_true(is_there(p, "archive/.x.atom.paperfeed-new"));
	assert_false(is_there(p, ".x.atom.paperfeed-new"));
	assert_int_equal(output_open(&p->output, p->path), 0);
	before = output_folder_time(&p->output, "archive");
	st = look(p, "archive");
	assert_int_equal(before, modified(&st));
	output_close(&p->output);
	put_file(p, "archive/all-2026-04.atom", "one", true);
	assert_false(is_there(p, "archive/.x.atom.paperfeed-new"));
	assert_true(is_there(p, "archive/x.atom.paperfeed-new"));
	assert_true(is_there(p, "archive/.notes"));
	assert_true(is_there(p, "archive/.paperfeed-new"));
	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_true(output_folder_time(&p->output, "archive") > before);
	output_close(&p->output);
}

/* What is not committed is as if it had not been. */
static void
test_output_not_committed(void **state)
{
	struct place *p = *state;
	struct buf bytes = { 0 };
	struct output_file file;
	struct stat first, now;
	DIR *dir;
	int count = 0;

	put_file(p, "archive/a-2026-01.atom", "one", true);
	first = look(p, "archive/a-2026-01.atom");
	buf_puts(&bytes, "two");
	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_int_equal(output_put(&p->output, "archive/a-2026-01.atom",
			     &bytes, true, &file),
	    0);
	assert_true(file.new);
	put_name(p, "b.atom");
	/* Beside its place a file is hidden, in the same folder. */
	assert_true(is_there(p, "archive/.a-2026-01.atom.paperfeed-new"));
	assert_true(is_there(p, ".b.atom.paperfeed-new"));
	output_remove(&p->output, "archive/a-2026-01.atom");
	output_close(&p->output);
	now = look(p, "archive/a-2026-01.atom");
	assert_int_equal(now.st_ino, first.st_ino);
	expect_twin(p, "archive/a-2026-01.atom", "one");
	dir = fdopendir(open(p->path, O_RDONLY | O_DIRECTORY));
	while (readdir(dir) != NULL)
		count++;
	closedir(dir);
	assert_int_equal(count, 3); /* ., .. and archive */
	buf_free(&bytes);
}

static void
test_output_has(void **state)
{
	struct place *p = *state;
	struct output_file file, other;
	char path[PATH_SIZE], moved[PATH_SIZE];

	file = put_file(p, "all.atom", "one", true);
	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_true(output_has(&p->output, "all.atom", &file, true));
	assert_false(output_has(&p->output, "none.atom", &file, true));
	other = file;
	other.size++;
	assert_false(output_has(&p->output, "all.atom", &other, true));
	other = file;
	other.modified++;
	assert_false(output_has(&p->output, "all.atom", &other, true));
	set_time(p, "all.atom.gz", at(NEWEST));
	assert_false(output_has(&p->output, "all.atom", &file, true));
	unlink(path_in(p->path, "all.atom.gz", path));
	assert_false(output_has(&p->output, "all.atom", &file, true));
	assert_true(output_has(&p->output, "all.atom", &file, false));
	/* A link to it is not it. */
	assert_int_equal(rename(path_in(p->path, "all.atom", path),
			     path_in(p->path, "moved", moved)),
	    0);
	assert_int_equal(symlink("moved", path), 0);
	assert_false(output_has(&p->output, "all.atom", &file, false));
	output_close(&p->output);
}

static void
test_output_remove(void **state)
{
	struct place *p = *state;

	put_file(p, "all.atom", "one", true);
	put_file(p, "all.rss", "one", true);
	put_file(p, "archive/a-2026-01.atom", "one", true);
	assert_int_equal(output_open(&p->output, p->path), 0);
	output_remove(&p->output, "all.atom");
	output_remove(&p->output, "archive/a-2026-01.atom");
	output_remove(&p->output, "never.atom");
	assert_true(is_there(p, "all.atom"));
	assert_int_equal(output_commit(&p->output), 0);
	output_close(&p->output);
	assert_false(is_there(p, "all.atom"));
	assert_false(is_there(p, "all.atom.gz"));
	assert_false(is_there(p, "archive/a-2026-01.atom"));
	assert_false(is_there(p, "archive/a-2026-01.atom.gz"));
	expect_twin(p, "all.rss", "one");
}

/* The list of changed files holds what was appended to it, and nothing else. */
static void
expect_list(const char *path, const char *expected)
{
	struct buf list = { 0 };
	int fd = open(path, O_RDONLY);

	assert_int_not_equal(fd, -1);
	assert_int_equal(buf_read_fd(&list, fd), 0);
	close(fd);
	assert_string_equal(list.data, expected);
	buf_free(&list);
}

static const char in_order[] = "day/2026-11-20.html.gz\n"
			       "day/2026-11-20.html\n"
			       "agents.html.gz\n"
			       "agents.html\n"
			       "archive/agents-2026-02.atom.gz\n"
			       "archive/agents-2026-02.atom\n"
			       "archive/agents-2026-10.atom.gz\n"
			       "archive/agents-2026-10.atom\n"
			       "agents.atom.gz\n"
			       "agents.atom\n"
			       "agents.json.gz\n"
			       "agents.json\n"
			       "agents.rss.gz\n"
			       "agents.rss\n"
			       "feeds.opml.gz\n"
			       "feeds.opml\n"
			       "index.html.gz\n"
			       "index.html\n"
			       "status.json.gz\n"
			       "status.json\n"
			       "day/2026-11-19.html.gz\n"
			       "day/2026-11-19.html\n";

/*
 * What others link to takes its place first, whatever the order it was made in,
 * and so do the names in the list of changed files, before and after.
 */
static void
test_order_of_places(void **state)
{
	struct place *p = *state;
	char list[128], twice[2 * sizeof(in_order)];

	snprintf(list, sizeof(list), "%s/list", p->root);
	assert_int_equal(output_open(&p->output, p->path), 0);
	p->output.changed = list;
	output_remove(&p->output, "day/2026-11-19.html");
	put_name(p, "status.json");
	put_name(p, "index.html");
	put_name(p, "agents.rss");
	put_name(p, "agents.json");
	put_name(p, "agents.atom");
	put_name(p, "agents.html");
	put_name(p, "archive/agents-2026-10.atom");
	put_name(p, "archive/agents-2026-02.atom");
	put_name(p, "day/2026-11-20.html");
	put_name(p, "feeds.opml");
	assert_int_equal(output_commit(&p->output), 0);
	output_close(&p->output);
	snprintf(twice, sizeof(twice), "%s%s", in_order, in_order);
	expect_list(list, twice);
	assert_true(is_there(p, "archive/agents-2026-02.atom.gz"));
	assert_true(is_there(p, "index.html"));
}

/* If the list cannot be written, no file takes its place. */
static void
test_unwritable_list(void **state)
{
	struct place *p = *state;

	assert_int_equal(output_open(&p->output, p->path), 0);
	p->output.changed = p->root;
	put_name(p, "rag.atom");
	assert_int_equal(output_commit(&p->output), -1);
	output_close(&p->output);
	assert_false(is_there(p, "rag.atom"));
	assert_false(is_there(p, "rag.atom.gz"));
}

/* What is no file, in the place of a file or its twin, is left and told. */
static void
test_no_file_in_a_place(void **state)
{
	static const char *const names[] = { "index.html", "index.html.gz" };
	struct place *p = *state;
	struct buf bytes = { 0 };
	struct output_file file;
	struct capture errors;
	char path[PATH_SIZE];
	size_t i;

	buf_puts(&bytes, "one");
	for (i = 0; i < COUNT(names); i++) {
		assert_int_equal(output_open(&p->output, p->path), 0);
		path_in(p->path, names[i], path);
		assert_int_equal(mkdir(path, 0755), 0);
		capture_start(&errors);
		assert_int_equal(output_put(&p->output, "index.html", &bytes,
				     true, &file),
		    -1);
		capture_end(&errors);
		assert_non_null(strstr(errors.said,
		    "something that is no file is in its place"));
		output_close(&p->output);
		assert_int_equal(rmdir(path), 0);
	}
	buf_free(&bytes);
}

/* What cannot take its place is told, and those behind it stay as they are. */
static void
test_place_that_is_taken(void **state)
{
	struct place *p = *state;
	struct capture errors;
	char path[PATH_SIZE];

	put_file(p, "index.html", "old", true);
	assert_int_equal(output_open(&p->output, p->path), 0);
	put_name(p, "index.html");
	put_name(p, "rag.atom");
	assert_int_equal(mkdir(path_in(p->path, "rag.atom", path), 0755), 0);
	capture_start(&errors);
	assert_int_equal(output_commit(&p->output), -1);
	capture_end(&errors);
	assert_non_null(strstr(errors.said, "/public/rag.atom: "));
	output_close(&p->output);
	expect_twin(p, "index.html", "old");
	assert_int_equal(rmdir(path), 0);
	/* nor can what is no file be removed */
	assert_int_equal(mkdir(path, 0755), 0);
	assert_int_equal(output_open(&p->output, p->path), 0);
	output_remove(&p->output, "rag.atom");
	capture_start(&errors);
	assert_int_equal(output_commit(&p->output), -1);
	capture_end(&errors);
	assert_non_null(strstr(errors.said, "/public/rag.atom: "));
	output_close(&p->output);
}

/* Fails unless the path of the output cannot be opened, and that is said. */
static void
expect_no_output(struct place *p)
{
	const int before = fcntl(STDIN_FILENO, F_GETFD);
	struct capture errors;

	capture_start(&errors);
	assert_int_equal(output_open(&p->output, p->path), -1);
	capture_end(&errors);
	remove_program_name(errors.said);
	assert_int_equal(strncmp(errors.said, p->path, strlen(p->path)), 0);
	assert_ptr_equal(strchr(errors.said, '\n'),
	    errors.said + strlen(errors.said) - 1);
	output_close(&p->output);
	/* standard input is no folder of ours */
	assert_int_equal(fcntl(STDIN_FILENO, F_GETFD), before);
}

/* No folder, or something else in its place. */
static void
test_missing_output(void **state)
{
	struct place *p = *state;
	struct buf bytes = { 0 };
	struct output_file file;
	struct capture errors;
	struct stat st;

	output_look(&p->output, p->path);
	assert_false(is_there(p, ""));
	assert_int_equal(output_folder_time(&p->output, ""), 0);
	assert_true(output_free_bytes(&p->output) == INT64_MAX);
	output_close(&p->output);

	assert_int_equal(output_open(&p->output, p->path), 0);
	st = look(p, "");
	assert_int_equal(output_folder_time(&p->output, ""), modified(&st));
	assert_true(output_free_bytes(&p->output) < INT64_MAX);
	/* somebody removes it */
	assert_int_equal(rmdir(p->path), 0);
	buf_puts(&bytes, "one");
	capture_start(&errors);
	assert_int_equal(output_put(&p->output, "archive/a-2026-01.atom",
			     &bytes, true, &file),
	    -1);
	capture_end(&errors);
	remove_program_name(errors.said);
	assert_non_null(strstr(errors.said, "/public/archive: "));
	assert_ptr_equal(strchr(errors.said, '\n'),
	    errors.said + strlen(errors.said) - 1);
	output_close(&p->output);
	buf_free(&bytes);

	write_file(p->path, "x", 1);
	expect_no_output(p);
	snprintf(p->path, sizeof(p->path), "%s/none/public", p->root);
	expect_no_output(p);
}

/* The longest name that the store takes has a twin as others have. */
static void
test_longest_name(void **state)
{
	char name[MANIFEST_NAME_SIZE] = { 0 };

	memset(name, 'x', sizeof(name) - 1);
	put_file(*state, name, "one", true);
}

/* Bytes that differ, end earlier or go on are others, wherever that is. */
static void
test_output_file_has(void **state)
{
	static const size_t lengths[] = { 1, 16383, 16384, 16385, 40000 };
	const struct place *p = *state;
	struct buf bytes = { 0 };
	size_t i;
	int folder;

	folder = open(p->root, O_RDONLY | O_DIRECTORY);
	assert_int_not_equal(folder, -1);
	for (i = 0; i < COUNT(lengths); i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s/file", p->root);
		buf_clear(&bytes);
		repeat(&bytes, "x", lengths[i]);
		write_file(path, bytes.data, bytes.length);
		assert_true(output_file_has(folder, "file", &bytes));
		bytes.data[bytes.length - 1]++;
		assert_false(output_file_has(folder, "file", &bytes));
		bytes.data[bytes.length - 1]--;
		bytes.length--;
		assert_false(output_file_has(folder, "file", &bytes));
		bytes.length++;
		repeat(&bytes, "x", 20000);
		assert_false(output_file_has(folder, "file", &bytes));
	}
	assert_false(output_file_has(folder, "none", &bytes));
	close(folder);
	buf_free(&bytes);
}

static void
ignore_alarm(int signal)
{
	(void)signal;
}

/* Read a pipe slowly, and tell whether exactly these bytes came. */
static int
read_slowly(int from, const struct buf *bytes)
{
	const struct timespec pause = { .tv_nsec = 200000 };
	char chunk[8 * 1024];
	size_t done = 0;
	ssize_t n;

	while ((n = read(from, chunk, sizeof(chunk))) > 0) {
		if ((size_t)n > bytes->length - done ||
		    memcmp(chunk, bytes->data + done, (size_t)n) != 0)
			return 1;
		done += (size_t)n;
		nanosleep(&pause, NULL);
	}
	return n == -1 || done != bytes->length;
}

/* A write that is interrupted half-way goes on where it was. */
static void
test_interrupted_write(void **state)
{
	const struct itimerval often = { { .tv_usec = 1000 },
		{ .tv_usec = 1000 } };
	const struct itimerval never = { 0 };
	struct sigaction old, ignore = { .sa_handler = ignore_alarm };
	struct buf bytes = { 0 };
	int ends[2], status;
	pid_t reader;

	(void)state;
	repeat(&bytes, "0123456789abcde", 60000);
	assert_int_equal(pipe(ends), 0);
	reader = fork();
	assert_int_not_equal(reader, -1);
	if (reader == 0) {
		close(ends[1]);
		_exit(read_slowly(ends[0], &bytes));
	}
	close(ends[0]);
	assert_int_equal(sigaction(SIGALRM, &ignore, &old), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &often, NULL), 0);
	status = output_file_write(ends[1], &bytes);
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &old, NULL);
	assert_int_equal(status, 0);
	close(ends[1]);
	assert_int_equal(waitpid(reader, &status, 0), reader);
	assert_int_equal(status, 0);
	buf_free(&bytes);
}

#define WITH_PLACE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_output),
		WITH_PLACE(test_output_twins),
		WITH_PLACE(test_thorough_look_at_twins),
		WITH_PLACE(test_output_future),
		WITH_PLACE(test_output_archive),
		WITH_PLACE(test_output_not_committed),
		WITH_PLACE(test_output_has),
		WITH_PLACE(test_output_remove),
		WITH_PLACE(test_order_of_places),
		WITH_PLACE(test_unwritable_list),
		WITH_PLACE(test_no_file_in_a_place),
		WITH_PLACE(test_place_that_is_taken),
		WITH_PLACE(test_missing_output),
		WITH_PLACE(test_longest_name),
		WITH_PLACE(test_output_file_has),
		cmocka_unit_test(test_interrupted_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
