/*
 * Loaded before SQLite (LD_PRELOAD), this lets one of a run's statements fail each
 * time that it is begun, as if the disk or the memory did: SQLite is told to
 * interrupt it.
 *
 *	STATEMENT_AT=N		the Nth of different texts, the first one being 1
 *	STATEMENT_LOG=FILE	gets that text when it is begun
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#define TEXTS 500

static const char *known[TEXTS];
static size_t count;
static unsigned long fails_at;
static int log_file = -1;

__attribute__((constructor)) static void
start(void)
{
	const char *at = getenv("STATEMENT_AT"), *log = getenv("STATEMENT_LOG");

	if (at == NULL || log == NULL)
		return;
	fails_at = strtoul(at, NULL, 10);
	/* A confined run cannot open it later. */
	log_file = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
}

/* Return the number of a statement's text. */
static size_t
number_of(const char *text)
{
	size_t i;

	for (i = 0; i < count && strcmp(known[i], text) != 0; i++)
		continue;
	if (i == TEXTS || (i == count && (known[i] = strdup(text)) == NULL))
		abort();
	count += i == count;
	return i + 1;
}

static int
stop(void *unused)
{
	(void)unused;
	return 1;
}

int
sqlite3_step(sqlite3_stmt *s)
{
	static int (*step)(sqlite3_stmt *);
	const char *text = sqlite3_sql(s);
	int result;

	if (step == NULL)
		*(void **)&step = dlsym(RTLD_NEXT, "sqlite3_step");
	if (fails_at == 0 || text == NULL || sqlite3_stmt_busy(s) ||
	    number_of(text) != fails_at)
		return step(s);
	if (ftruncate(log_file, 0) == -1 ||
	    pwrite(log_file, text, strlen(text), 0) == -1)
		abort();
	sqlite3_progress_handler(sqlite3_db_handle(s), 1, stop, NULL);
	result = step(s);
	sqlite3_progress_handler(sqlite3_db_handle(s), 0, NULL, NULL);
	return result;
}
