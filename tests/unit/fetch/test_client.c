/* Forms that are posted: what is sent, how often, and what answers mean. */
#include "support.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/database.h"
#include "fetch/client.h"

#define NOW  INT64_C(1795428000) /* 2026-11-23T10:00:00Z */
#define FORM "hub.mode=publish&hub.url=https%3A%2F%2Fa.example.org%2Fa.atom"

/* Seconds after which a server ends, whatever happens. */
#define SERVER_MAX 60

/*
 * A server on loopback, in a process of its own: it gives each request the next
 * answer on a connection of its own, and writes the requests to a file.
 */
struct server {
	pid_t pid;
	char url[64];
	FILE *requests;
};

/* The client under test and its surroundings. */
struct place {
	struct server server;
	struct database *store;
	struct client *client;
	struct fetch_response response;
};

/* A clock that stands still; pauses are counted. */
static int64_t paused;

static int64_t
elapsed(void)
{
	return paused;
}

static int
pause_for(int64_t ms)
{
	paused += ms;
	return 0;
}

static const struct timer timer = { elapsed, pause_for };

/* Read a request, up to the end of its form, and note it. */
static void
take_request(int fd, FILE *requests)
{
	char bytes[8192];
	const char *end, *length;
	size_t n = 0, wanted = sizeof(bytes) - 1;
	ssize_t got;

	while (n < wanted && (got = read(fd, bytes + n, wanted - n)) > 0) {
		n += (size_t)got;
		bytes[n] = '\0';
		if ((end = strstr(bytes, "\r\n\r\n")) == NULL)
			continue;
		length = strstr(bytes, "Content-Length: ");
		wanted = (size_t)(end + 4 - bytes);
		if (length != NULL)
			wanted += strtoul(length + 16, NULL, 10);
	}
	fwrite(bytes, 1, n, requests);
	fputs("\n--\n", requests);
	fflush(requests);
}

static void
serve(int listener, const char *const *answers, FILE *requests)
{
	int fd;

	alarm(SERVER_MAX);
	for (; *answers != NULL; answers++) {
		if ((fd = accept(listener, NULL, NULL)) == -1)
			_exit(1);
		take_request(fd, requests);
		if (write(fd, *answers, strlen(*answers)) == -1)
			_exit(1);
		close(fd);
	}
	_exit(0);
}

static void
start_server(struct server *s, const char *const *answers)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_not_equal(listener, -1);
	assert_int_equal(bind(listener, (struct sockaddr *)&address,
			     sizeof(address)),
	    0);
	assert_int_equal(listen(listener, 8), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&address,
			     &size),
	    0);
	snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%d/hub",
	    ntohs(address.sin_port));
	s->requests = tmpfile();
	assert_non_null(s->requests);
	s->pid = fork();
	assert_int_not_equal(s->pid, -1);
	if (s->pid == 0)
		serve(listener, answers, s->requests);
	close(listener);
}

/* End the server, and read the requests that it got. */
static void
end_server(struct server *s, struct buf *requests)
{
	char bytes[4096];
	size_t n;

	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	rewind(s->requests);
	while ((n = fread(bytes, 1, sizeof(bytes), s->requests)) > 0)
		buf_add(requests, bytes, n);
	fclose(s->requests);
}

static struct client *
new_client(struct database *store)
{
	return client_open(store,
	    &(struct client_options){
		.fetch.user_agent = "paperfeed/test (+https://a.example.org/)",
		.timer = &timer,
		.now = NOW,
		.longest = 120 });
}

static void
start(struct place *p, const char *const *answers)
{
	*p = (struct place){ .store = open_memory() };
	paused = 0;
	start_server(&p->server, answers);
	p->client = new_client(p->store);
}

/* Have another client, as the next run has it, which knows what is in the store. */
static void
restart(struct place *p, const struct client_options *more)
{
	struct client_options options = *more;

	client_close(p->client);
	options.fetch.user_agent = "paperfeed/test";
	options.timer = &timer;
	options.now = NOW;
	p->client = client_open(p->store, &options);
}

static void
end(struct place *p, struct buf *requests)
{
	client_close(p->client);
	fetch_response_free(&p->response);
	database_close(p->store);
	end_server(&p->server, requests);
}

static enum fetch_outcome
post(struct place *p, const char *form)
{
	return client_post(p->client,
	    &(struct fetch_request){ .url = p->server.url,
		.timeout = 20,
		.form = form },
	    &p->response);
}

static size_t
count(const struct buf *requests, const char *what)
{
	const char *s = requests->data;
	size_t n = 0;

	while (s != NULL && (s = strstr(s, what)) != NULL) {
		n++;
		s++;
	}
	return n;
}

/* The form is sent as it is, with what a form needs, and a GET is one again. */
static void
test_form_is_sent(void **state)
{
	static const char *const answers[] = {
		"HTTP/1.1 204 No Content\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage",
		"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", NULL
	};
	struct buf requests = { 0 }, form = { 0 };
	struct place p;

	(void)state;
	start(&p, answers);
	/* So long that some libcurls would ask before they send it. */
	buf_puts(&form, FORM);
	repeat(&form, "&hub.url=https%3A%2F%2Fa.example.org%2Fb.rss", 60);
	assert_int_equal(post(&p, form.data), FETCH_OK);
	assert_int_equal(p.response.status, 204);
	assert_int_equal(p.response.body.length, 0);
	assert_int_equal(client_get(p.client,
			     &(struct fetch_request){ .url = p.server.url,
				 .timeout = 20 },
			     &p.response),
	    FETCH_OK);
	assert_string_equal(p.response.body.data, "page");
	assert_int_equal(post(&p, "a=b"), FETCH_OK);
	end(&p, &requests);
	assert_int_equal(count(&requests, "POST /hub HTTP/1.1\r\n"), 2);
	assert_int_equal(count(&requests, "GET /hub HTTP/1.1\r\n"), 1);
	assert_int_equal(count(&requests,
			     "Content-Type: "
			     "application/x-www-form-urlencoded\r\n"),
	    2);
	assert_int_equal(count(&requests,
			     "User-Agent: paperfeed/test "
			     "(+https://a.example.org/)\r\n"),
	    3);
	assert_int_equal(count(&requests, "Expect"), 0);
	assert_int_equal(count(&requests, form.data), 1);
	assert_int_equal(count(&requests, "\r\n\r\na=b\n--\n"), 1);
	buf_free(&form);
	buf_free(&requests);
}

/* Post once to a server with this answer.  Return the outcome. */
static enum fetch_outcome
try_answer(struct place *p, const char *answer)
{
	const char *const answers[] = { answer, answer, answer, NULL };
	struct buf requests = { 0 };
	enum fetch_outcome outcome;

	start(p, answers);
	outcome = post(p, FORM);
	assert_int_equal(p->response.requests, 1);
	assert_int_equal(p->response.body.length, 0);
	assert_int_equal(paused, 0);
	client_close(p->client);
	database_close(p->store);
	end_server(&p->server, &requests);
	assert_int_equal(count(&requests, "POST "), 1);
	buf_free(&requests);
	return outcome;
}

static const struct {
	const char *answer;
	enum fetch_outcome outcome;
	const char *why;
} answers_once[] = {
	{ "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", FETCH_OK, "" },
	{ "HTTP/1.1 201 Created\r\n\r\n", FETCH_OK, "" },
	{ "HTTP/1.1 206 Partial Content\r\n\r\n", FETCH_OK, "" },
	{ "HTTP/1.1 299 Other\r\n\r\n", FETCH_OK, "" },
	{ "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
	    FETCH_OK, "" },
	/* A body that is cut or larger than all we take: nobody reads it. */
	{ "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nok", FETCH_OK,
	    "" },
	{ "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", FETCH_OK, "" },
	{ "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example.org/"
	  "\r\n\r\n",
	    FETCH_REFUSED, "HTTP 302 Found, and a POST follows no redirect" },
	{ "HTTP/1.1 308 Permanent Redirect\r\nLocation: /other\r\n"
	  "Content-Length: 99\r\n\r\ncut",
	    FETCH_REFUSED,
	    "HTTP 308 Permanent Redirect, and a POST follows no redirect" },
	{ "HTTP/1.1 302 Found\r\n\r\n", FETCH_REFUSED,
	    "HTTP 302 Found, and a POST" },
	{ "HTTP/1.1 304 Not Modified\r\n\r\n", FETCH_TROUBLE,
	    "304 Not Modified" },
	{ "HTTP/1.1 400 Bad Request\r\n\r\n", FETCH_REFUSED,
	    "HTTP 400 Bad Request" },
	{ "HTTP/1.1 404 Not Found\r\n\r\n", FETCH_MISSING,
	    "HTTP 404 Not Found" },
	{ "HTTP/1.1 408 Request Timeout\r\n\r\n", FETCH_TROUBLE, "HTTP 408" },
	{ "HTTP/1.1 425 Too Early\r\n\r\n", FETCH_TROUBLE, "HTTP 425" },
	{ "HTTP/1.1 500 Internal Server Error\r\n\r\n", FETCH_TROUBLE,
	    "HTTP 500 Internal Server Error" },
	{ "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 60\r\n\r\n",
	    FETCH_WAIT, "HTTP 503 Service Unavailable" },
	{ "HTTP/1.1 429 Too Many Requests\r\n\r\n", FETCH_WAIT,
	    "HTTP 429 Too Many Requests" },
	{ "garbage\r\n\r\n", FETCH_TROUBLE, "not an HTTP answer" },
	{ "", FETCH_TROUBLE, "" },
};

/* Whatever the answer, there is no second request and no pause. */
static void
test_answer_of_a_post(void **state)
{
	struct place p;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(answers_once); i++) {
		assert_int_equal(try_answer(&p, answers_once[i].answer),
		    answers_once[i].outcome);
		if (answers_once[i].outcome == FETCH_OK)
			assert_int_equal(p.response.why.length, 0);
		else
			assert_non_null(
			    strstr(p.response.why.data, answers_once[i].why));
		fetch_response_free(&p.response);
	}
}

/* Who asked to wait is not asked, by this client or the next run's. */
static void
test_no_post_before_its_time(void **state)
{
	static const char *const answers[] = {
		"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 60\r\n\r\n",
		"HTTP/1.1 204 No Content\r\n\r\n", NULL
	};
	struct buf requests = { 0 };
	struct place p;

	(void)state;
	start(&p, answers);
	assert_int_equal(post(&p, FORM), FETCH_WAIT);
	fetch_response_free(&p.response);
	p.response = (struct fetch_response){ 0 };
	assert_int_equal(post(&p, FORM), FETCH_WAIT);
	assert_string_equal(p.response.why.data,
	    "it asks to be left alone until 2026-11-23T10:01:00Z");
	/* Without an answer there is no instant of one. */
	assert_int_equal(p.response.date, -1);
	assert_int_equal(client_keep(p.client), 0);
	client_close(p.client);
	p.client = new_client(p.store);
	assert_int_equal(post(&p, FORM), FETCH_WAIT);
	assert_int_equal(paused, 0);
	paused = 60000;
	assert_int_equal(post(&p, FORM), FETCH_OK);
	assert_int_equal(paused, 60000);
	end(&p, &requests);
	assert_int_equal(count(&requests, "POST "), 2);
	buf_free(&requests);
}

static enum fetch_outcome
get(struct place *p)
{
	return client_get(p->client,
	    &(struct fetch_request){ .url = p->server.url, .timeout = 20 },
	    &p->response);
}

/* Keep what a client knows of hosts. */
static void
keep(const struct place *p)
{
	assert_int_equal(database_begin(p->store), 0);
	assert_int_equal(database_end(p->store, client_keep(p->client)), 0);
}

/* A pause follows each request, also the last one of the run before. */
static void
test_pause_after_each_request(void **state)
{
	static const char page[] = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n"
				   "\r\npage";
	static const char *const answers[] = { page, page, page, NULL };
	const struct client_options three = { .pause = 3, .longest = 30 };
	struct buf requests = { 0 };
	struct place p;

	(void)state;
	start(&p, answers);
	restart(&p, &three);
	assert_int_equal(get(&p), FETCH_OK);
	assert_int_equal(paused, 0);
	assert_int_equal(get(&p), FETCH_OK);
	assert_int_equal(paused, 3000);
	keep(&p);
	/* The next run starts at once. */
	restart(&p, &three);
	paused = 3000;
	assert_int_equal(get(&p), FETCH_OK);
	assert_int_equal(paused, 6000);
	end(&p, &requests);
	assert_int_equal(count(&requests, "GET "), 3);
	buf_free(&requests);
}

/* A path is sent as it is, even where nobody could say what it means decoded. */
static void
test_path_of_any_bytes(void **state)
{
	static const char page[] = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n"
				   "\r\npage";
	static const char *const answers[] = { page, NULL };
	struct buf requests = { 0 }, url = { 0 };
	struct place p;

	(void)state;
	start(&p, answers);
	buf_printf(&url, "%s/%%00%%01", p.server.url);
	assert_int_equal(client_get(p.client,
			     &(struct fetch_request){ .url = url.data,
				 .timeout = 20 },
			     &p.response),
	    FETCH_OK);
	end(&p, &requests);
	assert_int_equal(count(&requests, "GET /hub/%00%01 HTTP/1.1\r\n"), 1);
	buf_free(&url);
	buf_free(&requests);
}

/* A failure that may pass is tried as often as the client is told. */
static void
test_tries(void **state)
{
	static const char busy[] =
	    "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n";
	static const char *const answers[] = { busy, busy, busy, busy, busy,
		busy, NULL };
	struct buf requests = { 0 };
	struct place p;

	(void)state;
	start(&p, answers);
	restart(&p, &(struct client_options){ .tries = 2, .pause = 3 });
	assert_int_equal(get(&p), FETCH_WAIT);
	assert_int_equal(paused, 3000);
	restart(&p, &(struct client_options){ 0 });
	assert_int_equal(get(&p), FETCH_WAIT);
	end(&p, &requests);
	assert_int_equal(count(&requests, "GET "), 2 + 4);
	buf_free(&requests);
}

/* No request within the run's bound: no pause is begun that would outlast it. */
static void
test_pause_beyond_the_bound(void **state)
{
	static const char page[] = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n"
				   "\r\npage";
	static const char *const answers[] = { page, page, NULL };
	struct buf requests = { 0 };
	struct place p;

	(void)state;
	start(&p, answers);
	restart(&p, &(struct client_options){ .pause = 3, .bound = 2 });
	assert_int_equal(get(&p), FETCH_OK);
	assert_int_equal(get(&p), FETCH_TROUBLE);
	expect_text(p.response.why.data, "not asked, as the run takes long");
	assert_int_equal(paused, 0);
	end(&p, &requests);
	assert_int_equal(count(&requests, "GET "), 1);
	buf_free(&requests);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form_is_sent),
		cmocka_unit_test(test_answer_of_a_post),
		cmocka_unit_test(test_no_post_before_its_time),
		cmocka_unit_test(test_pause_after_each_request),
		cmocka_unit_test(test_path_of_any_bytes),
		cmocka_unit_test(test_tries),
		cmocka_unit_test(test_pause_beyond_the_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
