/* Publishing while SQLite fails: it is told, and the next run makes good. */
#include "site_support.h"
#include "step_support.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"
#include "store/database.h"
#include "store/papers.h"
#include "publish/publish.h"

#define FIRST_SITE                                                    \
	"site {\n"                                                    \
	"\turl = \"https://papers.example.org/\"\n"                   \
	"\thub = \"https://hub.example.org/\"\n"                      \
	"\tformats = \"atom bib html\"\n"                             \
	"\tgzip = no\n"                                               \
	"}\n"                                                         \
	"source daily {\n"                                            \
	"\turl = \"https://papers.example.net/api?date={date}\"\n"    \
	"}\n"                                                         \
	"topic agents { match = 'agent' }\n"                          \
	"topic best { per-day = 2 archive = no }\n"                   \
	"topic liked { min-upvotes = 10 }\n"                          \
	"topic near { like = \"2604.00101 2604.00104\" about = 3 }\n" \
	"topic shown { source = \"daily\" }\n"

/* Another title and other formats, and topics less. */
#define OTHER_SITE                                  \
	"site {\n"                                  \
	"\turl = \"https://papers.example.org/\"\n" \
	"\ttitle = \"Another title\"\n"             \
	"\tformats = \"atom rss\"\n"                \
	"}\n"                                       \
	"topic agents { match = 'agent OR paper' }\n"

/* Return a hash of all files below a folder: of their paths and bytes. */
static uint64_t
hash_files(const char *folder, const char *below)
{
	char path[PATH_SIZE], name[PATH_SIZE];
	struct buf bytes = { 0 };
	const struct dirent *entry;
	uint64_t sum = 0, hash;
	struct stat st;
	DIR *dir;
	int fd;

	if ((dir = opendir(path_in(folder, below, path))) == NULL)
		return 0;
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		path_in(below, entry->d_name, name);
		fd = open(path_in(folder, name, path), O_RDONLY);
		assert_int_not_equal(fd, -1);
		assert_int_equal(fstat(fd, &st), 0);
		if (S_ISDIR(st.st_mode)) {
			sum += hash_files(folder, name);
		} else {
			buf_clear(&bytes);
			assert_int_equal(buf_read_fd(&bytes, fd), 0);
			hash = hash_add(HASH_START, name, strlen(name) + 1);
			/* in any order */
			sum += hash_add(hash, bytes.data, bytes.length);
		}
		close(fd);
	}
	closedir(dir);
	buf_free(&bytes);
	return sum;
}

/*
 * Publish with one step that fails, a later one each time, until there is none
 * that late.  The files are always those of before or of after, never others.
 */
static void
publish_with_faults(struct database *d, const struct config *config,
    struct publish_options options)
{
	const char *output = config->site.output;
	const uint64_t before = hash_files(output, "");
	uint64_t after = before, now;
	struct publish_report report;
	size_t step = 1;
	bool failed;
	int status;

	do {
		fail_step(step++);
		status = publish(d, config, &options, &report);
		failed = step_failed();
		assert_int_equal(status, failed ? EX_IOERR : 0);
		now = hash_files(output, "");
		if (after == before)
			after = now;
		if (now != before)
			assert_true(now == after);
	} while (failed);
	assert_true(now == after);
	/* Nothing is left to be done. */
	options.all = true;
	assert_int_equal(publish(d, config, &options, &report), 0);
	assert_int_equal(report.written, 0);
	assert_int_equal(report.removed, 0);
}

static struct database *
reopen(struct database *d, const struct config *config)
{
	database_close(d);
	assert_int_equal(database_open(&d, config->site.database,
			     DATABASE_WRITE),
	    0);
	return d;
}

/*
 * Whatever statement fails, publishing fails, and the next one comes to what an
 * unhurt one does.
 */
static void
test_statements_fail(void **state)
{
	struct publish_options options = { .now = at(SECOND_DAY) };
	struct database *d = NULL;
	struct loaded l;

	load_good_config(&l, *state, FIRST_SITE);
	assert_int_equal(database_open(&d, l.config.site.database,
			     DATABASE_WRITE),
	    0);
	fill_store(d);
	put_numbered(d, 200, 204, "2026-02-03T08:00:00Z", "An agent",
	    FIRST_DAY);
	show_json(d, "daily", "[" ITEM("2604.00104", "Paper", NOON) "]",
	    SECOND_DAY);
	/* A new store is thrown away when something fails. */
	d = reopen(d, &l.config);
	publish_with_faults(d, &l.config, options);

	/* papers that are new, changed, and of another month */
	put_numbered(d, 102, 107, "2026-04-09T08:00:00Z", "A new agent",
	    THIRD_DAY);
	put_numbered(d, 210, 212, "2026-03-09T08:00:00Z", "Agents", THIRD_DAY);
	options.now = at(THIRD_DAY);
	publish_with_faults(d, &l.config, options);
	config_free(&l.config);

	load_good_config(&l, *state, OTHER_SITE);
	options.prune = true;
	publish_with_faults(d, &l.config, options);
	config_free(&l.config);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE_PLACE(test_statements_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
