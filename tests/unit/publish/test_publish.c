/* Publishing while SQLite fails: it is told, and the next run makes good. */
#include "config_support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "store/database.h"
#include "store/papers.h"
#include "publish/publish.h"

#define FIRST_SITE                                                    \
	"site {\n"                                                    \
	"\turl = \"https://papers.example.org/\"\n"                   \
	"\thub = \"https://hub.example.org/\"\n"                      \
	"\tformats = \"atom html\"\n"                                 \
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

/*
 * A step of a statement: the one that begins it, or one that goes on to another
 * row.  There are thousands; those fail that a run makes for the first three
 * times.
 */
struct step {
	char sql[160]; /* its beginning */
	bool begins;
	int times;
};

static struct step known[1000];
static size_t known_count;

/* The step that fails, counted from 1 on; 0: none. */
static size_t failing, steps;

static bool
is_one_of_the_first(const char *sql, bool begins)
{
	struct step *step = known, *end = known + known_count;

	while (step < end &&
	    (step->begins != begins ||
		strncmp(step->sql, sql, sizeof(step->sql) - 1) != 0))
		step++;
	if (step == end) {
		assert_true(known_count < COUNT(known));
		known_count++;
		*step = (struct step){ .begins = begins };
		strncat(step->sql, sql, sizeof(step->sql) - 1);
	}
	return ++step->times <= 3;
}

/*
 * Those of transactions do not fail, nor does what asks FTS5 for its functions,
 * which fails without memory only.
 */
static bool
never_fails(const char *sql)
{
	static const char *const words[] = { "BEGIN", "COMMIT", "ROLLBACK",
		"PRAGMA", "SELECT fts5" };
	size_t i;

	for (i = 0; i < COUNT(words); i++) {
		if (strncasecmp(sql, words[i], strlen(words[i])) == 0)
			return true;
	}
	return false;
}

/*
 * The linker calls this for sqlite3_step() of the program; its --wrap gives it its
 * name.
 * NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
 */
int __real_sqlite3_step(sqlite3_stmt *);
int __wrap_sqlite3_step(sqlite3_stmt *);

int
__wrap_sqlite3_step(sqlite3_stmt *q)
{
	const char *sql = sqlite3_sql(q);

	if (!never_fails(sql) &&
	    is_one_of_the_first(sql, !sqlite3_stmt_busy(q)) &&
	    ++steps == failing)
		return SQLITE_IOERR;
	return __real_sqlite3_step(q);
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* What is said of all these failures is of no interest. */
static int
be_silent(void)
{
	int old = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);

	assert_int_not_equal(dup2(null, STDERR_FILENO), -1);
	close(null);
	return old;
}

static void
be_heard(int old)
{
	assert_int_not_equal(dup2(old, STDERR_FILENO), -1);
	close(old);
}

/*
 * Publish with one step that fails, a later one each time, until there is none
 * that late.
 */
static void
publish_with_faults(struct database *d, const struct config *config,
    struct publish_options options)
{
	struct publish_report report;
	int status, old = be_silent();

	for (failing = 1;; failing++) {
		steps = known_count = 0;
		status = publish(d, config, &options, &report);
		if (steps < failing || status != EX_IOERR)
			break;
	}
	be_heard(old);
	if (steps >= failing)
		fail_msg("step %zu failed, and the status is %d", failing,
		    status);
	failing = 0;
	assert_int_equal(status, 0);
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

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->folder);
	snprintf(p->file, sizeof(p->file), "%s/x.conf", p->folder);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	remove_folder(p->folder);
	free(p);
	return 0;
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
		cmocka_unit_test_setup_teardown(test_statements_fail, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
