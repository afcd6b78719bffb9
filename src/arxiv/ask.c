/* One question to arXiv, and whether its answer can be believed. */
#include "arxiv/ask.h"

#include "base/buf.h"
#include "fetch/client.h"

/* Read the body, or say why it is none. */
static int
read_body(struct ask *a)
{
	const struct buf *body = &a->response.body;
	struct answer *answer = &a->answer;

	if (answer_read(answer, body->length == 0 ? "" : body->data,
		body->length) == -1) {
		buf_printf(&a->why, "no answer: %s", answer->why);
		return -1;
	}
	/* arXiv's trouble may look like this, too. */
	if (answer->entries == 0 && !answer->whole) {
		buf_puts(&a->why,
		    "no answer: it has no entries, and does not say that "
		    "there are none");
		return -1;
	}
	buf_puts(&a->why, answer->why);
	return 0;
}

/*
 * Send the question whose URL is set, within the bounds of the client, and read
 * the answer, which stays until the next question.  Return 0, or -1 if there is
 * no answer that can be believed; `why` is a phrase then.
 */
int
ask_send(struct ask *a)
{
	const struct fetch_request request = { .url = a->url.data,
		.timeout = a->timeout };

	answer_free(&a->answer);
	a->answer = (struct answer){ 0 };
	buf_clear(&a->why);
	client_get(a->client, &request, &a->response);
	a->sent++;
	buf_clear(&a->url);
	if (a->response.outcome == FETCH_OK)
		return read_body(a);
	buf_puts(&a->why, a->response.why.data);
	return -1;
}

/* Free what the questions needed, but for the client. */
void
ask_free(struct ask *a)
{
	answer_free(&a->answer);
	buf_free(&a->url);
	buf_free(&a->why);
	fetch_response_free(&a->response);
}
