/*
 * An answer of the API on its whole way, but for the store: read as a listing,
 * cleaned, and written in each format.  Whatever the answer has in it, what is
 * written must be what a strict parser takes, with nothing in it but what the
 * program means to write.  json_mutator.c changes the input.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/period.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "paper/clean.h"
#include "paper/guid.h"
#include "paper/record_csv.h"
#include "paper/record_json.h"
#include "listing/listing.h"
#include "listing/parse.h"
#include "reference/library.h"
#include "reference/references.h"
#include "store/counts.h"
#include "store/examples.h"
#include "source/health.h"
#include "feed/atom.h"
#include "feed/entry.h"
#include "feed/entry_make.h"
#include "feed/feed.h"
#include "feed/format.h"
#include "feed/opml.h"
#include "feed/status_json.h"
#include "mail/digest.h"
#include "mail/message.h"
#include "page/day_page.h"
#include "page/front.h"
#include "page/overview.h"
#include "page/past_page.h"
#include "page/search.h"
#include "page/topic_page.h"
#include "check_html.h"
#include "check_json.h"
#include "check_lines.h"
#include "check_mail.h"
#include "check_xml.h"
#include "support.h"

#define FORMATS " " TOPIC_FORMATS_ALL
#define PAPERS	8 /* that are written, of those that were read */

/* A configuration whose own texts are no less of a trial. */
static struct topic topics[] = {
	{ .slug = "all",
	    .title = "All <&> \"papers\" ]]> 'so'",
	    .formats = FORMATS,
	    .archive = "yes" },
	{ .slug = "rag",
	    .title = "</title><script>",
	    .match = "a AND \"<b>\"",
	    .organization = "&lt;",
	    .category = "cs.*",
	    .min_upvotes = 1,
	    .per_day = 1,
	    .formats = FORMATS,
	    .archive = "yes" },
};

#define TOPICS (sizeof(topics) / sizeof(topics[0]))

static struct config config = {
	.site = { .title = "Papers & <others>",
	    .url = "https://papers.example.org/",
	    .thumbnails = true,
	    .votes = true,
	    .related = true,
	    .pages = "all",
	    .formats = FORMATS,
	    .archive = "yes",
	    .hub = "https://hub.example.org/?a&b" },
	.topics = topics,
	.topic_count = TOPICS,
};

static const struct mail mail = { .name = "weekly",
	.title = "Papers & <others>",
	.to = "\"Smith (home)\" <me@example.org>",
	.from = "Jürgen <papers@example.org>",
	.every = "week",
	.order = "votes",
	.unsubscribe = "https://papers.example.org/?a&b",
	.thumbnails = true };

/* What is made of one input. */
struct trial {
	struct arena arena;
	struct listing listing;
	struct entry *entries; /* newest first */
	const struct entry *shown[PAPERS];
	size_t count;
	struct topic_counts counts[TOPICS];
	int64_t newest, month; /* the listing's instant, and its month */
	struct buf out;	       /* of one writer after another */
};

/* What the store and arXiv would add to a record. */
static void
complete_paper(struct arena *a, struct paper *p)
{
	p->guid = guid_choose(a, p);
	p->updated = p->listed;
	p->peak_upvotes = p->upvotes;
	p->comment = clean_sentence(a, p->source.title);
	p->journal = p->organization;
	p->withdrawn = p->comments > 0;
	p->version = 1;
	p->doi = "10.1000/a_(b)%3C#{c}";
}

static int
compare_papers(const void *a, const void *b)
{
	const struct paper *p = a, *q = b;

	if (p->listed != q->listed)
		return p->listed < q->listed ? 1 : -1;
	return strcmp(p->guid, q->guid);
}

/* The store has a paper once. */
static void
drop_doubles(struct paper_list *l)
{
	size_t i, n = 0;

	for (i = 0; i < l->count && n < PAPERS; i++) {
		if (n == 0 ||
		    strcmp(l->papers[i].guid, l->papers[n - 1].guid) != 0)
			l->papers[n++] = l->papers[i];
	}
	l->count = n;
}

/* Why a listing is refused: in a terminal, and in status.json. */
static void
try_refusal(struct trial *t)
{
	const struct health source = { .state = { .name = "daily",
					   .error = t->listing.why,
					   .attempted = DATE_NONE,
					   .succeeded = DATE_NONE,
					   .changed = DATE_NONE },
		.newest = DATE_NONE };
	const struct name_list none = { .count = 0 };
	const struct site_index index = { .topics = topics,
		.counts = t->counts,
		.topic_count = TOPICS };
	const struct status status = { .published = DATE_NONE,
		.index = &index,
		.sources = &source,
		.source_count = 1,
		.retired = &none };

	require(t->listing.why[0] != '\0');
	check_characters(t->listing.why, strlen(t->listing.why), "");
	require(status_json_write(&t->out, &status) == 0);
	check_json(t->out.data, t->out.length);
}

/* Read the answer.  Return whether there is something to write. */
static bool
read_papers(struct trial *t, const char *s, size_t n)
{
	const struct listing_request request = any_day();
	struct paper_list *l = &t->listing.papers;
	size_t i;

	if (parse_listing(&t->listing, &request, s, n) == -1) {
		require(l->count == 0);
		try_refusal(t);
		return false;
	}
	if (l->count == 0)
		return false;
	for (i = 0; i < l->count; i++)
		complete_paper(&t->arena, &l->papers[i]);
	qsort(l->papers, l->count, sizeof(*l->papers), compare_papers);
	drop_doubles(l);
	return true;
}

/* The paper before this one as one that is near it. */
static void
set_earlier(struct earlier_list *l, const struct entry *e)
{
	l->count = 1;
	l->papers[0] = (struct earlier){ .title = e->title,
		.link = e->link,
		.anchor = entry_anchor(e->paper),
		.day = e->day };
}

static void
make_entries(struct trial *t)
{
	static const struct topic *all[TOPICS] = { &topics[0], &topics[1] };
	const struct paper_list *l = &t->listing.papers;
	struct earlier_list earlier = { .count = 0 };
	struct entry *e;
	size_t i, form;

	t->entries = arena_array(&t->arena, l->count, sizeof(*t->entries));
	for (i = 0; i < l->count; i++) {
		e = &t->entries[i];
		entry_make(&t->arena, e, &l->papers[i], &config.site, &earlier);
		e->day = date_midnight(e->published);
		e->stored = e->published;
		e->topics = all;
		e->topic_count = TOPICS;
		e->is_live = true;
		entry_make_content(&t->arena, e, &config.site, i % 2 == 0);
		for (form = 0; form < ENTRY_LIVE; form++) {
			buf_clear(&t->out);
			format_write_entry(&t->out, e, &config.site, form);
			entry_set_text(&t->arena, e, form, &t->out);
		}
		set_earlier(&earlier, e);
		t->shown[t->count++] = e;
	}
}

/* Counts and days of what was read. */
static void
measure(struct trial *t)
{
	size_t i, n;

	t->newest = t->entries[0].published;
	t->month = date_month(t->newest);
	for (i = 0; i < TOPICS; i++) {
		counts_start(&t->counts[i], t->newest);
		t->counts[i].count = (int64_t)t->count;
		t->counts[i].newest = t->newest;
		for (n = 0; n < t->count; n++)
			counts_add(&t->counts[i], t->entries[n].published);
	}
}

/* The output of a writer that says that all is there; it is checked next. */
static void
end_output(struct trial *t, int result)
{
	require(result == 0 && !t->out.full && t->out.length > 0);
}

/*
 * What programs for references are given is read by our own reader of them:
 * each paper, with as many people.  Its titles may differ, as TeX is read again.
 */
static void
read_bibtex(const struct trial *t)
{
	const struct paper *p, *wanted;
	struct library l;
	size_t i;

	require(references_read(&l, "x.bib", t->out.data, t->out.length) == 0);
	require(l.papers.count > 0 && l.papers.count <= t->count);
	for (i = 0; l.papers.count == t->count && i < t->count; i++) {
		p = &l.papers.papers[i];
		wanted = t->entries[i].paper;
		require(wanted->authors.count == 0 ||
		    p->authors.count == wanted->authors.count);
	}
	library_free(&l);
}

static void
try_feed(struct trial *t, struct feed *f, size_t format)
{
	struct entry *e;
	size_t i;

	f->form = ENTRY_LIVE + format;
	for (i = 0; i < t->count; i++) {
		e = &t->entries[i];
		buf_clear(&t->out);
		end_output(t,
		    format_write_entry(&t->out, e, &config.site, f->form));
		entry_set_text(&t->arena, e, f->form, &t->out);
	}
	buf_clear(&t->out);
	end_output(t, format_write(&t->out, f, format));
	if (format == TOPIC_JSON)
		check_json(t->out.data, t->out.length);
	else if (format == TOPIC_BIB) {
		check_bibtex(t->out.data, t->out.length, t->count);
		read_bibtex(t);
	} else
		check_xml(t->out.data, t->out.length);
}

/* The document of a month, in which the second half is brief. */
static void
try_archive(struct trial *t)
{
	struct feed f;
	size_t i;

	feed_start(&f, &config.site, &topics[1], t->newest);
	feed_set_month(&f, "2026-04");
	f.previous = "2026-03";
	f.next = "2026-05";
	buf_clear(&t->out);
	atom_open(&t->out, &f);
	for (i = 0; i < t->count; i++)
		entry_add_text(&t->out, &t->entries[i],
		    i % 2 == 0 ? ENTRY_ARCHIVE : ENTRY_BRIEF);
	end_output(t, atom_close(&t->out));
	check_xml(t->out.data, t->out.length);
	feed_free(&f);
}

static void
check_page(struct trial *t, int result)
{
	end_output(t, result);
	check_html(t->out.data, t->out.length, &html_in_pages);
	buf_clear(&t->out);
}

/* Start the live feed of a topic with all papers; feed_free() frees it. */
static void
start_feed(struct trial *t, struct feed *f, size_t topic)
{
	struct entry *entries[PAPERS];
	size_t i;

	for (i = 0; i < t->count; i++)
		entries[i] = &t->entries[i];
	feed_start(f, &config.site, &topics[topic], t->newest);
	feed_add_entries(f, entries, t->count);
}

static void
try_feeds(struct trial *t)
{
	struct feed f;
	size_t i;

	start_feed(t, &f, 0);
	for (i = 0; i < TOPIC_FORMATS; i++) {
		if (topic_formats[i].kind != TOPIC_PAGE)
			try_feed(t, &f, i);
	}
	feed_free(&f);
}

static void
try_topic(struct trial *t)
{
	size_t topic = t->count % TOPICS;
	struct example example = { .title = t->entries[0].title,
		.url = t->entries[0].link };
	struct topic_page page = { .counts = &t->counts[topic],
		.months = &t->month,
		.month_count = 1,
		.examples = &example,
		.example_count = 1 };
	struct feed f;

	start_feed(t, &f, topic);
	page.feed = &f;
	buf_clear(&t->out);
	check_page(t, topic_page_write(&t->out, &page));
	feed_free(&f);
}

static void
try_index(struct trial *t)
{
	struct day_count day = { t->entries[t->count - 1].day, 1 };
	struct site_index index = { .site = &config.site,
		.topics = topics,
		.counts = t->counts,
		.topic_count = TOPICS,
		.newest = t->shown,
		.newest_count = t->count,
		.days = &day,
		.day_count = 1,
		.months = &t->month,
		.month_count = 1,
		.listed = t->newest };

	buf_clear(&t->out);
	check_page(t, front_write(&t->out, &index));
	end_output(t, opml_write(&t->out, &index));
	check_xml(t->out.data, t->out.length);
}

static void
try_day(struct trial *t)
{
	struct day_page page = { .site = &config.site,
		.all = topics,
		.day = t->entries[0].day,
		.days = { t->month, DATE_NONE },
		.count = t->count };
	size_t i;

	buf_clear(&t->out);
	day_page_open(&t->out, &page);
	for (i = 0; i < t->count; i++)
		day_page_add(&t->out, &page, &t->entries[i]);
	check_page(t, day_page_close(&t->out, &page));
}

static void
try_month(struct trial *t)
{
	struct past_page page = { .site = &config.site,
		.topic = &topics[1],
		.month = t->month,
		.months = { DATE_NONE, t->month },
		.count = t->count };
	size_t i;

	buf_clear(&t->out);
	past_page_open(&t->out, &page);
	for (i = 0; i < t->count; i++)
		past_page_add(&t->out, &page, &t->entries[i]);
	check_page(t, past_page_close(&t->out, &page));
}

static void
try_overview(struct trial *t)
{
	struct overview o = { .site = &config.site,
		.all = topics,
		.kind = PERIOD_WEEK,
		.period = period_of(PERIOD_WEEK, t->newest),
		.beside = { t->month, DATE_NONE },
		.best_count = t->count };

	o.papers[(t->entries[0].day - o.period.start) / DATE_DAY]++;
	memcpy(o.best, t->shown, sizeof(t->shown));
	buf_clear(&t->out);
	check_page(t, overview_write(&t->out, &o));
}

/* What programs read: the records as JSON and as a table, and the search. */
static void
try_records(struct trial *t)
{
	const char *slugs[] = { "all", "rag" };
	const struct name_list names = { slugs, TOPICS };
	struct search_index index;
	size_t i;

	for (i = 0; i < t->count; i++) {
		buf_clear(&t->out);
		record_json_write(&t->out, t->entries[i].paper, &names);
		check_json(t->out.data, t->out.length);
	}
	buf_clear(&t->out);
	record_csv_write_header(&t->out);
	for (i = 0; i < t->count; i++)
		record_csv_write(&t->out, t->entries[i].paper, &names);
	check_csv(t->out.data, t->out.length, t->count);
	buf_clear(&t->out);
	search_open(&index, topics);
	for (i = 0; i < t->count; i++)
		search_add(&t->out, &index, &t->entries[i]);
	check_search(t->out.data, t->out.length);
}

/* A mail of the papers, with their texts in the places of its own. */
static void
try_mail(struct trial *t)
{
	struct digest_paper papers[PAPERS];
	struct digest_group group = { .topic = &topics[1],
		.papers = papers,
		.count = t->count,
		.more = 1,
		.pages = { { "https://papers.example.org/rag.html",
		    t->entries[0].title } },
		.page_count = 1 };
	struct digest d = { .mail = &mail,
		.config = &config,
		.message_id = "weekly.2026-W15@papers.example.org",
		.dated = t->newest,
		.groups = &group,
		.group_count = 1,
		.shown = t->count,
		.more = 1,
		.first = t->entries[t->count - 1].day,
		.last = t->entries[0].day };
	size_t i;

	for (i = 0; i < t->count; i++)
		papers[i] = (struct digest_paper){ .entry = &t->entries[i],
			.people = t->entries[i].paper->organization,
			.gist = t->entries[i].paper->abstract,
			.summarized = i % 2 == 0,
			.day = "8 April" };
	buf_clear(&t->out);
	message_write(&t->out, &t->arena, &d);
	check_mail(t->out.data, t->out.length);
}

/* Pages differ in little but what stands around the papers: one an input. */
static void (*const pages[])(struct trial *) = { try_topic, try_index, try_day,
	try_month, try_overview };

#define PAGES (sizeof(pages) / sizeof(pages[0]))

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct trial t = { .count = 0 };
	char *s = take_copy(data, n);

	if (read_papers(&t, s, n)) {
		make_entries(&t);
		measure(&t);
		try_feeds(&t);
		try_archive(&t);
		try_records(&t);
		try_mail(&t);
		pages[n % PAGES](&t);
	}
	listing_free(&t.listing);
	arena_free(&t.arena);
	buf_free(&t.out);
	free(s);
	return 0;
}
