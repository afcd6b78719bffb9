/* What a web server has to say of the files that it sends for us. */
#include "cli/web_answer.h"

#include <stddef.h>
#include <string.h>

#include "topic/topic_format.h"

/* Files that are no topic's; status.json is the JSON that is no feed. */
static const struct {
	const char *name;
	struct web_type type;
} others[] = {
	{ "status.json", { "application/json", "" } },
	{ "style.css", { "text/css", "" } },
	{ "feeds.opml",
	    { "text/x-opml", " text/xml application/xml text/x-opml+xml " } },
};

/*
 * Return the type that a file of the output should be sent as, as feeds/nginx.conf
 * has it; one without `wanted` for a file whose type does not matter.
 */
struct web_type
web_answer_type(const char *file)
{
	const struct topic_format *f = topic_format_of_file(file, strlen(file));
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (strcmp(file, others[i].name) == 0)
			return others[i].type;
	}
	return f == NULL ? (struct web_type){ NULL, NULL } :
			   (struct web_type){ f->type, f->also };
}

/* Do readers take the type that was sent, though it is not the one? */
static bool
is_taken(const struct web_type *t, const char *sent)
{
	const char *at = strstr(t->also, sent);
	size_t n = strlen(sent);

	/* No type has a blank, so what has one on both sides is whole. */
	return n > 0 && at != NULL && at[-1] == ' ' && at[n] == ' ';
}

/* Return the worst that is wrong with an answer. */
enum web_fault
web_answer_judge(const struct web_answer *a)
{
	bool right = strcmp(a->sent, a->type.wanted) == 0;

	if (!a->same)
		return WEB_OTHER_BYTES;
	if (!right && !is_taken(&a->type, a->sent))
		return WEB_WRONG_TYPE;
	if (!a->has_validator)
		return WEB_NO_VALIDATOR;
	if (!a->not_modified)
		return WEB_SENT_AGAIN;
	if (!right)
		return WEB_ODD_TYPE;
	return a->has_twin && !a->compressed ? WEB_NO_TWIN : WEB_GOOD;
}

/* Return what to do about a fault. */
const char *
web_answer_advice(enum web_fault fault)
{
	static const char *const advice[] = {
		[WEB_GOOD] = "",
		[WEB_OTHER_BYTES] =
		    "other bytes than the file: is the server's root the "
		    "output, or does a cache keep old ones?",
		[WEB_WRONG_TYPE] =
		    "readers will not take that: copy \"types\" of nginx.conf "
		    "among the examples",
		[WEB_NO_VALIDATOR] =
		    "neither ETag nor Last-Modified, so readers load all each "
		    "time: say \"etag on\"",
		[WEB_SENT_AGAIN] =
		    "sent again to who has it, instead of 304: say \"etag on\", "
		    "and compress nothing on the fly",
		[WEB_ODD_TYPE] =
		    "most readers take that; \"types\" of nginx.conf among the "
		    "examples is better",
		[WEB_NO_TWIN] =
		    "sent without compression: say \"gzip_static on\", or "
		    "\"gzip = no\" in the configuration",
	};

	return advice[fault];
}
