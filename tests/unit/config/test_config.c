#include "config_support.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "topic/topic_format.h"
#include "config/config.h"

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

/* A host that is not ASCII is asked for by its other form (RFC 5891). */
static void
test_host_of_source(void **state)
{
	struct loaded l;

	load_good_config(&l, *state,
	    SITE "source a {\n"
		 "\turl = 'https://me:ü@bücher.example:81/{date}'\n"
		 "\tfallback = 'https://[::1]:81/é'\n}\n" TOPIC);
	assert_string_equal(l.config.sources[0].url,
	    "https://me:ü@xn--bcher-kva.example:81/{date}");
	assert_string_equal(l.config.sources[0].fallback, "https://[::1]:81/é");
	config_free(&l.config);
}

static void
test_every_option_is_read(void **state)
{
	struct loaded l;
	struct topic *t;

	load_good_config(&l, *state, whole);
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

	load_good_config(&l, p,
	    SITE "source daily { url = \"https://a.example/\" }");
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

	load_good_config(&l, p, text);
	snprintf(path, sizeof(path), "%s/../www/x", p->folder);
	assert_string_equal(l.config.site.output, path);
	snprintf(path, sizeof(path), "%s/a b.db", p->folder);
	assert_string_equal(l.config.site.database, path);
	config_free(&l.config);
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(p->folder), 0);
	load_config(&l, "x.conf");
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
		load_good_config(&l, *state, texts[i]);
		assert_string_equal(l.config.site.url,
		    "https://papers.example.org/");
		assert_int_equal(l.config.topic_count, 2);
		assert_string_equal(l.config.topics[1].slug, "rag");
		assert_string_equal(l.config.topics[1].match, "RAG");
		config_free(&l.config);
	}
}

/* Whoever can write the file decides which files paperfeed writes. */
static void
test_writable_by_everybody_warns(void **state)
{
	const struct place *p = *state;
	struct loaded l;

	write_file(p->file, SITE, strlen(SITE));
	assert_int_equal(chmod(p->file, 0666), 0);
	load_config(&l, p->file);
	assert_int_equal(l.result, 0);
	assert_true(says(&l, p->file, 0, "everybody may write"));
	config_free(&l.config);
}

/* A small operator is a word, but hardly ever meant as one. */
static void
test_small_operators_warn(void **state)
{
	static const struct {
		const char *topic;
		int line;
		const char *why;
	} texts[] = {
		{ "topic a { match = 'mamba or SSM' }\n", 4,
		    "topic a: match: column 26: or is a word to find here; "
		    "write OR, or \"or\"" },
		{ "topic a {\n\tmatch = 'one OR\n\ttwo and three'\n}\n", 6,
		    "topic a: match: column 6: and is a word" },
		{ "topic a { match = '(x) not title:y' }\n", 4,
		    "column 24: not is a word" },
	};
	const struct place *p = *state;
	struct loaded l;
	char text[256];
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		snprintf(text, sizeof(text), SITE "%s", texts[i].topic);
		write_file(p->file, text, strlen(text));
		load_config(&l, p->file);
		assert_int_equal(l.result, 0);
		if (!says(&l, p->file, texts[i].line, texts[i].why))
			fail_msg("%s", l.said);
		config_free(&l.config);
	}
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
		load_good_config(&l, *state, text);
		assert_string_equal(l.config.topics[1].title, "For ${HOME}");
		config_free(&l.config);
	}
	/* Without quotes a brace ends the word. */
	refuse_config(*state,
	    SITE "topic a {\n\tmatch = 'x'\n\ttitle = ${HOME}\n}\n", 6,
	    "unexpected token '{'");
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
		load_good_config(&l, *state, text);
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
		load_good_config(&l, *state, text);
		assert_int_equal(l.config.site.gzip, i % 2 == 1);
		assert_int_equal(l.config.site.votes, i % 2 == 1);
		config_free(&l.config);
	}
}

/* A topic has the site's formats and archive, unless it says which ones. */
static void
test_formats(void **state)
{
	static const struct {
		const char *site, *topic;
		const char *all, *some; /* what comes of it */
		bool all_archive, some_archive;
	} tries[] = {
		{ "", "", " " TOPIC_FORMATS_ALL, " " TOPIC_FORMATS_ALL, true,
		    true },
		{ "formats = rss atom", "", " atom rss", " atom rss", true,
		    true },
		{ "formats = html,\n rss rss", "formats = 'json,bib atom'",
		    " rss html", " atom json bib", false, true },
		{ "archive = off", "archive = on", " " TOPIC_FORMATS_ALL,
		    " " TOPIC_FORMATS_ALL, false, true },
		{ "pages = no\nformats = atom html", "formats = rss html",
		    " atom", " rss", true, false },
		{ "pages = no\nformats = atom json bib html", "archive = no",
		    " atom json bib", " atom json bib", true, false },
	};
	const struct topic *t;
	struct loaded l;
	char text[256];
	size_t i;

	for (i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		snprintf(text, sizeof(text),
		    "topic some {\n\tmatch = x\n\t%s\n}\n"
		    "site {\n\turl = https://a.example/\n\t%s\n}\n",
		    tries[i].topic, tries[i].site);
		load_good_config(&l, *state, text);
		t = l.config.topics;
		assert_string_equal(t[0].formats, tries[i].all);
		assert_string_equal(t[1].formats, tries[i].some);
		assert_int_equal(topic_has_archive(&t[0]),
		    tries[i].all_archive);
		assert_int_equal(topic_has_archive(&t[1]),
		    tries[i].some_archive);
		config_free(&l.config);
	}
	load_good_config(&l, *state, SITE);
	t = l.config.topics;
	assert_true(topic_has_format(t, "atom"));
	assert_true(topic_has_format(t, "html"));
	assert_false(topic_has_format(t, "at"));
	assert_false(topic_has_format(t, "tom"));
	assert_false(topic_has_format(t, "atoms"));
	assert_false(topic_has_format(t, ""));
	config_free(&l.config);
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

/* Read for all its errors, a file is as good or bad, and the first is the same. */
static void
expect_same_result(const char *path, const struct loaded *first)
{
	struct capture c;
	struct config config;
	int result;

	capture_start(&c);
	result = config_load_all_errors(&config, path);
	capture_end(&c);
	remove_program_name(c.said);
	assert_int_equal(result, first->result);
	if (strncmp(c.said, first->said, strlen(first->said)) != 0)
		fail_msg("first %s\nthen %s", first->said, c.said);
	config_free(&config);
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
		load_config(&l, p->file);
		expect_same_result(p->file, &l);
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
		load_good_config(&l, *state, text);
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
	load_good_config(&l, p, b.data);
	assert_int_equal(l.config.topic_count, MANY + 1);
	assert_string_equal(l.config.topics[MANY].slug, "t9999");
	assert_string_equal(l.config.topics[MANY].match, "word9999 OR x");
	config_free(&l.config);
	buf_puts(&b, "topic t5000 {\n\tmatch = 'x'\n}\n");
	refuse_config(p, b.data, 3 + MANY * 3 + 1, "t5000");
	buf_free(&b);
}

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

	load_good_config(&l, *state, text);
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
	load_good_config(&l, *state,
	    SITE
	    "source a {\n\turl = 'file:///x'\n\tin-topics = yes\n}\n" TOPIC);
	assert_null(l.config.topics[0].without);
	assert_null(l.config.topics[1].without);
	assert_int_equal(l.config.topics[1].per_day, 0);
	assert_null(l.config.topics[1].organization);
	config_free(&l.config);
}

/* Categories stand alone, or beside a query. */
static void
test_categories_of_topics(void **state)
{
	static const char text[] =
	    SITE "topic robots { category = cs.RO }\n"
		 "topic language {\n\tcategory = cs.CL, cs.IR\n\tmatch = a\n}\n"
		 "topic keyed {\n\tmatch = 'a OR b'\n\tcategory = 'cs.*'\n"
		 "\tkeywords-only = yes\n}\n";
	const struct topic *t;
	struct loaded l;

	load_good_config(&l, *state, text);
	t = l.config.topics;
	assert_int_equal(l.config.topic_count, 4);
	assert_string_equal(t[1].category, "cs.RO");
	assert_string_equal(t[1].query, "{category} : \"cs.RO\"");
	assert_string_equal(t[2].category, "cs.CL cs.IR");
	assert_string_equal(t[2].query,
	    "({title abstract keywords} : \"a\") AND "
	    "({category} : \"cs.CL\" OR {category} : \"cs.IR\")");
	assert_string_equal(t[3].query,
	    "({keywords} : \"a\" OR {keywords} : \"b\") AND "
	    "({category} : \"cs\")");
	config_free(&l.config);
}

/* Examples are kept as words with a blank between them. */
static void
test_examples_of_topics(void **state)
{
	static const char text[] =
	    SITE "topic mine {\n\tlike = '2604.05015,\n\t2601.00001v2'\n"
		 "\tunlike = https://arxiv.org/abs/2604.05016\n"
		 "\tabout = 5\n\tmatch = a\n}\n"
		 "topic bare { like = 2604.05015, 2601.00001 }\n"
		 "topic none { match = a }\n";
	const struct topic *t;
	struct loaded l;

	load_good_config(&l, *state, text);
	t = l.config.topics;
	assert_int_equal(l.config.topic_count, 4);
	assert_string_equal(t[1].like, "2604.05015 2601.00001v2");
	assert_string_equal(t[1].unlike, "https://arxiv.org/abs/2604.05016");
	assert_int_equal(t[1].about, 5);
	assert_non_null(t[1].query);
	assert_string_equal(t[2].like, "2604.05015 2601.00001");
	assert_null(t[2].unlike);
	assert_int_equal(t[2].about, TOPIC_ABOUT);
	assert_null(t[2].query);
	assert_false(topic_has_examples(&t[3]));
	assert_int_equal(t[3].about, 0);
	config_free(&l.config);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_every_option_is_read),
		WITH_PLACE(test_host_of_source),
		WITH_PLACE(test_missing_options_have_defaults),
		WITH_PLACE(test_paths_are_relative_to_the_file),
		WITH_PLACE(test_layout_does_not_matter),
		WITH_PLACE(test_writable_by_everybody_warns),
		WITH_PLACE(test_small_operators_warn),
		WITH_PLACE(test_environment_is_not_read),
		WITH_PLACE(test_quotes_and_escapes),
		WITH_PLACE(test_yes_and_no),
		WITH_PLACE(test_formats),
		WITH_PLACE(test_spoilt_files_are_read_or_refused),
		WITH_PLACE(test_good_slugs),
		WITH_PLACE(test_many_topics),
		WITH_PLACE(test_conditions_of_topics),
		WITH_PLACE(test_categories_of_topics),
		WITH_PLACE(test_examples_of_topics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
