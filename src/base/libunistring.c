/*
 * libunistring, loaded when the first mail is written or the first name with an
 * accent read, because a library that is linked makes every start longer; or linked where configure could not find out
 * what to load.
 */
#include "base/libunistring.h"

#ifdef LIBUNISTRING_NAME

#include <stdbool.h>
#include <stddef.h>

#include "base/late_library.h"

/* A name as text, after its macro. */
#define TEXT_OF(name) #name
#define NAME_OF(name) TEXT_OF(name)

static const struct late_function functions[] = {
	{ NAME_OF(u8_possible_linebreaks),
	    offsetof(struct libunistring, possible_breaks) },
	{ NAME_OF(u8_width), offsetof(struct libunistring, width) },
	{ NAME_OF(u8_casefold), offsetof(struct libunistring, fold_case) },
	{ "uninorm_nfkd", offsetof(struct libunistring, decomposed) },
};

/*
 * Return libunistring's functions.  The first call loads the library, which
 * stays.  If it cannot be loaded the program ends.
 */
const struct libunistring *
libunistring(void)
{
	static struct libunistring loaded;
	static bool done;

	if (!done)
		late_library_load(LIBUNISTRING_NAME, functions,
		    sizeof(functions) / sizeof(functions[0]), &loaded);
	done = true;
	return &loaded;
}

#else

/* Return libunistring's functions. */
const struct libunistring *
libunistring(void)
{
	static const struct libunistring linked = {
		.possible_breaks = u8_possible_linebreaks,
		.width = u8_width,
		.fold_case = u8_casefold,
		.decomposed = UNINORM_NFKD,
	};

	return &linked;
}

#endif
