/* The plan of a publishing: which files have to be made again, and why. */
#include "publish/plan.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"

/*
 * Add a file to a plan, whose name and reason must last as long.  Return it;
 * the next call may move it.
 */
struct plan_file *
plan_add(struct plan *plan, enum plan_kind kind, const char *name,
    const char *reason)
{
	plan->files =
	    array_grow(plan->files, plan->count, sizeof(*plan->files));
	plan->files[plan->count] =
	    (struct plan_file){ .kind = kind, .name = name, .reason = reason };
	return &plan->files[plan->count++];
}

/* Print each file of a plan to standard output, with its reason. */
void
plan_print(const struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		printf("%s: %s\n", plan->files[i].name, plan->files[i].reason);
}

/* Free a plan for so many topics, made or not. */
void
plan_free(struct plan *plan, size_t topic_count)
{
	size_t i;

	for (i = 0; plan->topics != NULL && i < topic_count; i++) {
		key_list_free(&plan->topics[i].changes.keys);
		key_list_free(&plan->topics[i].beside);
		key_list_free(&plan->topics[i].damaged);
	}
	key_list_free(&plan->changed);
	key_list_free(&plan->damaged);
	free(plan->topics);
	free(plan->files);
	*plan = (struct plan){ 0 };
}
