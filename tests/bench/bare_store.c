/* Keeps the papers of a listing in a new store. */
#include <sys/stat.h>

#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "bare.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define ISLAND	 "data-target=\"DailyPapers\" data-props=\""

struct paper *papers;
size_t paper_count;
sqlite3 *db;

/*
 * A new file needs no journal, as nobody wants a half-made one.  Its commit
 * brings it to the disk.
 */
static const char schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE;"
    "PRAGMA page_size = 16384;"
    " PRAGMA cache_size = -4096; BEGIN;"
    "CREATE TABLE paper (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " title TEXT, abstract TEXT, summary TEXT, authors TEXT, organization TEXT,"
    " submitter TEXT, keywords TEXT, code TEXT, project TEXT, thumbnail TEXT,"
    " published INTEGER, listed INTEGER, upvotes INTEGER, comments INTEGER,"
    " stars INTEGER);"
    "CREATE VIRTUAL TABLE paper_index USING fts5(title, abstract, authors,"
    " organization, keywords, content = 'paper', content_rowid = 'key',"
    " tokenize = 'unicode61', columnsize = 0);"
    "INSERT INTO paper_index (paper_index, rank) VALUES ('hashsize', 4194304)";

/* Columns in the index's order. */
static const enum column indexed[] = { TITLE, ABSTRACT, AUTHORS, ORGANIZATION,
	KEYWORDS };

/* End the program with SQLite's message unless all is good. */
void
check(bool good)
{
	if (!good)
		errx(1, "%s", sqlite3_errmsg(db));
}

sqlite3_stmt *
prepare(const char *sql)
{
	sqlite3_stmt *q;

	check(sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK);
	return q;
}

static void
insert(sqlite3_stmt *q)
{
	check(sqlite3_step(q) == SQLITE_DONE);
	sqlite3_reset(q);
}

static int
number(const char *s)
{
	return (int)strtol(s, NULL, 10);
}

/* Seconds since 1970 of a text like 2026-04-08T12:34:56.000Z. */
static int64_t
instant(const char *s)
{
	struct tm tm = { 0 };

	if (s == NULL || strlen(s) < strlen("2026-04-08T12:34:56"))
		return 0;
	tm.tm_year = number(s) - 1900;
	tm.tm_mon = number(s + 5) - 1;
	tm.tm_mday = number(s + 8);
	tm.tm_hour = number(s + 11);
	tm.tm_min = number(s + 14);
	tm.tm_sec = number(s + 17);
	return timegm(&tm);
}

static const cJSON *
get(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

static const char *
string(const cJSON *object, const char *name)
{
	return cJSON_GetStringValue(get(object, name));
}

/* The names in a list, each with a line feed. */
static const char *
join(struct buf *b, const cJSON *list)
{
	const cJSON *e;
	const char *name;

	b->n = 0;
	add(b, "", 0);
	cJSON_ArrayForEach(e, list)
	{
		name = cJSON_IsString(e) ? e->valuestring : string(e, "name");
		add(b, name, strlen(name));
		add(b, "\n", 1);
	}
	return b->s;
}

static void
keep_paper(struct paper p)
{
	static size_t room = 0;
	struct paper *more;

	if (paper_count == room) {
		room = 2 * room + 64;
		if ((more = realloc(papers, room * sizeof(p))) == NULL)
			err(1, NULL);
		papers = more;
	}
	papers[paper_count++] = p;
}

static void
store_paper(const cJSON *item)
{
	static sqlite3_stmt *row, *words;
	static struct buf authors, keywords;
	const cJSON *p = get(item, "paper");
	int64_t key = (int64_t)paper_count + 1;
	int64_t listed = instant(string(p, "submittedOnDailyAt"));
	const char *text[TEXTS] = {
		[ID] = string(p, "id"),
		[TITLE] = string(p, "title"),
		[ABSTRACT] = string(p, "summary"),
		[SUMMARY] = string(p, "ai_summary"),
		[AUTHORS] = join(&authors, get(p, "authors")),
		[ORGANIZATION] = string(get(p, "organization"), "fullname"),
		[SUBMITTER] = string(get(p, "submittedOnDailyBy"), "fullname"),
		[KEYWORDS] = join(&keywords, get(p, "ai_keywords")),
		[CODE] = string(p, "githubRepo"),
		[PROJECT] = string(p, "projectPage"),
		[THUMBNAIL] = string(item, "thumbnail"),
	};
	size_t i;

	if (row == NULL) {
		row = prepare("INSERT OR IGNORE INTO paper VALUES"
			      " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
		words = prepare("INSERT INTO paper_index (rowid, title,"
				" abstract, authors, organization, keywords)"
				" VALUES (?,?,?,?,?,?)");
	}
	sqlite3_bind_int64(row, 1, key);
	for (i = 0; i < TEXTS; i++)
		sqlite3_bind_text(row, (int)i + 2, text[i], -1, NULL);
	sqlite3_bind_int64(row, PUBLISHED + 2,
	    instant(string(p, "publishedAt")));
	sqlite3_bind_int64(row, LISTED + 2, listed);
	sqlite3_bind_double(row, UPVOTES + 2,
	    cJSON_GetNumberValue(get(p, "upvotes")));
	sqlite3_bind_double(row, COMMENTS + 2,
	    cJSON_GetNumberValue(get(item, "numComments")));
	sqlite3_bind_double(row, STARS + 2,
	    cJSON_GetNumberValue(get(p, "githubStars")));
	insert(row);
	if (sqlite3_changes(db) == 0)
		return; /* another day has it as well */
	sqlite3_bind_int64(words, 1, key);
	for (i = 0; i < COUNT(indexed); i++)
		sqlite3_bind_text(words, (int)i + 2, text[indexed[i]], -1,
		    NULL);
	insert(words);
	keep_paper((struct paper){ .key = key, .listed = listed, .topics = 1 });
}

/* Put the JSON of a page's island in the place of the page. */
static void
decode_island(struct buf *b, const char *name)
{
	static const char *const entities[] = { "\"&quot;", "&&amp;", "<&lt;",
		">&gt;" };
	char *from, *end, *to = b->s, *next;
	size_t i, n;

	if ((from = memmem(b->s, b->n, ISLAND, strlen(ISLAND))) == NULL ||
	    (end = strchr(from += strlen(ISLAND), '"')) == NULL)
		errx(1, "%s: no island", name);
	*end = '\0';
	for (; from < end; from = next) {
		for (i = 0; *from == '&' && i < COUNT(entities); i++) {
			n = strlen(entities[i] + 1);
			if (strncmp(from, entities[i] + 1, n) == 0) {
				from += n - 1;
				*from = entities[i][0];
				break;
			}
		}
		next = from + 1 + strcspn(from + 1, "&");
		memmove(to, from, (size_t)(next - from));
		to += next - from;
	}
	b->n = (size_t)(to - b->s);
}

/* Store the papers of a page or an answer. */
void
read_listing(const char *name)
{
	static struct buf text;
	const cJSON *item, *items;
	struct stat st;
	cJSON *json;
	int fd;

	if ((fd = open(name, O_RDONLY)) == -1 || fstat(fd, &st) == -1)
		err(1, "%s", name);
	text.n = 0;
	reserve(&text, (size_t)st.st_size);
	if (read(fd, text.s, (size_t)st.st_size) != st.st_size)
		err(1, "%s", name);
	close(fd);
	text.n = (size_t)st.st_size;
	text.s[text.n] = '\0';
	if (text.s[0] == '<')
		decode_island(&text, name);
	if ((json = cJSON_ParseWithLength(text.s, text.n)) == NULL)
		errx(1, "%s: no JSON", name);
	items = cJSON_IsArray(json) ? json : get(json, "dailyPapers");
	cJSON_ArrayForEach(item, items)
	{
		store_paper(item);
	}
	cJSON_Delete(json);
}

/* Make the store and begin its one transaction. */
void
open_store(const char *name)
{
	check(sqlite3_open_v2(name, &db,
		  SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		      SQLITE_OPEN_NOMUTEX,
		  NULL) == SQLITE_OK);
	check(sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK);
}
