#include "config_support.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "config/config.h"

static void
test_missing_file_is_refused(void **state)
{
	const struct place *p = *state;
	struct loaded l;
	char path[64];

	snprintf(path, sizeof(path), "%s/missing.conf", p->folder);
	load_config(&l, path);
	assert_int_equal(l.result, -1);
	assert_true(says(&l, path, 0, "No such file"));
	load_config(&l, p->folder);
	assert_int_equal(l.result, -1);
	assert_true(says(&l, p->folder, 0, "directory"));
	load_config(&l, "");
	assert_int_equal(l.result, -1);
}

/* NULs, and a file that is too large. */
static void
test_binary_and_large_files_are_refused(void **state)
{
	const struct place *p = *state;
	struct buf b = { 0 };
	size_t i;

	refuse_config_bytes(p, SITE "\0", sizeof(SITE), 4, "UTF-8");
	refuse_config_bytes(p, "\0", 1, 1, "UTF-8");
	refuse_config_bytes(p, "s\0i\0t\0e\0", 8, 1, "UTF-8");
	for (i = 0; i < 4 * 1024 * 1024 / 10 + 1; i++)
		buf_puts(&b, "# comment\n");
	refuse_config_bytes(p, b.data, b.length, 0, "larger than 4 MiB");
	buf_free(&b);
}

/* Without an error the title would lose the letter. */
static void
test_latin1_is_refused(void **state)
{
	refuse_config(*state,
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
	/* what a topic is published as */
	{ "site {\n\tformats = atom pdf\n}\n", 2,
	    "formats 'pdf' must be atom, rss, json, bib or html" },
	{ "site {\n\tformats = Atom\n}\n", 2, "formats 'Atom' must be" },
	{ "site {\n\tformats = html bib\n}\n", 2, "must name a feed" },
	{ "site {\n\tformats = ''\n}\n", 2, "must name a feed" },
	{ "site {\n\tformats = atom,\n}\n", 3, "no word behind its comma" },
	{ "site {\n\tarchive = never\n}\n", 2,
	    "archive 'never' must be yes or no" },
	{ SITE "topic rag {\n\tmatch = x\n\tformats = 'bib'\n}\n", 6,
	    "formats 'bib' must name a feed" },
	/* pages of the same name */
	{ SITE "topic rag {\n\tmatch = 'a'\n}\n"
	       "topic rag-2026-03 {\n\tmatch = 'b'\n}\n",
	    0, "'rag' and 'rag-2026-03'" },
	{ SITE "topic rag-2026-03 {\n\tmatch = 'a'\n}\n"
	       "topic rag {\n\tmatch = 'b'\n}\n",
	    0, "'rag' and 'rag-2026-03'" },
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
	{ SITE "topic rag {\n\tmatch = ''\n}\n", 5,
	    "topic rag: match: column 11:" },
	{ SITE "topic rag {\n\tmatch = 'x AND'\n}\n", 5,
	    "topic rag: match: column 13:" },
	{ SITE "topic rag {\n\n\tmatch = 'é nofield:x'\n}\n", 6,
	    "topic rag: match: column 13:" },
	{ SITE "topic rag {\n\tmatch = '\"open'\n}\n", 5,
	    "topic rag: match: column 11:" },
	{ SITE "topic rag { match = AND }\n", 4,
	    "topic rag: match: column 21:" },
	/* of several lines, and with what the file writes otherwise */
	{ SITE "topic rag {\n\tmatch = 'one OR\n\t\ttwo OR\n  é nofield:x'\n"
	       "}\n",
	    7, "topic rag: match: column 5:" },
	{ SITE "topic rag {\n\tmatch = \"one OR \\\n\t two OR \\\nAND\"\n}\n",
	    7, "topic rag: match: column 1:" },
	{ SITE "topic rag {\n\tmatch = \"\\\"one\\\" OR \\x AND\"\n}\n", 5,
	    "topic rag: match: column 25:" },
	{ SITE "topic rag {\n\tmatch = \"\\\"one\\\"\\tOR AND\"\n}\n", 5,
	    "topic rag: match: column 23:" },
	{ SITE "topic rag {\n\tmatch = 'it\\'s a\\b OR AND'\n}\n", 5,
	    "topic rag: match: column 24:" },
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
	{ SITE "topic a {\n\tlike = diffusion\n}\n", 5,
	    "like 'diffusion' names no paper; an identifier is like "
	    "2604.05015" },
	{ SITE "topic a {\n\tlike = ' , '\n}\n", 5, "like is empty" },
	{ SITE "topic a {\n\tlike = 2604.05015\n\tunlike = 2604.05016, x\n}\n",
	    6, "unlike 'x' names no paper" },
	{ SITE "topic a {\n\tmatch = a\n\tunlike = 2604.05016\n}\n", 7,
	    "topic a: unlike needs examples: like" },
	{ SITE "topic a {\n\tabout = 5\n}\n", 6,
	    "topic a: about needs examples: like" },
	{ SITE "topic a {\n\tlike = 2604.05015\n\tabout = 0\n}\n", 6,
	    "about 0 must be from 1 to 1000" },
	{ SITE "topic a {\n\tcategory = 'cs RO'\n\tcategory = cs\n}\n", 6,
	    "a second category" },
	{ SITE "topic a {\n\tcategory = ' '\n}\n", 5, "category is empty" },
	{ SITE "topic a {\n\tcategory = cs.*x\n}\n", 5,
	    "category 'cs.*x' must be one of arXiv's" },
	{ SITE "topic a {\n\tcategory = cs.RO, cs.\n}\n", 5,
	    "category 'cs.' must be" },
	{ SITE "topic a {\n\tcategory = 'cs.RO\"'\n}\n", 5, "such as cs.RO" },
	{ SITE "topic a {\n\tcategory = -x\n}\n", 5, "such as cs.RO" },
	{ SITE "topic a {\n\tcategory = 68T50\n}\n", 5, "such as cs.RO" },
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
		refuse_config(*state, refusals[i].text, refusals[i].line,
		    refusals[i].why);
}

/* An empty text is not taken for 0. */
static void
test_empty_number_is_refused(void **state)
{
	refuse_config(*state,
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
		refuse_config(*state, texts[i].text, texts[i].line,
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
		load_config(&l, p->file);
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
	refuse_config(*state, SITE "topic \"a\\nb\" {\n\tmatch = 'x'\n}\n", 6,
	    "must have a name of");
	refuse_config(*state, "site {\n\turl = \"https://a.example/\\nb\"\n}\n",
	    2, "must be");
	refuse_config(*state, SITE "source \"a\\nb\" {\n}\n", 5, "no url");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_missing_file_is_refused),
		WITH_PLACE(test_binary_and_large_files_are_refused),
		WITH_PLACE(test_latin1_is_refused),
		WITH_PLACE(test_errors_have_line_and_reason),
		WITH_PLACE(test_empty_number_is_refused),
		WITH_PLACE(test_comments_keep_lines_right),
		WITH_PLACE(test_cut_file_is_refused),
		WITH_PLACE(test_messages_have_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
