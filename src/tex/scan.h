#pragma once

#include <stdbool.h>
#include <stddef.h>

struct buf;

struct tex_scan;

/*
 * A rule gets the scan and the place of the byte that triggers it.  It writes
 * what the reader should see and returns the place behind what it took, or the
 * same place when it does not apply.
 */
typedef size_t tex_rule(struct tex_scan *, size_t);

/*
 * Which words their rule has to see; all others, which are most, are copied.  A
 * word that it has to see begins and ends with letters that have a bit in common,
 * or has one of a few bytes behind it.
 */
struct tex_words {
	unsigned char first[128], last[128]; /* by letter */
	bool behind[256];
};

/* The rules of a scan, so that it knows none by name. */
struct tex_rules {
	tex_rule *word; /* for a run of letters; takes a byte or more */
	const struct tex_words *words;
	tex_rule
	    *byte[128]; /* for what may begin with a byte; NULL copies it */
};

/* One pass over a text. */
struct tex_scan {
	const struct tex_rules *rules;
	const char *text;
	size_t end; /* of the part being read */
	struct buf *out;
	unsigned int depth; /* of groups within groups */
	bool math;	    /* between dollars or the like */
	bool tight;	    /* write nothing longer than it was */
	bool proven;	    /* the text is known to hold TeX */
	bool title;	    /* the text is a title */
};

/* A part of the text, without the last. */
struct tex_span {
	size_t from, to;
};

void tex_scan_part(struct tex_scan *, struct tex_span, bool);
void tex_scan_apart(struct tex_scan *, struct tex_span, bool, struct buf *);
size_t tex_scan_group(const struct tex_scan *, size_t, struct tex_span *);
bool tex_scan_is(const struct tex_scan *, size_t, const char *);
size_t tex_scan_letters(const struct tex_scan *, size_t);
size_t tex_scan_token(const struct tex_scan *, size_t);
int tex_scan_at(const struct tex_scan *, size_t);
int tex_scan_before(const struct tex_scan *, size_t);
bool tex_is_letter(int);
bool tex_is_digit(int);
bool tex_is_word(int);
bool tex_is_blank(int);
bool tex_is_one(int, const char *);
