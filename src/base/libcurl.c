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
#define ROW(name) { "curl_" #name, offsetof(struct libcurl, name) },
	LIBCURL_FUNCTIONS(ROW)
#undef ROW
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
#define MEMBER(name) .name = curl_##name,
		LIBCURL_FUNCTIONS(MEMBER)
#undef MEMBER
	};

	return &linked;
}

#endif
