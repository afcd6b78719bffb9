#include "support.h"

#include <sys/wait.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/date.h"
#include "paper/paper.h"
#include "store/database.h"
#include "store/paper_row.h"
#include "store/papers.h"

/* Read the one row that SQL makes without a store. */
static int
read_row(const char *sql, struct arena *a, struct paper *p, struct capture *c)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	int result;

	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	*p = (struct paper){ .listed = DATE_NONE, .updated = DATE_NONE };
	capture_start(c);
	result = paper_row_read(a, p, q);
	capture_end(c);
	sqlite3_finalize(q);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return result;
}

/* Each of the four columns that no paper is without is looked for. */
static void
test_row_without_a_needed_column(void **state)
{
	static const char *const damaged[] = {
		"SELECT 'Title' AS title, 1 AS listed, 2 AS updated",
		"SELECT 'g' AS guid, 1 AS listed, 2 AS updated",
		"SELECT 'g' AS guid, 'Title' AS title, 2 AS updated",
		"SELECT 'g' AS guid, 'Title' AS title, 1 AS listed",
	};
	struct arena a = { 0 };
	struct paper p;
	struct capture c;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(damaged); i++) {
		assert_int_equal(read_row(damaged[i], &a, &p, &c), -1);
		if (strstr(c.said, "the store is damaged") == NULL)
			fail_msg("%s: %s", damaged[i], c.said);
	}
	assert_int_equal(read_row("SELECT 2 AS updated, 'Title' AS title,"
				  " 'x' AS unknown, 1 AS listed, 'g' AS guid",
			     &a, &p, &c),
	    0);
	assert_string_equal(c.said, "");
	assert_string_equal(p.guid, "g");
	assert_string_equal(p.title, "Title");
	assert_int_equal(p.listed, 1);
	assert_int_equal(p.updated, 2);
	arena_free(&a);
}

/* A key that no paper has is a damaged store, and told. */
static void
test_row_of_no_paper(void **state)
{
	struct database *s = open_memory();
	struct arena a = { 0 };
	struct paper p = { 0 };
	struct capture c;
	int result;

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", FIRST_DAY);
	capture_start(&c);
	result = paper_row_get(s, 4711, &a, &p);
	capture_end(&c);
	assert_int_equal(result, -1);
	assert_non_null(strstr(c.said, "a paper that is not there"));
	arena_free(&a);
	database_close(s);
}

/*
 * What the source wrote is kept where cleaning changed it, and only there: as its
 * differences from the cleaned text, or as it is if that is shorter.
 */
static void
test_source_text_is_kept_where_it_differs(void **state)
{
	char folder[FOLDER_SIZE], path[FOLDER_SIZE + 8];
	struct database *s;

	(void)state;
	make_folder(folder);
	snprintf(path, sizeof(path), "%s/x.db", folder);
	assert_int_equal(database_open(&s, path, DATABASE_WRITE), 0);
	put_json(s,
	    "[" ITEM("2604.00001", "Same",
		NOON ",\"summary\":\"Two  blanks.\"") "]",
	    FIRST_DAY);
	put_json(s, "[" ITEM("2604.00002", "$x$", NOON) "]", FIRST_DAY);
	database_close(s);
	expect_sql(path,
	    "SELECT source_title IS NULL AND title = 'Same'"
	    " AND source_abstract = x'040120'"
	    " AND abstract = 'Two blanks.' FROM paper WHERE id = '2604.00001'",
	    "1");
	expect_sql(path,
	    "SELECT source_title = '$x$' AND title = 'x' FROM paper"
	    " WHERE id = '2604.00002'",
	    "1");
	remove_folder(folder);
}

#define ROW "SELECT 'g' AS guid, 1 AS listed, 2 AS updated, 'Title' AS title"

/* Whole texts are those of older stores. */
static void
test_source_text_is_read(void **state)
{
	static const struct {
		const char *sql, *wanted; /* NULL: the store is damaged */
	} rows[] = {
		{ ROW ", NULL AS source_title", "Title" },
		{ ROW ", 'Whole' AS source_title", "Whole" },
		{ ROW ", x'0201727402' AS source_title", NULL },
		{ ROW ", x'020174' AS source_title", "Tittle" },
		{ ROW ", x'' AS source_title", "Title" },
		{ ROW ", x'0600' AS source_title", NULL },
		{ ROW ", NULL AS abstract, x'0000' AS source_abstract", NULL },
	};
	struct arena a = { 0 };
	struct paper p;
	struct capture c;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(read_row(rows[i].sql, &a, &p, &c),
		    rows[i].wanted == NULL ? -1 : 0);
		if (rows[i].wanted != NULL)
			assert_string_equal(p.source.title, rows[i].wanted);
		else
			assert_non_null(strstr(c.said, "store is damaged"));
	}
	arena_free(&a);
}

/* What SQLite says to a paper of many authors, without memory for them. */
static int
bind_without_memory(struct database *d)
{
	struct paper_list l = { 0 };
	struct paper *p = paper_list_add(&l);
	int i;

	p->title = p->source.title = "A title";
	paper_row_statement(d, SQL_ADD_INDEX, p);
	for (i = 0; i < 10000; i++)
		paper_add_name(&l.arena, &p->authors, "Ada Quay", 8);
	sqlite3_hard_heap_limit64(sqlite3_memory_used() + 20000);
	paper_row_statement(d, SQL_ADD_INDEX, p);
	return 0;
}

/* It would be stored without authors, and the index would not be as it is. */
static void
test_names_without_memory_end_the_program(void **state)
{
	struct database *d = open_memory();
	int status;
	pid_t child;

	(void)state;
	fflush(NULL);
	if ((child = fork()) == 0) {
		close(STDERR_FILENO);
		_exit(bind_without_memory(d));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EX_OSERR);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_row_without_a_needed_column),
		cmocka_unit_test(test_row_of_no_paper),
		cmocka_unit_test(test_source_text_is_kept_where_it_differs),
		cmocka_unit_test(test_source_text_is_read),
		cmocka_unit_test(test_names_without_memory_end_the_program),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
