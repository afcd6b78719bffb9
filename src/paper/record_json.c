/*
 * Writes a paper as one line of JSON (JSON Lines), for programs.  The keys and
 * their order are a promise: paperfeed-record(5).
 */
#include "paper/record_json.h"

#include "base/buf.h"
#include "base/json.h"
#include "paper/paper.h"

static void
write_names(struct json *j, const char *key, const struct name_list *l)
{
	size_t i;

	json_open(j, key, '[');
	for (i = 0; i < l->count; i++)
		json_text(j, NULL, l->names[i]);
	json_close(j, ']');
}

static void
write_links(struct json *j, const struct paper *p)
{
	enum paper_link i;

	json_open(j, "links", '{');
	for (i = 0; i < LINKS; i++) {
		if (p->links[i] != NULL)
			json_text(j, paper_link_names[i], p->links[i]);
	}
	json_close(j, '}');
}

static void
write_listings(struct json *j, const struct paper *p)
{
	const struct listed_in *seen;
	size_t i;

	json_open(j, "listings", '[');
	for (i = 0; i < p->listing_count; i++) {
		seen = &p->listings[i];
		json_open(j, NULL, '{');
		json_text(j, "kind", paper_kind_names[seen->kind]);
		json_text(j, "label", seen->label);
		json_number(j, "rank", seen->rank, COUNT_UNKNOWN);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* Add a paper's record and a line feed.  topics are the slugs of its topics. */
void
record_json_write(struct buf *out, const struct paper *p,
    const struct name_list *topics)
{
	struct json j = { .out = out };

	json_open(&j, NULL, '{');
	json_text(&j, "id", p->id);
	json_text(&j, "guid", p->guid);
	json_text(&j, "title", p->title);
	json_text(&j, "abstract", p->abstract);
	write_names(&j, "authors", &p->authors);
	json_number(&j, "author_count", p->author_count, COUNT_UNKNOWN);
	json_text(&j, "organization", p->organization);
	json_day(&j, "published", p->published);
	json_instant(&j, "listed", p->listed);
	json_instant(&j, "updated", p->updated);
	json_number(&j, "upvotes", p->upvotes, COUNT_UNKNOWN);
	json_number(&j, "peak_upvotes", p->peak_upvotes, COUNT_UNKNOWN);
	json_number(&j, "comments", p->comments, COUNT_UNKNOWN);
	json_number(&j, "stars", p->stars, COUNT_UNKNOWN);
	json_text(&j, "submitter", p->submitter);
	json_text(&j, "summary", p->summary);
	write_names(&j, "keywords", &p->keywords);
	write_names(&j, "categories", &p->categories);
	json_text(&j, "comment", p->comment);
	json_text(&j, "journal", p->journal);
	json_text(&j, "doi", p->doi);
	json_number(&j, "version", p->version, COUNT_UNKNOWN);
	json_instant(&j, "arxiv_updated", p->arxiv_updated);
	json_flag(&j, "withdrawn", p->withdrawn);
	write_links(&j, p);
	write_listings(&j, p);
	write_names(&j, "topics", topics);
	json_close(&j, '}');
	buf_putc(out, '\n');
}
