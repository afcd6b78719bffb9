/*
 * bare_pipeline TOPICS OUTPUT STORE FILE ...
 *
 * The least that a program like paperfeed can do: read pages or the API's
 * answers, keep the papers in a new SQLite store with a full-text index, ask
 * the index for each topic's papers, and write an Atom and an RSS feed of each.
 * They have the entries of paperfeed's feeds and nearly their bytes.  Nothing
 * is cleaned or kept for a second run, and there are no archives, no pages and
 * no suggestions of other papers.  The input is trusted.
 *
 * A line of TOPICS is: slug, title, least votes and query of FTS5, with tabs
 * between them.  The first topic has all papers.
 */
#include <sys/stat.h>

#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bare.h"

#define SPAN (14 * 24 * 60 * 60) /* as src/feed/window.c has it */
#define MOST 200

struct topic topics[TOPICS_MAX];
size_t topic_count;

static void
read_topics(const char *name)
{
	static char lines[TOPICS_MAX][1024];
	FILE *f = fopen(name, "r");
	char *s;

	if (f == NULL)
		err(1, "%s", name);
	while (topic_count < TOPICS_MAX &&
	    (s = fgets(lines[topic_count], sizeof(lines[0]), f)) != NULL) {
		topics[topic_count].slug = strsep(&s, "\t");
		topics[topic_count].title = strsep(&s, "\t");
		topics[topic_count].upvotes =
		    (int)strtol(strsep(&s, "\t"), NULL, 10);
		topics[topic_count++].query = strsep(&s, "\n");
	}
	fclose(f);
}

/* Ask the index for the papers of each topic but the first. */
static void
choose_papers(void)
{
	sqlite3_stmt *any = prepare("SELECT rowid FROM paper_index(?)");
	sqlite3_stmt *voted = prepare("SELECT key FROM paper WHERE key IN"
				      " (SELECT rowid FROM paper_index(?))"
				      " AND upvotes >= ?");
	sqlite3_stmt *q;
	size_t i;

	for (i = 1; i < topic_count; i++) {
		q = topics[i].upvotes > 0 ? voted : any;
		sqlite3_bind_text(q, 1, topics[i].query, -1, NULL);
		sqlite3_bind_int(voted, 2, topics[i].upvotes);
		while (sqlite3_step(q) == SQLITE_ROW)
			papers[sqlite3_column_int64(q, 0) - 1].topics |=
			    UINT64_C(1) << i;
		check(sqlite3_reset(q) == SQLITE_OK);
	}
	sqlite3_finalize(any);
	sqlite3_finalize(voted);
}

static int
newest_first(const void *a, const void *b)
{
	const struct paper *p = a, *q = b;

	if (p->listed != q->listed)
		return p->listed < q->listed ? 1 : -1;
	return p->key < q->key ? -1 : 1;
}

/* Find the papers that a topic's feed shows, and make their entries. */
static size_t
fill_window(struct paper **list, size_t topic, sqlite3_stmt *row)
{
	size_t i, count = 0, least = topic == 0 ? 100 : 50;
	struct paper *p;

	for (i = 0; i < paper_count && count < MOST; i++) {
		p = &papers[i];
		if ((p->topics & UINT64_C(1) << topic) == 0)
			continue;
		if (count >= least && p->listed < list[0]->listed - SPAN)
			break;
		list[count++] = p;
		if (p->entry[ATOM].n > 0)
			continue;
		sqlite3_bind_int64(row, 1, p->key);
		check(sqlite3_step(row) == SQLITE_ROW);
		make_entry(p, row);
		sqlite3_reset(row);
	}
	return count;
}

/* Write a file beside its place. */
static void
write_beside(int folder, const char *name, const struct buf *b)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL, 0644);

	if (fd == -1 || fchmod(fd, 0644) == -1 ||
	    write(fd, b->s, b->n) != (ssize_t)b->n || close(fd) == -1)
		err(1, "%s", name);
}

static void
name_file(char name[static NAME_MAX], size_t i, const char *end)
{
	snprintf(name, NAME_MAX, "%s.%s%s", topics[i / FORMATS].slug,
	    i % FORMATS == ATOM ? "atom" : "rss", end);
}

/* Write all feeds, bring them to the disk, and put them in their places. */
static void
publish(const char *output)
{
	char name[NAME_MAX], beside[NAME_MAX];
	sqlite3_stmt *row = prepare("SELECT * FROM paper WHERE key = ?");
	struct paper *list[MOST];
	struct buf b = { 0 };
	size_t i, count = 0;
	int folder;

	if (mkdir(output, 0755) == -1 ||
	    (folder = open(output, O_RDONLY | O_DIRECTORY)) == -1)
		err(1, "%s", output);
	for (i = 0; i < topic_count * FORMATS; i++) {
		if (i % FORMATS == 0)
			count = fill_window(list, i / FORMATS, row);
		b.n = 0;
		add_feed(&b, &topics[i / FORMATS], i % FORMATS, list, count);
		name_file(beside, i, ".new");
		write_beside(folder, beside, &b);
	}
	sqlite3_finalize(row);
	if (syncfs(folder) == -1)
		err(1, "%s", output);
	for (i = 0; i < topic_count * FORMATS; i++) {
		name_file(name, i, "");
		name_file(beside, i, ".new");
		if (renameat(folder, beside, folder, name) == -1)
			err(1, "%s", name);
	}
	if (fsync(folder) == -1)
		err(1, "%s", output);
}

int
main(int argc, char **argv)
{
	int i;

	if (argc < 5)
		errx(2, "usage: bare_pipeline TOPICS OUTPUT STORE FILE ...");
	read_topics(argv[1]);
	open_store(argv[3]);
	for (i = 4; i < argc; i++)
		read_listing(argv[i]);
	check(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
	choose_papers();
	qsort(papers, paper_count, sizeof(*papers), newest_first);
	publish(argv[2]);
	return 0;
}
