/*
 * libcurl, loaded when it is first needed, or linked where configure could not
 * find out what to load.
 */
#include "base/libcurl.h"

#ifdef LIBCURL_NAME

#include <dlfcn.h>
#include <err.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sysexits.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	const char *name;
	size_t offset; /* of its pointer */
} functions[] = {
	{ "curl_global_init", offsetof(struct libcurl, global_init) },
	{ "curl_global_cleanup", offsetof(struct libcurl, global_cleanup) },
	{ "curl_easy_init", offsetof(struct libcurl, easy_init) },
	{ "curl_easy_cleanup", offsetof(struct libcurl, easy_cleanup) },
	{ "curl_easy_setopt", offsetof(struct libcurl, easy_setopt) },
	{ "curl_easy_getinfo", offsetof(struct libcurl, easy_getinfo) },
	{ "curl_easy_perform", offsetof(struct libcurl, easy_perform) },
	{ "curl_easy_strerror", offsetof(struct libcurl, easy_strerror) },
	{ "curl_slist_append", offsetof(struct libcurl, slist_append) },
	{ "curl_slist_free_all", offsetof(struct libcurl, slist_free_all) },
	{ "curl_url", offsetof(struct libcurl, url) },
	{ "curl_url_set", offsetof(struct libcurl, url_set) },
	{ "curl_url_get", offsetof(struct libcurl, url_get) },
	{ "curl_url_cleanup", offsetof(struct libcurl, url_cleanup) },
	{ "curl_free", offsetof(struct libcurl, free) },
	{ "curl_getdate", offsetof(struct libcurl, getdate) },
};

/*
 * Convert a function's address, which POSIX lets dlsym() give in the bytes of a
 * pointer to data.
 */
static void
find(void *library, size_t i, struct libcurl *to)
{
	void *address = dlsym(library, functions[i].name);

	if (address == NULL)
		errx(EX_SOFTWARE, "%s: %s", LIBCURL_NAME, dlerror());
	memcpy((char *)to + functions[i].offset, &address, sizeof(address));
}

/*
 * Return libcurl's functions.  The first call loads the library, which stays.
 * If it cannot be loaded the program ends.
 */
const struct libcurl *
libcurl(void)
{
	static struct libcurl loaded;
	static bool done;
	void *library;
	size_t i;

	if (done)
		return &loaded;
	if ((library = dlopen(LIBCURL_NAME, RTLD_NOW | RTLD_LOCAL)) == NULL)
		errx(EX_SOFTWARE, "libcurl is missing: %s", dlerror());
	for (i = 0; i < COUNT(functions); i++)
		find(library, i, &loaded);
	done = true;
	return &loaded;
}

#else

/* Return libcurl's functions. */
const struct libcurl *
libcurl(void)
{
	static const struct libcurl linked = {
		.global_init = curl_global_init,
		.global_cleanup = curl_global_cleanup,
		.easy_init = curl_easy_init,
		.easy_cleanup = curl_easy_cleanup,
		.easy_setopt = curl_easy_setopt,
		.easy_getinfo = curl_easy_getinfo,
		.easy_perform = curl_easy_perform,
		.easy_strerror = curl_easy_strerror,
		.slist_append = curl_slist_append,
		.slist_free_all = curl_slist_free_all,
		.url = curl_url,
		.url_set = curl_url_set,
		.url_get = curl_url_get,
		.url_cleanup = curl_url_cleanup,
		.free = curl_free,
		.getdate = curl_getdate,
	};

	return &linked;
}

#endif
