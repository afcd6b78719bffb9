/* The plan of a publishing: which files have to be made again, and why. */
#include "publish/plan.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/array.h"
#include "base/date.h"

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
	plan->files[plan->count] = (struct plan_file){ .kind = kind,
		.name = name,
		.reason = reason,
		.start = DATE_NONE };
	return &plan->files[plan->count++];
}

/*
 * The month of a file's period.  Files of no period come before all months, but
 * those of the site behind them, because the first page names the others.
 */
static int64_t
month_of(const struct plan_file *f)
{
	if (f->kind == PLAN_SITE)
		return INT64_MIN;
	return f->start == DATE_NONE ? INT64_MAX : date_month(f->start);
}

/* By months, the newest first, then as they were planned. */
static int
compare_months(const void *a, const void *b)
{
	const struct plan_file *p = *(const struct plan_file *const *)a;
	const struct plan_file *q = *(const struct plan_file *const *)b;
	int64_t m = month_of(p), n = month_of(q);

	if (m != n)
		return m < n ? 1 : -1;
	return (p > q) - (p < q);
}

/*
 * Return the files of a plan in the order in which they are made: all that show
 * a month's papers in a row, so that each paper's entry is made once.  The caller
 * frees the list.
 */
const struct plan_file **
plan_order(const struct plan *plan)
{
	const struct plan_file **order =
	    calloc(plan->count + 1, sizeof(const struct plan_file *));
	size_t i;

	if (order == NULL)
		err(EX_OSERR, NULL);
	for (i = 0; i < plan->count; i++)
		order[i] = &plan->files[i];
	qsort(order, plan->count, sizeof(const struct plan_file *),
	    compare_months);
	return order;
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
	key_list_free(&plan->moved);
	key_list_free(&plan->damaged);
	free(plan->topics);
	free(plan->files);
	*plan = (struct plan){ 0 };
}
