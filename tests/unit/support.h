/*
 * What several unit tests need: cmocka, instants, a store in memory, files in
 * a folder of their own, and what is written to standard error.
 */
#pragma once

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

struct buf;
struct listing;
struct paper;
struct paper_list;
struct database;
struct store_report;

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The instant that a date or a date with a time names; NULL is DATE_NONE. */
int64_t at(const char *s);

/* The day that is written as 20260408; 0 is DATE_NONE. */
int64_t day_of(int yyyymmdd);

/* Fails unless t is the instant of this RFC 3339 text. */
void expect_instant(int64_t t, const char *wanted);

/* Fails unless both are NULL or the same text. */
void expect_text(const char *got, const char *wanted);

/* Appends a text many times. */
void repeat(struct buf *b, const char *text, size_t count);

/* The next of a row of random numbers (xorshift); *x must not be 0. */
uint32_t next_random(uint32_t *x);

/* An empty store in memory; the caller closes it. */
struct database *open_memory(void);

/*
 * Stores a listing that a source showed, in a transaction of its own.  The
 * source "" means that the listing was imported.
 */
struct store_report put_listing(struct database *s, const char *source,
    const struct listing *l);

/* Stores a listing in JSON that a source showed at the instant now. */
struct store_report show_json(struct database *s, const char *source,
    const char *json, const char *now);

/* Stores a listing in JSON that was imported at the instant now. */
struct store_report put_json(struct database *s, const char *json,
    const char *now);

/* For papers_each and the like: appends the record of p to the buf context. */
int add_record(void *context, const struct paper *p);

/* Items of a listing in JSON, in short; more is what else the paper has. */
#define ITEM(id, title, more) \
	"{\"paper\":{\"id\":\"" id "\",\"title\":\"" title "\"" more "}}"
#define AT(instant) ",\"submittedOnDailyAt\":\"" instant "\""
#define NOON	    AT("2026-04-08T12:00:00Z")

#define FIRST_DAY  "2026-04-08T13:00:00Z" /* instants of runs */
#define SECOND_DAY "2026-04-09T13:00:00Z"
#define THIRD_DAY  "2026-04-10T13:00:00Z"

/* Stores papers numbered from `from` to before `to`, listed at an instant. */
void put_numbered(struct database *s, int from, int to, const char *instant,
    const char *title, const char *now);

/*
 * Stores 44 papers: twenty of each of two days, a minute apart, and four of
 * one second.  Each third of the twenties is about an agent.
 */
void fill_store(struct database *s);

/* Fails unless so many papers were seen, new and changed. */
void expect_report(struct store_report got, size_t seen, size_t new,
    size_t changed);

/* For papers_each: appends a copy of p to the paper_list context. */
int copy_paper(void *context, const struct paper *p);

/* All papers of the store, oldest first; paper_list_free() frees them. */
struct paper_list get_all(struct database *s);

/* The only paper of the store. */
struct paper_list get_one(struct database *s);

/* Fails unless the store has one paper, with this title. */
void expect_only(struct database *s, const char *title);

/* Makes an empty folder in /tmp and writes its path. */
#define FOLDER_SIZE 32
void make_folder(char path[static FOLDER_SIZE]);

/* Removes a folder and all that is in it. */
void remove_folder(const char *path);

/* Writes the path of what has that name in a folder, and returns it. */
#define PATH_SIZE 256
const char *path_in(const char *folder, const char *name,
    char path[static PATH_SIZE]);

/* Writes a file of n bytes. */
void write_file(const char *path, const char *bytes, size_t n);

/* Fails unless packed is one member of gzip, of these bytes. */
void expect_packed(const struct buf *packed, const struct buf *wanted);

/* Runs SQL on a store's file as another program does. */
void run_sql(const char *path, const char *sql);

/* Fails unless SQL answers with one row of one column, this text. */
void expect_sql(const char *path, const char *sql, const char *wanted);

/* What is written to standard error from capture_start to capture_end. */
struct capture {
	FILE *file;
	int stderr_fd;
	char said[8192]; /* what is longer is cut */
};
void capture_start(struct capture *c);
void capture_end(struct capture *c);

/* Removes what err(3) puts before each line: the name of the program. */
void remove_program_name(char *said);
