#pragma once

#include <curl/curl.h>

/* The functions of libcurl that are called here, by their names without curl_. */
#define LIBCURL_FUNCTIONS(F) \
	F(global_init)       \
	F(global_cleanup)    \
	F(easy_init)         \
	F(easy_cleanup)      \
	F(easy_setopt)       \
	F(easy_getinfo)      \
	F(easy_perform)      \
	F(easy_strerror)     \
	F(slist_append)      \
	F(slist_free_all)    \
	F(url)               \
	F(url_set)           \
	F(url_get)           \
	F(url_cleanup)       \
	F(free)              \
	F(getdate)

/*
 * The library brings some twenty others, which take longer to load than all of
 * a run that asks no source, so it is loaded when it is first needed.
 */
struct libcurl {
#define LIBCURL_MEMBER(name) __typeof__(curl_##name) *(name);
	LIBCURL_FUNCTIONS(LIBCURL_MEMBER)
#undef LIBCURL_MEMBER
};

const struct libcurl *libcurl(void);
