#ifndef BASE_LIBCURL_H
#define BASE_LIBCURL_H

#include <curl/curl.h>

/*
 * The functions of libcurl that are called here, by their names without curl_.
 * The library brings some twenty others, which take longer to load than all of
 * a run that asks no source, so it is loaded when it is first needed.
 */
struct libcurl {
	__typeof__(curl_global_init) *global_init;
	__typeof__(curl_global_cleanup) *global_cleanup;
	__typeof__(curl_easy_init) *easy_init;
	__typeof__(curl_easy_cleanup) *easy_cleanup;
	__typeof__(curl_easy_setopt) *easy_setopt;
	__typeof__(curl_easy_getinfo) *easy_getinfo;
	__typeof__(curl_easy_perform) *easy_perform;
	__typeof__(curl_easy_strerror) *easy_strerror;
	__typeof__(curl_slist_append) *slist_append;
	__typeof__(curl_slist_free_all) *slist_free_all;
	__typeof__(curl_url) *url;
	__typeof__(curl_url_set) *url_set;
	__typeof__(curl_url_get) *url_get;
	__typeof__(curl_url_cleanup) *url_cleanup;
	__typeof__(curl_free) *free;
	__typeof__(curl_getdate) *getdate;
};

const struct libcurl *libcurl(void);

#endif
