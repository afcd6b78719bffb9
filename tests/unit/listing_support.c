#include "listing_support.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "listing/listing.h"
#include "listing/parse.h"

void
read_bytes(struct reading *r, const char *s, size_t n, const char *asked)
{
	struct capture c;
	char *copy = malloc(n + 1);

	assert_non_null(copy);
	memcpy(copy, s, n);
	copy[n] = '\0';
	r->request = (struct listing_request){ .name = "x.json",
		.asked = at(asked),
		.now = at("2026-04-20T12:00:00Z") };
	capture_start(&c);
	r->result = parse_listing(&r->listing, &r->request, copy, n);
	if (r->listing.why[0] != '\0')
		warnx("%s: %s", r->request.name, r->listing.why);
	capture_end(&c);
	remove_program_name(c.said);
	memcpy(r->said, c.said, sizeof(r->said));
	free(copy);
}

void
read_good(struct reading *r, const char *json, const char *asked)
{
	read_bytes(r, json, strlen(json), asked);
	if (r->result == -1 || r->said[0] != '\0')
		fail_msg("%.400s: %s", json, r->said);
}

size_t
count_lines(const char *s)
{
	size_t n = 0;

	while ((s = strchr(s, '\n')) != NULL) {
		s++;
		n++;
	}
	return n;
}

void
refuse_bytes(const char *s, size_t n, const char *asked, const char *why)
{
	struct reading r;

	read_bytes(&r, s, n, asked);
	if (r.result != -1 || count_lines(r.said) != 1 ||
	    strncmp(r.said, "x.json: ", 8) != 0 || strstr(r.said, why) == NULL)
		fail_msg("%.200s: %d: '%s', not '%s'", s, r.result, r.said,
		    why);
	assert_int_equal(r.listing.papers.count, 0);
	assert_int_equal(r.listing.items, 0);
	listing_free(&r.listing);
}

void
refuse(const char *json, const char *asked, const char *why)
{
	refuse_bytes(json, strlen(json), asked, why);
}

const struct paper *
paper(const struct reading *r, size_t i)
{
	assert_true(i < r->listing.papers.count);
	return &r->listing.papers.papers[i];
}

void
expect_place(const struct reading *r, size_t i, enum listing_kind kind,
    const char *label, const char *listed)
{
	const struct listed_in *seen = &paper(r, i)->listings[0];

	assert_int_equal(paper(r, i)->listing_count, 1);
	assert_int_equal(seen->kind, kind);
	assert_string_equal(seen->label, label);
	expect_instant(paper(r, i)->listed, listed);
}
