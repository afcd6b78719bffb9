/*
 * Builds for coverage are linked with this by --wrap.  Lines are counted in files
 * when a process ends with exit(); here the same is done for _exit(), with which
 * the process that starts commands of mails ends.
 *
 *	UNCOUNTED=1	counts nothing: for a run that is killed, maybe while it
 *			writes them, and for one whose system calls are looked at
 *
 * NOLINTBEGIN(readability-inconsistent-declaration-parameter-name,
 * bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the linker's and
 * the compiler's names are reserved ones.
 */
#include <stdlib.h>

void __gcov_dump(void);
void __real___gcov_exit(void);
void __wrap___gcov_exit(void);
_Noreturn void __real__exit(int);
_Noreturn void __wrap__exit(int);

/* The end of the program, for each of its files. */
void
__wrap___gcov_exit(void)
{
	if (getenv("UNCOUNTED") == NULL)
		__real___gcov_exit();
}

void
__wrap__exit(int status)
{
	if (getenv("UNCOUNTED") == NULL)
		__gcov_dump();
	__real__exit(status);
}

/*
 * NOLINTEND(readability-inconsistent-declaration-parameter-name,
 * bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
 */
