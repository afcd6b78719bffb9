#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "paper/record_json.h"
#include "listing/listing.h"
#include "listing/parse.h"
#include "topic/tokenizer.h"
#include "store/papers.h"

int64_t
at(const char *s)
{
	int64_t t = DATE_NONE;

	if (s != NULL)
		assert_int_equal(date_parse_instant(s, &t), 0);
	return t;
}

int64_t
day_of(int yyyymmdd)
{
	int64_t day;

	if (yyyymmdd == 0)
		return DATE_NONE;
	day = date_from_ymd(yyyymmdd / 10000, yyyymmdd / 100 % 100,
	    yyyymmdd % 100);
	assert_int_not_equal(day, DATE_NONE);
	return day;
}

void
expect_instant(int64_t t, const char *wanted)
{
	char got[DATE_RFC3339_SIZE];

	date_format_rfc3339(t, got);
	assert_string_equal(got, wanted);
}

void
expect_text(const char *got, const char *wanted)
{
	if (wanted == NULL) {
		assert_null(got);
		return;
	}
	if (got == NULL)
		fail_msg("nothing, not: %s", wanted);
	assert_string_equal(got, wanted);
}

void
repeat(struct buf *b, const char *text, size_t count)
{
	while (count-- > 0)
		buf_puts(b, text);
}

uint32_t
next_random(uint32_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 17;
	*x ^= *x << 5;
	return *x;
}

struct database *
open_memory(void)
{
	struct database *s;

	assert_int_equal(database_open(&s, ":memory:", DATABASE_WRITE), 0);
	return s;
}

struct store_report
put_listing(struct database *s, const char *source, const struct listing *l)
{
	const struct store_reading reading = { .source = source,
		.read = l->reading };
	struct store_report report = { 0 };

	assert_int_equal(database_begin(s), 0);
	assert_int_equal(papers_put(s, &l->papers, &reading, &report), 0);
	assert_int_equal(database_end(s, 0), 0);
	return report;
}

struct store_report
show_json(struct database *s, const char *source, const char *json,
    const char *now)
{
	const struct listing_request request = { .name = "x.json",
		.asked = DATE_NONE,
		.now = at(now),
		.live = true };
	struct listing l;
	struct store_report report;

	assert_int_equal(parse_listing(&l, &request, json, strlen(json)), 0);
	report = put_listing(s, source, &l);
	listing_free(&l);
	return report;
}

struct store_report
put_json(struct database *s, const char *json, const char *now)
{
	return show_json(s, "", json, now);
}

int
add_record(void *context, const struct paper *p)
{
	static const struct name_list none;

	record_json_write(context, p, &none);
	return 0;
}

void
expect_report(struct store_report got, size_t seen, size_t new, size_t changed)
{
	if (got.seen != seen || got.new != new || got.changed != changed)
		fail_msg("%zu seen, %zu new, %zu changed", got.seen, got.new,
		    got.changed);
}

int
copy_paper(void *context, const struct paper *p)
{
	struct paper_list *l = context;
	struct paper *copy = paper_list_add(l);
	size_t i;

	copy->key = p->key;
	copy->id = arena_string(&l->arena, p->id);
	copy->guid = arena_string(&l->arena, p->guid);
	copy->title = arena_string(&l->arena, p->title);
	copy->abstract = arena_string(&l->arena, p->abstract);
	copy->source.abstract = arena_string(&l->arena, p->source.abstract);
	copy->organization = arena_string(&l->arena, p->organization);
	for (i = 0; i < p->authors.count; i++)
		paper_add_name(&l->arena, &copy->authors, p->authors.names[i],
		    strlen(p->authors.names[i]));
	copy->author_count = p->author_count;
	copy->listed = p->listed;
	copy->updated = p->updated;
	copy->upvotes = p->upvotes;
	copy->peak_upvotes = p->peak_upvotes;
	copy->comments = p->comments;
	copy->stars = p->stars;
	copy->complete = p->complete;
	for (i = 0; i < p->listing_count; i++)
		paper_add_listing(&l->arena, copy, &p->listings[i]);
	return 0;
}

struct paper_list
get_all(struct database *s)
{
	struct paper_list l = { 0 };

	assert_int_equal(papers_each(s, DATE_NONE, copy_paper, &l), 0);
	return l;
}

struct paper_list
get_one(struct database *s)
{
	struct paper_list l = get_all(s);

	assert_int_equal(l.count, 1);
	return l;
}

void
expect_only(struct database *s, const char *title)
{
	struct paper_list l = get_one(s);

	assert_string_equal(l.papers[0].title, title);
	paper_list_free(&l);
}

void
put_numbered(struct database *s, int from, int to, const char *instant,
    const char *title, const char *now)
{
	struct buf json = { 0 };
	int i;

	for (i = from; i < to; i++)
		buf_printf(&json, "%s" ITEM("2604.%05d", "%s %d", AT("%s")),
		    i == from ? "[" : ",", i, title, i, instant);
	buf_putc(&json, ']');
	put_json(s, json.data, now);
	buf_free(&json);
}

void
fill_store(struct database *s)
{
	struct buf json = { 0 };
	int i;

	for (i = 0; i < 40; i++)
		buf_printf(&json,
		    "%s" ITEM("2604.%05d", "Paper %d",
			AT("2026-04-%02dT10:%02d:00Z") ",\"upvotes\":%d,"
						       "\"summary\":\"%s\""),
		    i == 0 ? "[" : ",", i, i, 7 + i / 20, i % 20, i,
		    i % 3 == 0 ? "An agent." : "x");
	for (; i < 44; i++)
		buf_printf(&json,
		    "," ITEM("2604.%05d", "Paper %d",
			AT("2026-04-08T10:30:00Z")),
		    43 + 40 - i, i);
	buf_putc(&json, ']');
	put_json(s, json.data, FIRST_DAY);
	buf_free(&json);
}

void
make_folder(char path[static FOLDER_SIZE])
{
	snprintf(path, FOLDER_SIZE, "/tmp/paperfeed-test.XXXXXX");
	assert_non_null(mkdtemp(path));
}

void
remove_folder(const char *path)
{
	const struct dirent *entry;
	char name[512];
	DIR *dir = opendir(path);

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		if (entry->d_type == DT_DIR)
			remove_folder(name);
		else
			unlink(name);
	}
	closedir(dir);
	assert_int_equal(rmdir(path), 0);
}

const char *
path_in(const char *folder, const char *name, char path[static PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "%s/%s", folder, name);
	return path;
}

void
write_file(const char *path, const char *bytes, size_t n)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

void
expect_packed(const struct buf *packed, const struct buf *wanted)
{
	static const unsigned char head[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0 };
	z_stream z = { 0 };
	struct buf got = { 0 };
	unsigned char chunk[4096];
	int done = Z_OK;

	/* RFC 1952, 2.3: deflate, no name, no time, no system. */
	assert_true(packed->length > 18);
	assert_memory_equal(packed->data, head, sizeof(head));
	assert_int_equal((unsigned char)packed->data[9], 255);
	assert_int_equal(inflateInit2(&z, 31), Z_OK);
	z.next_in = (unsigned char *)packed->data;
	z.avail_in = (unsigned int)packed->length;
	while (done == Z_OK) {
		z.next_out = chunk;
		z.avail_out = sizeof(chunk);
		done = inflate(&z, Z_NO_FLUSH);
		buf_add(&got, (const char *)chunk, sizeof(chunk) - z.avail_out);
	}
	assert_int_equal(done, Z_STREAM_END);
	assert_int_equal(z.avail_in, 0);
	assert_int_equal(inflateEnd(&z), Z_OK);
	assert_int_equal(got.length, wanted->length);
	if (got.length > 0)
		assert_memory_equal(got.data, wanted->data, got.length);
	buf_free(&got);
}

static sqlite3 *
open_as_another(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	return db;
}

void
run_sql(const char *path, const char *sql)
{
	sqlite3 *db = open_as_another(path);

	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

void
expect_sql(const char *path, const char *sql, const char *wanted)
{
	sqlite3 *db = open_as_another(path);
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	assert_string_equal(sqlite3_column_text(q, 0), wanted);
	sqlite3_finalize(q);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

void
capture_start(struct capture *c)
{
	fflush(stderr);
	assert_non_null(c->file = tmpfile());
	assert_true((c->stderr_fd = dup(STDERR_FILENO)) != -1);
	assert_true(dup2(fileno(c->file), STDERR_FILENO) != -1);
}

void
capture_end(struct capture *c)
{
	size_t n;

	fflush(stderr);
	assert_true(dup2(c->stderr_fd, STDERR_FILENO) != -1);
	close(c->stderr_fd);
	rewind(c->file);
	n = fread(c->said, 1, sizeof(c->said) - 1, c->file);
	c->said[n] = '\0';
	fclose(c->file);
}

void
remove_program_name(char *said)
{
	char *line = said, *text;
	size_t n = 0, length;

	while (*line != '\0') {
		text = strstr(line, ": ");
		assert_non_null(text);
		text += 2;
		length = strcspn(text, "\n");
		line = text + length + (text[length] == '\n');
		memmove(said + n, text, (size_t)(line - text));
		n += (size_t)(line - text);
	}
	said[n] = '\0';
}
