#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "config/config.h"
#include "support.h"

/* A good site and a good topic, of three lines each. */
#define SITE  "site {\n\turl = \"https://papers.example.org/\"\n}\n"
#define TOPIC "topic rag {\n\tmatch = 'RAG'\n}\n"

/* The folder that each test gets, and the configuration file in it. */
struct place {
	char folder[32];
	char file[64];
};

/* A loaded configuration, and what was written to standard error. */
struct loaded {
	struct config config;
	int result;
	char said[8192];
};

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	strcpy(p->folder, "/tmp/test_config.XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	snprintf(p->file, sizeof(p->file), "%s/x.conf", p->folder);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	unlink(p->file);
	assert_int_equal(rmdir(p->folder), 0);
	free(p);
	return 0;
}

/* Read the lines of standard error, without the program's name. */
static void
take_lines(FILE *f, char *said, size_t size)
{
	char line[2048];
	char *text;
	size_t n = 0;

	rewind(f);
	said[0] = '\0';
	while (fgets(line, sizeof(line), f) != NULL) {
		text = strstr(line, ": ");
		assert_non_null(text);
		assert_true(n + strlen(text + 2) < size);
		n += (size_t)snprintf(said + n, size - n, "%s", text + 2);
	}
}

static void
load(struct loaded *l, const char *path)
{
	FILE *f = tmpfile();
	int saved = dup(STDERR_FILENO);

	assert_non_null(f);
	dup2(fileno(f), STDERR_FILENO);
	l->result = config_load(&l->config, path);
	dup2(saved, STDERR_FILENO);
	close(saved);
	take_lines(f, l->said, sizeof(l->said));
	fclose(f);
}

/* Load a text, which must cause no warning. */
static void
load_good(struct loaded *l, const struct place *p, const char *text)
{
	write_file(p->file, text, strlen(text));
	load(l, p->file);
	if (l->result == -1 || l->said[0] != '\0')
		fail_msg("%.400s: %s", text, l->said);
}

/* Is the message one line, with path and line first, and the reason? */
static bool
says(const struct loaded *l, const char *path, int line, const char *why)
{
	char start[128];

	if (line == 0)
		snprintf(start, sizeof(start), "%s: ", path);
	else
		snprintf(start, sizeof(start), "%s:%d: ", path, line);
	return strncmp(l->said, start, strlen(start)) == 0 &&
	    strstr(l->said + strlen(start), why) != NULL &&
	    strchr(l->said, '\n') == l->said + strlen(l->said) - 1;
}

/* Load n bytes, which must be refused; line 0 means no line. */
static void
refuse_bytes(const struct place *p, const char *text, size_t n, int line,
    const char *why)
{
	struct loaded l;

	write_file(p->file, text, n);
	load(&l, p->file);
	if (l.result != -1 || !says(&l, p->file, line, why))
		fail_msg("%.200s\nline %d: %s: %d: '%s'", text, line, why,
		    l.result, l.said);
	assert_null(strstr(l.said, "s3cret"));
	/* The configuration is empty then. */
	assert_null(l.config.arena.blocks);
	assert_int_equal(l.config.topic_count, 0);
}

static void
refuse(const struct place *p, const char *text, int line, const char *why)
{
	refuse_bytes(p, text, strlen(text), line, why);
}

static const char whole[] =
    "# A comment.\n"
    "site {\n"
    "\ttitle    = \" Daily\\n Papers \"\n"
    "\turl      = \"https://papers.example.org/feeds/\"\n"
    "\toutput   = \"/srv/www\"\n"
    "\tdatabase = \"/var/lib/paperfeed.db\"\n"
    "\tcontact  = \"https://example.org/about\"   # said to the source\n"
    "}\n"
    "source daily {\n"
    "\turl      = \"https://example.org/papers/date/{date}\"\n"
    "\tfallback = \"http://example.org/api?date={date}&limit=100\"\n"
    "\treread   = 7\n"
    "\ttimeout  = 20\n"
    "\tstale-after = 72\n"
    "}\n"
    "source saved { url = 'file:///tmp/x' }\n"
    "topic rag {\n"
    "\ttitle       = \"Retrieval &\\t generation\"\n"
    "\tmatch       = 'RAG OR \"retrieval augmented\"'\n"
    "\tmin-upvotes = 25\n"
    "}\n"
    "topic 3d-and-more { match = \"title: \\\"3D\\\"\" }\n";

static void
test_every_option_is_read(void **state)
{
	struct loaded l;
	struct topic *t;

	load_good(&l, *state, whole);
	assert_string_equal(l.config.site.title, "Daily Papers");
	assert_string_equal(l.config.site.url,
	    "https://papers.example.org/feeds/");
	assert_string_equal(l.config.site.output, "/srv/www");
	assert_string_equal(l.config.site.database, "/var/lib/paperfeed.db");
	assert_string_equal(l.config.site.contact, "https://example.org/about");
	assert_int_equal(l.config.source_count, 2);
	assert_string_equal(l.config.sources[0].name, "daily");
	assert_true(l.config.site.gzip);
	assert_true(l.config.site.thumbnails);
	assert_false(l.config.site.votes);
	assert_string_equal(l.config.sources[0].url,
	    "https://example.org/papers/date/{date}");
	assert_string_equal(l.config.sources[0].fallback,
	    "http://example.org/api?date={date}&limit=100");
	assert_int_equal(l.config.sources[0].reread, 7);
	assert_int_equal(l.config.sources[0].timeout, 20);
	assert_int_equal(l.config.sources[0].stale_after, 72);
	assert_string_equal(l.config.sources[1].name, "saved");
	assert_string_equal(l.config.sources[1].url, "file:///tmp/x");
	assert_null(l.config.sources[1].fallback);
	assert_int_equal(l.config.topic_count, 3);
	t = &l.config.topics[1];
	assert_string_equal(t->slug, "rag");
	assert_string_equal(t->title, "Retrieval & generation");
	assert_string_equal(t->match, "RAG OR \"retrieval augmented\"");
	assert_string_equal(t->query,
	    "{title abstract keywords} : \"RAG\" OR "
	    "{title abstract keywords} : \"retrieval augmented\"");
	assert_int_equal(t->min_upvotes, 25);
	t = &l.config.topics[2];
	assert_string_equal(t->slug, "3d-and-more");
	assert_string_equal(t->title, "3d-and-more");
	assert_string_equal(t->match, "title: \"3D\"");
	assert_string_equal(t->query, "{title} : \"3D\"");
	assert_int_equal(t->min_upvotes, 0);
	config_free(&l.config);
}

/* Options that are missing have defaults; the topic all always exists. */
static void
test_missing_options_have_defaults(void **state)
{
	const struct place *p = *state;
	struct loaded l;
	char path[64];

	load_good(&l, p, SITE "source daily { url = \"https://a.example/\" }");
	assert_string_equal(l.config.site.title, "Daily Papers by topic");
	snprintf(path, sizeof(path), "%s/public", p->folder);
	assert_string_equal(l.config.site.output, path);
	snprintf(path, sizeof(path), "%s/paperfeed.db", p->folder);
	assert_string_equal(l.config.site.database, path);
	assert_null(l.config.site.contact);
	assert_int_equal(l.config.sources[0].reread, 4);
	assert_int_equal(l.config.sources[0].timeout, 60);
	assert_int_equal(l.config.sources[0].stale_after, 48);
	assert_int_equal(l.config.topic_count, 1);
	assert_string_equal(l.config.topics[0].slug, "all");
	assert_null(l.config.topics[0].match);
	assert_null(l.config.topics[0].query);
	assert_int_equal(l.config.topics[0].min_upvotes, 0);
	config_free(&l.config);
}

/* Paths are relative to the folder of the file, also of a file "x.conf". */
static void
test_paths_are_relative_to_the_file(void **state)
{
	static const char text[] =
	    "site {\n"
	    "\turl = \"https://papers.example.org/\"\n"
	    "\toutput = \"../www/x\"\n\tdatabase = \"a b.db\"\n}\n";
	const struct place *p = *state;
	struct loaded l;
	char path[64], before[4096];

	load_good(&l, p, text);
	snprintf(path, sizeof(path), "%s/../www/x", p->folder);
	assert_string_equal(l.config.site.output, path);
	snprintf(path, sizeof(path), "%s/a b.db", p->folder);
	assert_string_equal(l.config.site.database, path);
	config_free(&l.config);
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(p->folder), 0);
	load(&l, "x.conf");
	assert_int_equal(chdir(before), 0);
	assert_int_equal(l.result, 0);
	assert_string_equal(l.config.site.output, "../www/x");
	assert_string_equal(l.config.site.database, "a b.db");
	config_free(&l.config);
}

/* Line ends, byte order mark, comments and quotes change nothing. */
static void
test_layout_does_not_matter(void **state)
{
	static const char *const texts[] = {
		SITE TOPIC,
		"\xef\xbb\xbf" SITE TOPIC,
		"site {\r\n\turl = \"https://papers.example.org/\"\r\n}\r\n"
		"topic rag {\r\n\tmatch = 'RAG'\r\n}\r\n",
		"\xef\xbb\xbfsite{url=https://papers.example.org/}\r\n"
		"topic rag{match=RAG}",
		"/* a\n b */ site { url = 'https://papers.example.org/' }"
		"\n// x\n# y }\ntopic \"rag\" { match = \"RAG\" } # z",
		TOPIC SITE,
	};
	struct loaded l;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		load_good(&l, *state, texts[i]);
		assert_string_equal(l.config.site.url,
		    "https://papers.example.org/");
		assert_int_equal(l.config.topic_count, 2);
		assert_string_equal(l.config.topics[1].slug, "rag");
		assert_string_equal(l.config.topics[1].match, "RAG");
		config_free(&l.config);
	}
}

static void
test_missing_file_is_refused(void **state)
{
	const struct place *p = *state;
	struct loaded l;
	char path[64];

	snprintf(path, sizeof(path), "%s/missing.conf", p->folder);
	load(&l, path);
	assert_int_equal(l.result, -1);
	assert_true(says(&l, path, 0, "No such file"));
	load(&l, p->folder);
	assert_int_equal(l.result, -1);
	assert_true(says(&l, p->folder, 0, "directory"));
	load(&l, "");
	assert_int_equal(l.result, -1);
}

/* Whoever can write the file decides which files paperfeed writes. */
static void
test_writable_by_everybody_warns(void **state)
{
	const struct place *p = *state;
	struct loaded l;

	write_file(p->file, SITE, strlen(SITE));
	assert_int_equal(chmod(p->file, 0666), 0);
	load(&l, p->file);
	assert_int_equal(l.result, 0);
	assert_true(says(&l, p->file, 0, "everybody may write"));
	config_free(&l.config);
}

/* NULs, and a file that is too large. */
static void
test_binary_and_large_files_are_refused(void **state)
{
	const struct place *p = *state;
	struct buf b = { 0 };
	size_t i;

	refuse_bytes(p, SITE "\0", sizeof(SITE), 4, "UTF-8");
	refuse_bytes(p, "\0", 1, 1, "UTF-8");
	refuse_bytes(p, "s\0i\0t\0e\0", 8, 1, "UTF-8");
	for (i = 0; i < 4 * 1024 * 1024 / 10 + 1; i++)
		buf_puts(&b, "# comment\n");
	refuse_bytes(p, b.data, b.length, 0, "larger than 4 MiB");
	buf_free(&b);
}

/* Without an error the title would lose the letter. */
static void
test_latin1_is_refused(void **state)
{
	refuse(*state,
	    "site {\n\turl = \"https://papers.example.org/\"\n"
	    "\ttitle = \"Caf\xe9\"\n}\n",
	    3, "UTF-8");
}

/* Wrong texts, the line of the error and its reason. */
static const struct {
	const char *text;
	int line;
	const char *why;
} refusals[] = {
	/* a site is missing */
	{ "", 0, "site has no url" },
	{ "\n\n", 0, "site has no url" },
	{ "# nothing", 0, "site has no url" },
	{ TOPIC, 0, "site has no url" },
	{ "site {\n}\n", 0, "site has no url" },
	/* syntax */
	{ SITE "hello\n", 4, "hello" },
	{ SITE "topic rag {\n\tmatch 'RAG'\n}\n", 5, "match" },
	{ SITE "topic rag {\n\tmatch = {'RAG'}\n}\n", 5, "{" },
	{ SITE "topic rag {\n\tmatch += 'RAG'\n}\n", 5, "match" },
	{ SITE "topic {\n\tmatch = 'RAG'\n}\n", 4, "topic" },
	{ SITE "topic = rag\n", 4, "topic" },
	{ SITE "}\n", 4, "closing brace" },
	{ SITE "include(\"/etc/passwd\")\n", 4, "include" },
	{ "site = 'x'\n", 1, "site" },
	/* unknown options, with a guess */
	{ SITE "nonsense = 1\n", 4, "no such option 'nonsense'" },
	{ SITE "topics rag {\n}\n", 4, "is it topic?" },
	{ SITE "Topic rag {\n}\n", 4, "is it topic?" },
	{ "\nsite {\n\n\ttitel = 'x'\n}\n", 4, "is it title?" },
	{ "site {\n\tlink = 'x'\n}\n", 2, "no such option 'link'" },
	{ "site {\n\tdata-base = 'x'\n}\n", 2, "is it database?" },
	{ SITE "topic rag {\n\tmacth = 'x'\n}\n", 5, "is it match?" },
	{ SITE "topic rag {\n\tmin_upvotes = 1\n}\n", 5, "is it min-upvotes?" },
	{ SITE "source x {\n\tmatch = 'x'\n}\n", 5, "no such option" },
	{ SITE "topic rag {\n\turl = 'x'\n}\n", 5, "no such option" },
	{ "site {\r\n\ttitle = 'x'\r\n\tfoo = 'y'\r\n}\r\n", 3,
	    "no such option 'foo'" },
	{ "\xef\xbb\xbfsite {\n\tfoo = 1\n}\n", 2, "no such option 'foo'" },
	{ "site {\n\ttitle = 'a\nb'\n\tfoo = 1\n}\n", 4,
	    "no such option 'foo'" },
	/* given twice */
	{ SITE TOPIC TOPIC, 7, "rag" },
	{ SITE "source a { url = 'https://a.example/' }\n"
	       "source a { url = 'https://b.example/' }\n",
	    5, "a" },
	{ SITE "site {\n\ttitle = 'x'\n}\n", 6, "second site" },
	{ "site {\n\ttitle = 'a'\n\ttitle = 'b'\n}\n", 3, "second title" },
	{ "site {\n\turl = 'https://a.example/'\n"
	  "\turl = 'https://a.example/'\n}\n",
	    3, "second url" },
	{ SITE "topic rag {\n\tmatch = 'x'\n\tmatch = 'x'\n}\n", 6,
	    "second match" },
	{ SITE "topic rag {\n\tmatch = 'x'\n\tmin-upvotes = 1\n"
	       "\tmin-upvotes = 2\n}\n",
	    7, "second min-upvotes" },
	{ SITE "source a {\n\treread = 2\n\treread = 2\n}\n", 6,
	    "second reread" },
	{ SITE TOPIC "topic b {\n\tmatch = 'x'\n\ttitle = 'x'\n"
		     "\ttitle = 'y'\n}\n",
	    10, "second title" },
	/* slugs; the line is the one on which the block ends */
	{ SITE "topic Rag {\n\tmatch = 'x'\n}\n", 6,
	    "topic 'Rag' must have a name" },
	{ SITE "topic a_b {\n\tmatch = 'x'\n}\n", 6, "must have a name of" },
	{ SITE "topic a.b {\n\tmatch = 'x'\n}\n", 6, "must have a name of" },
	{ SITE "topic -a {\n\tmatch = 'x'\n}\n", 6, "must have a name of" },
	{ SITE "topic '' {\n\tmatch = 'x'\n}\n", 6, "must have a name of" },
	{ SITE "topic . {\n\tmatch = 'x'\n}\n", 6, "must have a name of" },
	{ SITE "topic '../../etc/x' {\n\tmatch = 'x'\n}\n", 6,
	    "must have a name of" },
	{ SITE "topic '/abs' {\n\tmatch = 'x'\n}\n", 6, "must have a name of" },
	{ SITE "topic 'a/b' {\n\tmatch = 'x'\n}\n", 6, "must have a name of" },
	{ SITE "topic 'a b' {\n\tmatch = 'x'\n}\n", 6, "must have a name of" },
	{ SITE "topic 'а' {\n\tmatch = 'x'\n}\n", 6, "must have a name of" },
	{ SITE "topic 12345678901234567890123456789012345678901234567890"
	       "123456789012345 {\n\tmatch = 'x'\n}\n",
	    6, "at most 64" },
	{ SITE "topic all {\n\tmatch = 'x'\n}\n", 6, "taken" },
	{ SITE "topic index {\n\tmatch = 'x'\n}\n", 6, "taken" },
	/* topics */
	{ SITE "topic rag {\n\ttitle = 'x'\n}\n", 6, "rag has no match" },
	{ SITE "topic rag { }\n", 4, "rag has no match" },
	{ SITE "topic rag {\n\ttitle = ''\n\tmatch = 'x'\n}\n", 5,
	    "title is empty" },
	{ SITE "topic rag {\n\tmatch = ''\n}\n", 5, "match: character 1:" },
	{ SITE "topic rag {\n\tmatch = 'x AND'\n}\n", 5,
	    "match: character 3:" },
	{ SITE "topic rag {\n\n\tmatch = 'é nofield:x'\n}\n", 6,
	    "match: character 3:" },
	{ SITE "topic rag {\n\tmatch = '\"open'\n}\n", 5,
	    "match: character 1:" },
	/* numbers */
	{ SITE "topic rag {\n\tmatch = 'x'\n\tmin-upvotes = -1\n}\n", 6,
	    "from 0 to 1000000" },
	{ SITE "topic rag {\n\tmatch = 'x'\n\tmin-upvotes = 1000001\n}\n", 6,
	    "from 0 to 1000000" },
	{ SITE "topic rag {\n\tmatch = 'x'\n"
	       "\tmin-upvotes = 99999999999999999999\n}\n",
	    6, "min-upvotes" },
	{ SITE "topic rag {\n\tmatch = 'x'\n\tmin-upvotes = 1.5\n}\n", 6,
	    "min-upvotes" },
	{ SITE "topic rag {\n\tmatch = 'x'\n\tmin-upvotes = many\n}\n", 6,
	    "min-upvotes" },
	/* URLs of sources; not shown, as they may have a password */
	{ SITE "source a { url = 'htp://me:s3cret@h/' }\n", 4, "url must be" },
	{ SITE "source a { url = 'https://me:s3 cret@h/' }\n", 4, "blanks" },
	{ SITE "source a { url = 'https://me:s3cret@/x' }\n", 4, "url must" },
	{ SITE "source a { url = 'https://' }\n", 4, "url must be" },
	{ SITE "source a { url = 'http://:80/' }\n", 4, "url must be" },
	{ SITE "source a { url = 'file://host/x' }\n", 4, "url must be" },
	{ SITE "source a { url = 'https://h/{day}' }\n", 4,
	    "does not begin {date}" },
	{ SITE "source a { url = 'https://h/{date' }\n", 4,
	    "does not begin {date}" },
	{ SITE "source a { fallback = 'ftp://h/' }\n", 4, "fallback must" },
	{ SITE "source a {\n\treread = 0\n}\n", 5, "from 1 to 60" },
	{ SITE "source a {\n\treread = 61\n}\n", 5, "from 1 to 60" },
	{ SITE "source a {\n\treread = -5\n}\n", 5, "from 1 to 60" },
	{ SITE "source a {\n\ttimeout = 0\n}\n", 5, "from 1 to 600" },
	{ SITE "source a {\n\ttimeout = 601\n}\n", 5, "from 1 to 600" },
	{ SITE "source a {\n\tstale-after = 0\n}\n", 5, "from 1 to 8760" },
	{ SITE "source a {\n\tstale-after = 8761\n}\n", 5, "from 1 to 8760" },
	/* the site */
	{ "site {\n\turl = ''\n}\n", 2, "must be" },
	{ "site {\n\turl = 'https://papers.example.org'\n}\n", 2, "end in /" },
	{ "site {\n\turl = 'papers.example.org/'\n}\n", 2, "must be" },
	{ "site {\n\turl = '/'\n}\n", 2, "must be" },
	{ "site {\n\turl = 'ftp://papers.example.org/'\n}\n", 2, "must be" },
	{ "site {\n\turl = 'javascript:alert(1)/'\n}\n", 2, "must be" },
	{ "site {\n\turl = 'file:///srv/'\n}\n", 2, "must be" },
	{ "site {\n\turl = 'https:///'\n}\n", 2, "must be" },
	{ "site {\n\turl = 'https://papers.example.org/a b/'\n}\n", 2,
	    "must be" },
	{ "site {\n\turl = ' https://papers.example.org/'\n}\n", 2, "must be" },
	{ "site {\n\turl = 'https://papers.example.org/?a/'\n}\n", 2,
	    "must be" },
	{ "site {\n\turl = 'https://papers.example.org/#/'\n}\n", 2,
	    "must be" },
	{ "site {\n\turl = 'https://papers.example.org/é/'\n}\n", 2,
	    "must be" },
	{ "site {\n\turl = 'https://Papers.example.org/'\n}\n", 2,
	    "plain form" },
	{ "site {\n\turl = 'HTTPS://papers.example.org/'\n}\n", 2,
	    "plain form" },
	{ "site {\n\turl = 'https://papers.example.org:443/'\n}\n", 2,
	    "plain form" },
	{ "site {\n\turl = 'https://papers.example.org/a/../b/'\n}\n", 2,
	    "plain form" },
	{ "site {\n\tgzip = maybe\n}\n", 2, "gzip" },
	{ "site {\n\tvotes = yes\n\tvotes = no\n}\n", 3, "second votes" },
	{ "site {\n\turl = 'https://u:p@papers.example.org/'\n}\n", 2,
	    "must be" },
	{ "site {\n\ttitle = ''\n}\n", 2, "title is empty" },
	{ "site {\n\toutput = ''\n}\n", 2, "output is empty" },
	{ "site {\n\tdatabase = ''\n}\n", 2, "database is empty" },
	{ "site {\n\tcontact = ''\n}\n", 2, "contact ''" },
	{ "site {\n\tcontact = 'me at home'\n}\n", 2, "contact 'me at" },
	{ "site {\n\tcontact = 'a)\tb'\n}\n", 2, "contact 'a)" },
	/* other conditions of a topic */
	{ SITE "topic a {\n\tper-day = 0\n}\n", 5, "from 1 to 1000" },
	{ SITE "topic a {\n\tper-day = 1001\n}\n", 5, "from 1 to 1000" },
	{ SITE "topic a {\n\tper-day = -1\n}\n", 5, "from 1 to 1000" },
	{ SITE "topic a {\n\tper-day = x\n}\n", 5,
	    "per-day 'x' must be a whole number" },
	{ SITE "topic a {\n\tper-day = 5\n\tper-day = 5\n}\n", 6,
	    "a second per-day" },
	{ SITE "topic a {\n\torganization = ''\n}\n", 5,
	    "organization is empty" },
	{ SITE "topic a {\n\tsource = ''\n}\n", 5, "source is empty" },
	{ SITE "topic a {\n\tsource = daily\n}\n", 6,
	    "topic a: source 'daily' must be the name of a block source "
	    "above" },
	{ SITE "topic a {\n\tsource = d\n}\nsource d { url = 'file:///x' }\n",
	    6, "source above" },
	{ SITE "source d { url = 'file:///x' }\ntopic a {\n\tsource = D\n}\n",
	    7, "source above" },
	{ SITE "topic a {\n\tkeywords-only = yes\n\tper-day = 5\n}\n", 7,
	    "keywords-only needs a match" },
	{ SITE "topic a {\n\tkeywords-only = 2\n}\n", 5, "must be yes or no" },
	{ SITE "topic a {\n\tkeywords-only = yes\n}\n", 6, "no match" },
	{ SITE "topic a {\n\ttitle = 'A'\n}\n", 6,
	    "topic a has no match and no other condition" },
	{ SITE "topic a {\n}\n", 5, "topic a has no match" },
	{ SITE "topic a {\n\tmin-upvotes = 0\n}\n", 6, "no match" },
	{ SITE "topic a {\n\tin-topics = no\n}\n", 5,
	    "it belongs in a block source" },
	{ SITE "source a {\n\tin-topics = never\n}\n", 5, "must be yes or no" },
	{ SITE "source a {\n\tper-day = 5\n}\n", 5,
	    "it belongs in a block topic" },
	/* a block inside a block whose } is missing */
	{ SITE "topic a {\n\tmatch = 'x'\nsource d {\n\turl = 'file:///x'\n}\n",
	    6, "is the } of the block before it missing?" },
	{ SITE "topic a {\n\tmatch = 'x'\nsource \"d e\" {\n}\n", 6,
	    "is the } of the block before it missing?" },
	{ SITE "topic a {\n\tsource d\n}\n", 5, "missing equal sign" },
	{ SITE "source d {\n\turl = 'file:///x'\ntopic a {\n", 6,
	    "is the } of the block before it missing?" },
	/* a missing part: the line on which it belongs */
	{ SITE "topic rag {\n\tmatch\n\n\ttitle = 'x'\n}\n", 5,
	    "missing equal sign after option 'match'" },
	{ SITE "topic rag\n\n\nsource x {\n", 4, "missing opening brace" },
	{ SITE "topic\n\n{\n", 4, "missing name" },
	{ SITE "topic rag {\n\tmatch =\n\n}\n", 5,
	    "match has no value before '}'" },
	{ SITE "topic rag {\n\tmatch =\n", 5,
	    "match has no value before 'end of file'" },
	{ SITE "topic rag {\n\tmatch = 'RAG'\n\n", 7, "a block is not closed" },
	{ SITE "topic rag {\n\tmatch = 'RAG'\n\n\ttitle = \"a\n\n", 7,
	    "a quoted value is not closed" },
	{ SITE "topic rag {\n\tmatch = 'RAG'\n/* }\n\n", 6,
	    "a comment is not closed" },
	{ SITE "topic rag { match = 'RAG' \"\" = 'x' }\n", 4,
	    "no such option ''" },
	{ SITE "topic rag {\n\ttitle = word/* no comment */\n}\n", 5,
	    "no such option 'no'" },
	{ SITE "= 'x'\n", 4, "unexpected token '='" },
	{ SITE "topic rag { { } }\n", 4, "unexpected token '{'" },
	/* escapes with a number, which could give bad UTF-8 */
	{ SITE "topic rag {\n\ttitle = \"a\\xff\"\n}\n", 5,
	    "\\x is no escape here" },
	{ SITE "topic rag {\n\ttitle = \"a\\0b\"\n}\n", 5,
	    "\\0 is no escape here" },
	{ "site {\n\ttitle = ' '\n}\n", 2, "title is empty" },
	{ SITE "topic rag {\n\tmatch = 'x'\n\ttitle = \" \\n\"\n}\n", 6,
	    "title is empty" },
	/* sources */
	{ SITE "source '' {\n\turl = 'file:///x'\n}\n", 6,
	    "a name of one line" },
	{ SITE "source \"a\\nb\" {\n\turl = 'file:///x'\n}\n", 6,
	    "source 'a?b' must have a name of one line" },
	{ SITE "source a {\n\treread = 2\n}\n", 6, "a has no url" },
	{ SITE "source a {\n\turl = ''\n}\n", 5, "url must be" },
	{ SITE "source a {\n\turl = '/papers'\n}\n", 5, "must be" },
	{ SITE "source a {\n\turl = 'javascript:x'\n}\n", 5, "must be" },
	{ SITE "source a {\n\turl = 'ftp://a.example/'\n}\n", 5, "must be" },
	{ SITE "source a {\n\turl = 'https://a.example/b c'\n}\n", 5,
	    "must be" },
	{ SITE "source a {\n\turl = 'https://a.example/'\n"
	       "\tfallback = 'x'\n}\n",
	    6, "fallback must be" },
};

static void
test_errors_have_line_and_reason(void **state)
{
	size_t i;

	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		refuse(*state, refusals[i].text, refusals[i].line,
		    refusals[i].why);
}

/* An empty text is not taken for 0. */
static void
test_empty_number_is_refused(void **state)
{
	refuse(*state,
	    SITE "topic rag {\n\tmatch = 'x'\n"
		 "\tmin-upvotes = ''\n}\n",
	    6, "min-upvotes");
}

/* Lines are counted in comments, too. */
static void
test_comments_keep_lines_right(void **state)
{
	static const struct {
		const char *text;
		int line;
	} texts[] = {
		{ "# a\nfoo = 1\n", 2 },
		{ "# a\n# b\n\n# c\nfoo = 1\n", 5 },
		{ "// a\nfoo = 1\n", 2 },
		{ "/* a */\nfoo = 1\n", 2 },
		{ "/* a\n\n * b */\nfoo = 1\n", 4 },
		{ "# a\r\n\r\n/* b\r\n*/\r\nfoo = 1\r\n", 5 },
		{ "site { # a\n\ttitle = 'x' # b\n\t# c\n\tfoo = 1\n}\n", 4 },
		{ "site {\n\ttitle = \"# no comment\" // one\n\tfoo = 1\n}\n",
		    3 },
		{ SITE "topic rag {\n\t/* a */ title = 'x' /* b\n*/\n"
		       "\tmatch = 'x' # c\n\tfoo = 1\n}\n",
		    8 },
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		refuse(*state, texts[i].text, texts[i].line,
		    "no such option 'foo'");
}

/* A file that was cut is not taken for a shorter one. */
static void
test_cut_file_is_refused(void **state)
{
	static const char *const texts[] = { SITE
		"topic rag {\n\tmatch = 'RAG'\n",
		SITE "topic rag {\n\tmatch = 'RAG\n",
		SITE "topic rag {\n\tmatch = \"RAG\n",
		SITE "topic rag {\n\tmatch =\n", SITE "topic rag {\n",
		SITE "topic rag\n", SITE "topic\n", SITE "/* a\n" TOPIC,
		"site {\n\turl = \"https://papers.example.org/\"\n" };
	struct place *p = *state;
	struct loaded l;
	size_t i, bad = 0;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		write_file(p->file, texts[i], strlen(texts[i]));
		load(&l, p->file);
		if (l.result == -1)
			continue;
		print_error("accepted: '%s'\n", texts[i]);
		config_free(&l.config);
		bad++;
	}
	assert_int_equal(bad, 0);
}

/* Control characters of the file do not reach the message. */
static void
test_messages_have_one_line(void **state)
{
	refuse(*state, SITE "topic \"a\\nb\" {\n\tmatch = 'x'\n}\n", 6,
	    "must have a name of");
	refuse(*state, "site {\n\turl = \"https://a.example/\\nb\"\n}\n", 2,
	    "must be");
	refuse(*state, SITE "source \"a\\nb\" {\n}\n", 5, "no url");
}

/* ${HOME} is plain text. */
static void
test_environment_is_not_read(void **state)
{
	static const char *const values[] = { "\"For ${HOME}\"",
		"'For ${HOME}'" };
	struct loaded l;
	char text[256];
	size_t i;

	assert_non_null(getenv("HOME"));
	for (i = 0; i < 2; i++) {
		snprintf(text, sizeof(text),
		    SITE "topic a {\n\tmatch = 'x'\n\ttitle = %s\n}\n",
		    values[i]);
		load_good(&l, *state, text);
		assert_string_equal(l.config.topics[1].title, "For ${HOME}");
		config_free(&l.config);
	}
	/* Without quotes a brace ends the word. */
	refuse(*state, SITE "topic a {\n\tmatch = 'x'\n\ttitle = ${HOME}\n}\n",
	    6, "unexpected token '{'");
}

/* Ways to write a value, and the value. */
static void
test_quotes_and_escapes(void **state)
{
	static const char *const values[][2] = {
		{ "\"a 'b' \\\"c\\\"\"", "a 'b' \"c\"" },
		{ "'a \"b\" \\'c\\''", "a \"b\" 'c'" },
		{ "\"a\\\\b\"", "a\\b" },
		{ "'a\\\\b'", "a\\b" },
		{ "'a\\nb'", "a\\nb" },
		{ "\"a\\nb\\tc\"", "a\nb\tc" },
		{ "\"a\\&b\"", "a&b" },
		{ "\"a\\\nb\"", "ab" },
		{ "'a\\\nb'", "ab" },
		{ "'a\nb'", "a\nb" },
		{ "\"# a // b /* c\"", "# a // b /* c" },
		{ "word# comment", "word" },
		{ "word // comment", "word" },
		{ "https://a.example//b", "https://a.example//b" },
		{ "C++", "C++" },
		{ "$5;", "$5;" },
		{ "\\w", "\\w" },
	};
	struct loaded l;
	char text[256];
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		snprintf(text, sizeof(text),
		    SITE "topic a {\n\torganization = %s\n}\n", values[i][0]);
		load_good(&l, *state, text);
		assert_string_equal(l.config.topics[1].organization,
		    values[i][1]);
		config_free(&l.config);
	}
}

/* The words for yes and no, in any case. */
static void
test_yes_and_no(void **state)
{
	static const char *const words[] = { "no", "yes", "off", "on", "false",
		"true", "'No'", "YES", "Off", "On", "FALSE", "\"True\"" };
	struct loaded l;
	char text[256];
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		snprintf(text, sizeof(text),
		    "site {\n\turl = https://a.example/\n\tgzip = %s\n"
		    "\tvotes = %s\n}\n",
		    words[i], words[i]);
		load_good(&l, *state, text);
		assert_int_equal(l.config.site.gzip, i % 2 == 1);
		assert_int_equal(l.config.site.votes, i % 2 == 1);
		config_free(&l.config);
	}
}

/* Put a piece into a text, or cut something out, at a random place. */
static void
spoil(struct buf *out, const char *text, uint32_t *x)
{
	static const char *const pieces[] = { "{", "}", "\"", "'", "=", "#",
		"/*", "*/", "\n", "\\", "source", "topic x {\n", "title = a\n",
		"yes", "\xff", "${", "\"\"" };
	size_t at = next_random(x) % strlen(text);
	size_t cut = next_random(x) % 40;

	buf_clear(out);
	buf_add(out, text, at);
	if (next_random(x) % 2 == 0) {
		buf_puts(out,
		    pieces[next_random(x) %
			(sizeof(pieces) / sizeof(pieces[0]))]);
		cut = 0;
	}
	if (at + cut < strlen(text))
		buf_puts(out, text + at + cut);
}

/* A spoilt file is read, or refused with one line that names it. */
static void
test_spoilt_files_are_read_or_refused(void **state)
{
	const struct place *p = *state;
	struct buf b = { 0 }, worse = { 0 };
	struct loaded l;
	uint32_t x = 2463534242U;
	size_t i, good = 0;

	for (i = 0; i < 600; i++) {
		spoil(&b, whole, &x);
		if (i % 2 == 0 && b.length > 0)
			spoil(&worse, b.data, &x);
		write_file(p->file, i % 2 == 0 ? worse.data : b.data,
		    i % 2 == 0 ? worse.length : b.length);
		load(&l, p->file);
		if (l.result == 0) {
			good++;
			assert_string_equal(l.said, "");
			config_free(&l.config);
			continue;
		}
		assert_int_equal(l.result, -1);
		assert_ptr_equal(strstr(l.said, p->file), l.said);
		assert_int_equal(strcspn(l.said, "\n"), strlen(l.said) - 1);
	}
	/* Both happen often. */
	assert_in_range(good, 60, 540);
	buf_free(&b);
	buf_free(&worse);
}

/* Good slugs, with the longest one. */
static void
test_good_slugs(void **state)
{
	static const char longest[] = "1234567890123456789012345678901"
				      "234567890123456789012345678901234";
	static const char *const slugs[] = { "a", "0", "a-", "a--b", "con",
		"all-of-it", longest };
	struct loaded l;
	char text[256];
	size_t i;

	for (i = 0; i < sizeof(slugs) / sizeof(slugs[0]); i++) {
		snprintf(text, sizeof(text),
		    SITE "topic %s {\n"
			 "\tmatch = 'x'\n}\n",
		    slugs[i]);
		load_good(&l, *state, text);
		assert_string_equal(l.config.topics[1].slug, slugs[i]);
		config_free(&l.config);
	}
}

#define MANY 10000

static void
test_many_topics(void **state)
{
	const struct place *p = *state;
	struct buf b = { 0 };
	struct loaded l;
	int i;

	buf_puts(&b, SITE);
	for (i = 0; i < MANY; i++)
		buf_printf(&b, "topic t%d {\n\tmatch = 'word%d OR x'\n}\n", i,
		    i);
	load_good(&l, p, b.data);
	assert_int_equal(l.config.topic_count, MANY + 1);
	assert_string_equal(l.config.topics[MANY].slug, "t9999");
	assert_string_equal(l.config.topics[MANY].match, "word9999 OR x");
	config_free(&l.config);
	buf_puts(&b, "topic t5000 {\n\tmatch = 'x'\n}\n");
	refuse(p, b.data, 3 + MANY * 3 + 1, "t5000");
	buf_free(&b);
}

#define WITH_PLACE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

/* Conditions of a topic beside its query. */
static void
test_conditions_of_topics(void **state)
{
	static const char text[] = SITE
	    "source daily { url = 'https://a.example/{date}' }\n"
	    "source trends {\n\turl = 'https://a.example/trending'\n"
	    "\tin-topics = no\n}\n"
	    "source weeks {\n\turl = 'https://a.example/{week}'\n"
	    "\tin-topics = false\n}\n"
	    "topic lab { organization = 'Coast  Survey' }\n"
	    "topic best { per-day = 1000 }\n"
	    "topic liked { min-upvotes = 1 }\n"
	    "topic trends { source = trends }\n"
	    "topic dated { source = \"daily\" }\n"
	    "topic weekly { source = weeks }\n"
	    "topic keyed {\n\tmatch = 'a title:b'\n\tkeywords-only = yes\n}\n"
	    "topic every {\n\tmatch = 'a'\n\tkeywords-only = no\n"
	    "\torganization = 'L'\n\tsource = trends\n\tmin-upvotes = 2\n"
	    "\tper-day = 3\n}\n";
	const struct topic *t;
	struct loaded l;
	size_t i;

	load_good(&l, *state, text);
	assert_int_equal(l.config.topic_count, 9);
	assert_true(l.config.sources[0].in_topics);
	assert_false(l.config.sources[1].in_topics);
	assert_false(l.config.sources[2].in_topics);
	/* Topics without a source do not show papers of in-topics = no. */
	for (i = 0; i < l.config.topic_count; i++) {
		t = &l.config.topics[i];
		if (t->source == NULL)
			assert_string_equal(t->without, "\ntrends\nweeks\n");
		else
			assert_null(t->without);
	}
	t = l.config.topics;
	assert_string_equal(t[1].organization, "Coast  Survey");
	assert_null(t[1].match);
	assert_null(t[1].query);
	assert_string_equal(t[1].title, "lab");
	assert_int_equal(t[2].per_day, 1000);
	assert_int_equal(t[3].min_upvotes, 1);
	assert_string_equal(t[4].source, "trends");
	assert_true(t[4].by_sight);
	assert_string_equal(t[5].source, "daily");
	assert_false(t[5].by_sight);
	assert_false(t[6].by_sight);
	assert_true(t[7].keywords_only);
	assert_string_equal(t[7].query,
	    "{keywords} : \"a\" AND {title} : \"b\"");
	assert_false(t[8].keywords_only);
	assert_string_equal(t[8].query, "{title abstract keywords} : \"a\"");
	assert_string_equal(t[8].organization, "L");
	assert_string_equal(t[8].source, "trends");
	assert_int_equal(t[8].min_upvotes, 2);
	assert_int_equal(t[8].per_day, 3);
	config_free(&l.config);
	/* Every source is in topics: no list. */
	load_good(&l, *state,
	    SITE
	    "source a {\n\turl = 'file:///x'\n\tin-topics = yes\n}\n" TOPIC);
	assert_null(l.config.topics[0].without);
	assert_null(l.config.topics[1].without);
	assert_int_equal(l.config.topics[1].per_day, 0);
	assert_null(l.config.topics[1].organization);
	config_free(&l.config);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_every_option_is_read),
		WITH_PLACE(test_missing_options_have_defaults),
		WITH_PLACE(test_conditions_of_topics),
		WITH_PLACE(test_paths_are_relative_to_the_file),
		WITH_PLACE(test_layout_does_not_matter),
		WITH_PLACE(test_missing_file_is_refused),
		WITH_PLACE(test_writable_by_everybody_warns),
		WITH_PLACE(test_binary_and_large_files_are_refused),
		WITH_PLACE(test_latin1_is_refused),
		WITH_PLACE(test_errors_have_line_and_reason),
		WITH_PLACE(test_empty_number_is_refused),
		WITH_PLACE(test_comments_keep_lines_right),
		WITH_PLACE(test_cut_file_is_refused),
		WITH_PLACE(test_messages_have_one_line),
		WITH_PLACE(test_environment_is_not_read),
		WITH_PLACE(test_quotes_and_escapes),
		WITH_PLACE(test_yes_and_no),
		WITH_PLACE(test_spoilt_files_are_read_or_refused),
		WITH_PLACE(test_good_slugs),
		WITH_PLACE(test_many_topics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
