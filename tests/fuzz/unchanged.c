/* For replay.c, where a target has no changes of its own: the linker takes it. */
#include <stddef.h>
#include <stdint.h>

size_t LLVMFuzzerCustomMutator(uint8_t *, size_t, size_t, unsigned int);

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max, unsigned int seed)
{
	(void)data;
	(void)n;
	(void)max;
	(void)seed;
	return 0;
}
