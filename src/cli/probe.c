/* Asks servers, and keeps what all answers tell alike: clock and certificates. */
#include "cli/probe.h"

#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "fetch/client.h"
#include "cli/command.h"

/* Note what the answer tells of the certificate. */
static void
note_certificate(struct probe *p, const struct fetch_response *r)
{
	const char *url;

	if (r->url.length == 0 || strncasecmp(r->url.data, "https:", 6) != 0)
		return;
	url = arena_string(p->arena, r->url.data);
	if (r->untrusted && p->unverified == NULL) {
		p->unverified = url;
		p->why = arena_string(p->arena, r->why.data);
	}
	if (r->status != 0 && p->verified == NULL)
		p->verified = url;
}

/* Ask once, by the client's limits, and note what every answer tells. */
void
probe_ask(struct probe *p, const struct fetch_request *request,
    struct fetch_response *r)
{
	client_get(p->client, request, r);
	note_certificate(p, r);
	/* What is called our present is the instant when the run began. */
	if (r->date != -1 && p->server == DATE_NONE)
		p->server =
		    r->date + r->age - p->context->timer->elapsed() / 1000;
}
