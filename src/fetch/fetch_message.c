/* An answer, emptied and freed. */
#include "fetch/fetch_message.h"

/* Forget what an answer's header said. */
void
fetch_response_clear_header(struct fetch_response *r)
{
	buf_clear(&r->etag);
	buf_clear(&r->modified);
	buf_clear(&r->charset);
	buf_clear(&r->type);
	buf_clear(&r->encoding);
	r->date = -1;
	r->age = 0;
	r->retry_after = -1;
	r->limit = (struct rate_limit){ -1, -1, -1, -1 };
}

/* Empty a response, which may have been used. */
void
fetch_response_clear(struct fetch_response *r)
{
	fetch_response_free(r);
	*r = (struct fetch_response){ .body.max = FETCH_BODY_MAX };
	fetch_response_clear_header(r);
}

/* Free a response's buffers; it can serve another request afterwards. */
void
fetch_response_free(struct fetch_response *r)
{
	buf_free(&r->body);
	buf_free(&r->url);
	buf_free(&r->etag);
	buf_free(&r->modified);
	buf_free(&r->charset);
	buf_free(&r->type);
	buf_free(&r->encoding);
	buf_free(&r->why);
}
