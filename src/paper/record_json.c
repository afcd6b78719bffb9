/*
 * Writes a paper as one line of JSON (JSON Lines), for programs.  The keys and
 * their order are a promise: paperfeed-record(5).
 */
#include "paper/record_json.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "paper/paper.h"

static void
write_text(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_string(j, text);
}

static void
write_names(struct json *j, const char *key, const struct name_list *l)
{
	size_t i;

	json_key(j, key);
	json_open(j, '[');
	for (i = 0; i < l->count; i++)
		json_string(j, l->names[i]);
	json_close(j, ']');
}

static void
write_count(struct json *j, const char *key, int64_t count)
{
	json_key(j, key);
	if (count == COUNT_UNKNOWN)
		json_null(j);
	else
		json_number(j, count);
}

static void
write_day(struct json *j, const char *key, int64_t day)
{
	char text[DATE_DAY_SIZE];

	if (day != DATE_NONE)
		date_format_day(day, text);
	write_text(j, key, day == DATE_NONE ? NULL : text);
}

static void
write_instant(struct json *j, const char *key, int64_t instant)
{
	char text[DATE_RFC3339_SIZE];

	date_format_rfc3339(instant, text);
	write_text(j, key, text);
}

static void
write_links(struct json *j, const struct paper *p)
{
	enum paper_link i;

	json_key(j, "links");
	json_open(j, '{');
	for (i = 0; i < LINKS; i++) {
		if (p->links[i] != NULL)
			write_text(j, paper_link_names[i], p->links[i]);
	}
	json_close(j, '}');
}

static void
write_listings(struct json *j, const struct paper *p)
{
	const struct listed_in *seen;
	size_t i;

	json_key(j, "listings");
	json_open(j, '[');
	for (i = 0; i < p->listing_count; i++) {
		seen = &p->listings[i];
		json_open(j, '{');
		write_text(j, "kind", paper_kind_names[seen->kind]);
		write_text(j, "label", seen->label);
		write_count(j, "rank", seen->rank);
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

	json_open(&j, '{');
	write_text(&j, "id", p->id);
	write_text(&j, "guid", p->guid);
	write_text(&j, "title", p->title);
	write_text(&j, "abstract", p->abstract);
	write_names(&j, "authors", &p->authors);
	write_count(&j, "author_count", p->author_count);
	write_text(&j, "organization", p->organization);
	write_day(&j, "published", p->published);
	write_instant(&j, "listed", p->listed);
	write_instant(&j, "updated", p->updated);
	write_count(&j, "upvotes", p->upvotes);
	write_count(&j, "peak_upvotes", p->peak_upvotes);
	write_count(&j, "comments", p->comments);
	write_count(&j, "stars", p->stars);
	write_text(&j, "submitter", p->submitter);
	write_text(&j, "summary", p->summary);
	write_names(&j, "keywords", &p->keywords);
	write_links(&j, p);
	write_listings(&j, p);
	write_names(&j, "topics", topics);
	json_close(&j, '}');
	buf_putc(out, '\n');
}
