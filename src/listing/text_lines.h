#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TEXT_MIDDLE_DOT "\xc2\xb7" /* U+00B7 */

/* A piece of the text, not a copy; end is NULL when there is none. */
struct text_span {
	const char *start;
	const char *end;
};

enum text_kind {
	TEXT_END,
	TEXT_PARAGRAPH,
	TEXT_PEOPLE, /* `N authors` */
	TEXT_DOT     /* the dot, and the date if there is one */
};

/* A paragraph has the text, people the count, a dot all but the text. */
struct text_line {
	struct text_span text;
	int64_t count; /* of authors or comments */
	int64_t day;   /* or DATE_NONE */
	bool dated;    /* a date, perhaps an unreadable one */
};

/* What is left of the text, and what its dates without a year refer to. */
struct text_reader {
	const char *at;
	const char *end;
	int64_t page_day; /* the last day they can mean */
};

enum text_kind text_lines_next(struct text_reader *, struct text_line *);
bool text_lines_date(const struct text_reader *, struct text_span,
    struct text_line *);

bool text_lines_span_is_empty(const struct text_span *);
size_t text_lines_span_length(const struct text_span *);
bool text_lines_span_contains(const struct text_span *, const char *);
int text_lines_span_fold(char *, size_t, struct text_span);
