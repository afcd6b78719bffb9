#include "reference/library.h"

/* Free the papers and all their strings; the library is empty afterwards. */
void
library_free(struct library *l)
{
	paper_list_free(&l->papers);
	*l = (struct library){ 0 };
}
