#pragma once

struct arxiv;
struct config_scan;

int config_arxiv_check(struct config_scan *, const struct arxiv *);
