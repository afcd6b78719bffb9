#pragma once

struct paper_list;

void doubles_join(struct paper_list *);
