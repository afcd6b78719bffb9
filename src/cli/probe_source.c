/* Whether a source answers: one request, or another one at its fallback. */
#include "cli/probe.h"

#include <sysexits.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/url.h"
#include "config/config.h"
#include "config/source_url.h"
#include "store/validators.h"
#include "fetch/client.h"
#include "cli/command.h"
#include "cli/diagnosis.h"

/* What came of asking at one of a source's URLs. */
struct answer {
	enum fetch_outcome outcome;
	const char *url;  /* without credentials */
	const char *said; /* a phrase */
};

/* Say what an answer was. */
static const char *
describe(struct arena *a, const struct fetch_response *r)
{
	switch (r->outcome) {
	case FETCH_OK:
		return arena_printf(a, "answers, %zu bytes", r->body.length);
	case FETCH_NOT_MODIFIED:
		return "answers, not modified";
	default:
		return arena_string(a, r->why.data);
	}
}

/*
 * Ask for today's listing, if it has changed since a run stored it.  The listing
 * is not read.
 */
static struct answer
ask(struct probe *p, const struct source *s, const char *template)
{
	struct fetch_request request = { .timeout = s->timeout };
	struct fetch_response response = { 0 };
	struct validators known = { 0 };
	struct buf text = { 0 };
	struct answer answer;

	source_url_fill(&text, template, date_midnight(p->context->now));
	request.url = buf_move(&text, p->arena);
	url_add_without_credentials(&text, request.url);
	answer.url = buf_move(&text, p->arena);
	if (validators_find(p->store, p->arena, answer.url, &known) == 1) {
		request.etag = known.etag;
		request.modified = known.modified;
	}
	probe_ask(p, &request, &response);
	/* A day may have no listing; the server said so, then. */
	if (response.outcome == FETCH_MISSING && response.status != 0 &&
	    source_url_period(template) != PERIOD_NONE) {
		response.outcome = FETCH_OK;
		answer.said = "answers that today has no listing";
	} else {
		answer.said = describe(p->arena, &response);
	}
	answer.outcome = response.outcome;
	fetch_response_free(&response);
	return answer;
}

static bool
is_reached(const struct answer *a)
{
	return a->outcome == FETCH_OK || a->outcome == FETCH_NOT_MODIFIED;
}

/* Ask a source, and say whether it answers. */
void
probe_source(struct probe *p, const struct source *s)
{
	const char *what = arena_printf(p->arena, "source %s", s->name);
	struct answer first = ask(p, s, s->url), second;

	if (is_reached(&first)) {
		diagnosis_ok(p->diagnosis, what, "%s %s", first.url,
		    first.said);
		return;
	}
	if (s->fallback != NULL) {
		second = ask(p, s, s->fallback);
		if (is_reached(&second)) {
			diagnosis_warn(p->diagnosis, what,
			    "%s: %s; its fallback is read instead: see whether "
			    "the url has moved",
			    first.url, first.said);
			return;
		}
	}
	if (first.outcome == FETCH_WAIT)
		diagnosis_warn(p->diagnosis, what, "%s: %s; ask again then",
		    first.url, first.said);
	else
		diagnosis_fail(p->diagnosis, EX_UNAVAILABLE, what,
		    "%s: %s; see whether this machine's network, name server "
		    "and proxy work, and whether the url has moved",
		    first.url, first.said);
}
