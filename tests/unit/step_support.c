#include "step_support.h"

#include "support.h"

#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <sqlite3.h>

#include "store/database.h"

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

/* The step that fails, counted from 1 on, or 0, and how many there were. */
static size_t failing, steps;

static int errors; /* what standard error was before */

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

void
fail_step(size_t n)
{
	int null = open("/dev/null", O_WRONLY);

	failing = n;
	steps = known_count = 0;
	errors = dup(STDERR_FILENO);
	assert_int_not_equal(dup2(null, STDERR_FILENO), -1);
	close(null);
}

bool
step_failed(void)
{
	const bool failed = steps >= failing;

	failing = 0;
	assert_int_not_equal(dup2(errors, STDERR_FILENO), -1);
	close(errors);
	return failed;
}

bool
act_with_failing_step(struct database *d, const char *name,
    int (*act)(struct database *), size_t n)
{
	bool failed;
	int ret;

	assert_int_equal(database_begin(d), 0);
	fail_step(n);
	ret = act(d);
	failed = step_failed();
	if ((ret == -1) != failed)
		fail_msg("%s: step %zu: %d", name, n, ret);
	database_end(d, ret == -1 ? -1 : 0);
	return failed;
}
