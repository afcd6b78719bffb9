#pragma once

#include <stdbool.h>

/* A media type, and others that readers take for it. */
struct web_type {
	const char *wanted;
	const char *also; /* each with a blank before and behind */
};

/* What a web server answered for a file that we published. */
struct web_answer {
	struct web_type type;
	const char *sent;   /* media type, or "" */
	bool same;	    /* the bytes are those of the file */
	bool has_validator; /* an ETag, or a Last-Modified */
	bool not_modified;  /* when it was asked again with these: 304 */
	bool compressed;
	bool has_twin; /* there is a compressed one beside the file */
};

/* What is wrong with an answer; the first ones are worse. */
enum web_fault {
	WEB_GOOD,
	WEB_OTHER_BYTES,
	WEB_WRONG_TYPE,
	WEB_NO_VALIDATOR,
	WEB_SENT_AGAIN,
	WEB_ODD_TYPE, /* from here on, readers can live with it */
	WEB_NO_TWIN
};

struct web_type web_answer_type(const char *);
enum web_fault web_answer_judge(const struct web_answer *);
const char *web_answer_advice(enum web_fault);
