/*
 * libcurl, loaded when it is first needed, or linked where configure could not
 * find out what to load.
 */
#include "base/libcurl.h"

#ifdef LIBCURL_NAME

#include <stdbool.h>
#include <stddef.h>

#include "base/late_library.h"

static const struct late_function functions[] = {
#define ROW(name) { "curl_" #name, offsetof(struct libcurl, name) },
	LIBCURL_FUNCTIONS(ROW)
#undef ROW
};

/*
 * Return libcurl's functions.  The first call loads the library, which stays.
 * If it cannot be loaded the program ends.
 */
const struct libcurl *
libcurl(void)
{
	static struct libcurl loaded;
	static bool done;

	if (!done)
		late_library_load(LIBCURL_NAME, functions,
		    sizeof(functions) / sizeof(functions[0]), &loaded);
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
