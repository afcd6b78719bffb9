/* What the web server at `url` makes of the files that were published. */
#include "cli/probe.h"

#include <fcntl.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "topic/topic_format.h"
#include "fetch/client.h"
#include "cli/command.h"
#include "cli/diagnosis.h"
#include "cli/web_answer.h"

#define TIMEOUT 20 /* seconds for a file of our own */

/* Of the whole site; each kind of file has other lines in a web server. */
static const char *const files[] = { "index.html", "style.css", "feeds.opml",
	"status.json" };

/* Read a published file.  Return 0, or -1 when it is not there. */
static int
read_file(struct arena *a, const char *folder, const char *name,
    struct buf *bytes)
{
	int fd, ret;

	buf_clear(bytes);
	fd = open(arena_printf(a, "%s/%s", folder, name), O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	ret = buf_read_fd(bytes, fd);
	close(fd);
	return ret;
}

/* Is there a compressed twin of a published file? */
static bool
has_twin(struct arena *a, const char *folder, const char *name)
{
	return access(arena_printf(a, "%s/%s.gz", folder, name), R_OK) == 0;
}

/* Ask for a file again, as a reader does that has it.  Is it a 304? */
static bool
is_not_modified(struct probe *p, const struct fetch_request *first,
    const struct fetch_response *known)
{
	struct fetch_request request = *first;
	struct fetch_response response = { 0 };
	bool is;

	request.etag = known->etag.length > 0 ? known->etag.data : NULL;
	request.modified =
	    known->modified.length > 0 ? known->modified.data : NULL;
	probe_ask(p, &request, &response);
	is = response.outcome == FETCH_NOT_MODIFIED;
	fetch_response_free(&response);
	return is;
}

/* Judge the answer to a request for a file of these bytes. */
static void
judge(struct probe *p, const char *name, const struct buf *bytes,
    const struct fetch_request *request, const struct fetch_response *r)
{
	const char *what = arena_printf(p->arena, "web %s", name);
	struct web_answer a = { .type = web_answer_type(name),
		.sent = r->type.length > 0 ? r->type.data : "",
		.same = r->body.length == bytes->length &&
		    (bytes->length == 0 ||
			memcmp(r->body.data, bytes->data, bytes->length) == 0),
		.has_validator = r->etag.length > 0 || r->modified.length > 0,
		.compressed = r->encoding.length > 0,
		.has_twin =
		    has_twin(p->arena, p->context->config.site.output, name) };
	enum web_fault fault;

	a.not_modified = a.has_validator && is_not_modified(p, request, r);
	fault = web_answer_judge(&a);
	if (fault == WEB_GOOD)
		diagnosis_ok(p->diagnosis, what, "%s, 304 when unchanged%s",
		    a.sent, a.compressed ? ", compressed" : "");
	else if (fault >= WEB_ODD_TYPE)
		diagnosis_warn(p->diagnosis, what, "%s; %s", a.sent,
		    web_answer_advice(fault));
	else
		diagnosis_fail(p->diagnosis, EX_UNAVAILABLE, what, "%s; %s",
		    a.sent[0] == '\0' ? "no Content-Type" : a.sent,
		    web_answer_advice(fault));
}

/* Say what a server that does not send a file has to be told. */
static void
explain(struct probe *p, const char *name, const struct fetch_response *r)
{
	const char *url = p->context->config.site.url;

	if (r->status == 0)
		diagnosis_fail(p->diagnosis, EX_UNAVAILABLE, "web",
		    "%s: %s; is the web server running, and does the name in "
		    "url lead to it?",
		    url, r->why.data);
	else if (r->status == 403)
		diagnosis_fail(p->diagnosis, EX_UNAVAILABLE,
		    arena_printf(p->arena, "web %s", name),
		    "%s; may the web server's user read the output?",
		    r->why.data);
	else
		diagnosis_fail(p->diagnosis, EX_UNAVAILABLE,
		    arena_printf(p->arena, "web %s", name),
		    "%s; is the server's root the output, and its name that of "
		    "url?",
		    r->why.data);
}

/*
 * Ask for a file, if it was published, and say what is to be said.  Return 1 if it
 * was, 0 if not, or -1 if the server cannot be reached, so that the others need no
 * request.
 */
static int
probe_file(struct probe *p, const char *name)
{
	const struct site *site = &p->context->config.site;
	const struct fetch_request request = {
		.url = arena_printf(p->arena, "%s%s", site->url, name),
		.timeout = TIMEOUT,
		.own = true,
	};
	struct fetch_response response = { 0 };
	struct buf bytes = { 0 };
	int ret = 0;

	if (read_file(p->arena, site->output, name, &bytes) == -1)
		goto out;
	ret = 1;
	probe_ask(p, &request, &response);
	if (response.outcome == FETCH_OK) {
		judge(p, name, &bytes, &request, &response);
	} else {
		explain(p, name, &response);
		ret = response.status == 0 ? -1 : 1;
	}
out:
	fetch_response_free(&response);
	buf_free(&bytes);
	return ret;
}

/* Ask for a list of files.  Return how many there are, or -1 as above. */
static int
probe_files(struct probe *p, const char *const *names, size_t count)
{
	int asked = 0, ret;
	size_t i;

	for (i = 0; i < count; i++) {
		if ((ret = probe_file(p, names[i])) == -1)
			return -1;
		asked += ret;
	}
	return asked;
}

/*
 * Ask the web server at `url` for a file of each kind that is in the output, and
 * again as a reader that has it.
 */
void
probe_site(struct probe *p)
{
	const char *feeds[TOPIC_FORMATS];
	size_t i, n = 0;
	int site, topic = 0;

	for (i = 0; i < TOPIC_FORMATS; i++) {
		if (topic_formats[i].kind != TOPIC_PAGE)
			feeds[n++] = arena_printf(p->arena, "all.%s",
			    topic_formats[i].ending);
	}
	site = probe_files(p, files, sizeof(files) / sizeof(files[0]));
	if (site != -1)
		topic = probe_files(p, feeds, n);
	if (site == 0 && topic == 0)
		diagnosis_warn(p->diagnosis, "web",
		    "nothing is published yet, so the server was not asked");
}
