#pragma once

struct connection;
struct findings;

int integrity_check(struct connection *, struct findings *);
