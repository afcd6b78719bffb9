/* Loads libraries that most runs do not need when they are first needed. */
#include "base/late_library.h"

#include <dlfcn.h>
#include <err.h>
#include <string.h>
#include <sysexits.h>

#include "base/sandbox_work.h"

/*
 * Load a library by the name that a linked program would need, and write the
 * addresses of functions into the table that holds their pointers.  The library
 * stays.  If it or a function is missing the program ends.
 */
void
late_library_load(const char *name, const struct late_function *functions,
    size_t count, void *table)
{
	void *library, *address;
	size_t i;

	sandbox_require_files();
	library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL)
		errx(EX_SOFTWARE, "a library is missing: %s", dlerror());
	for (i = 0; i < count; i++) {
		address = dlsym(library, functions[i].name);
		if (address == NULL)
			errx(EX_SOFTWARE, "%s: %s", name, dlerror());
		/*
		 * POSIX lets dlsym() give a function's address in the bytes of
		 * a pointer to data.
		 */
		memcpy((char *)table + functions[i].offset, &address,
		    sizeof(address));
	}
}
