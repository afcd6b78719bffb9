/* Listings in JSON in the unit tests: how they are written and read. */
#pragma once

#include "support.h"

#include "listing/listing.h"

/* A paper of an id, with more members, and the item that holds it. */
#define PAPER(id, more) "{\"id\":\"" id "\",\"title\":\"Paper " id "\"" more "}"
#define DAILY(id, more) "{\"paper\":" PAPER(id, more) "}"

#define ONE   DAILY("2604.00001", AT("2026-04-08T01:02:03.456Z"))
#define TWO   DAILY("2604.00002", AT("2026-04-08T02:00:00.000Z"))
#define THREE DAILY("2604.00003", AT("2026-04-07T09:00:00.000Z"))
#define DAY_PAGE(items)                                        \
	"{\"dailyPapers\":[" items "],\"periodType\":\"day\"," \
	"\"dateString\":\"2026-04-08\"}"

#define WEDNESDAY "2026-04-08"
#define SATURDAY  "2026-04-11"

/* A listing that was read, and what went to standard error. */
struct reading {
	struct listing_request request;
	struct listing listing;
	int result;
	char said[sizeof((struct capture){ 0 }.said)];
};

/* Reads n bytes of x.json. */
void read_bytes(struct reading *r, const char *s, size_t n, const char *asked);

/* Reads JSON; fails on a warning. */
void read_good(struct reading *r, const char *json, const char *asked);

/* How many lines a text has. */
size_t count_lines(const char *s);

/* Fails unless the bytes are refused in one line with the name and this why. */
void refuse_bytes(const char *s, size_t n, const char *asked, const char *why);

/* The same for a string. */
void refuse(const char *json, const char *asked, const char *why);

/* The paper at a place of the listing. */
const struct paper *paper(const struct reading *r, size_t i);

/* Fails unless this is where and when paper i was listed. */
void expect_place(const struct reading *r, size_t i, enum listing_kind kind,
    const char *label, const char *listed);
