#pragma once

struct paper;

const char *text_proof_title(const char *);
const char *text_proof_fault(const struct paper *);
