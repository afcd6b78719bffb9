#!/bin/sh
# The manuals, --help and the program say the same.
# shellcheck source=tests/e2e/lib.sh
. "${abs_top_srcdir:-.}/tests/e2e/lib.sh"

src=$abs_top_srcdir/src

# words PATTERN FILE: what the pattern's group finds, a line each
words() {
	sed -nE "s/$1/\\1/p" "$2" | sort -u
}

run --help >"$tmp/help"

# every command and every long option of --help is in paperfeed(1) and back
words '^  ([a-z]+)( .*)?$' "$tmp/help" | grep -v '^-' >"$tmp/commands"
words '^\.It Cm ([a-z]+).*' "$src/cli/paperfeed.1" >"$tmp/manual-commands"
check 'commands: --help and paperfeed(1)' \
    diff "$tmp/commands" "$tmp/manual-commands"
check 'there are commands' test -s "$tmp/commands"
sed -nE 's/^  (-[a-zA-Z],|   ) --([a-z-]+).*/\2/p' "$tmp/help" | sort -u \
    >"$tmp/options"
sed -nE 's/.*Fl -([a-z-]+).*/\1/p' "$src/cli/paperfeed.1" | sort -u \
    >"$tmp/manual-options"
check 'options: --help and paperfeed(1)' \
    diff "$tmp/options" "$tmp/manual-options"

grep -hoE '\{ "[a-z-]+", (no|required)_argument' "$src"/cli/main.c \
    "$src"/cli/command_*.c | sed -E 's/.*"([a-z-]+)".*/\1/' | sort -u \
    >"$tmp/program-options"
check 'options: --help and the program' \
    diff "$tmp/options" "$tmp/program-options"

# every option of config_block.c is in paperfeed.conf(5) and the reverse
sed -nE 's/^\t\{ "(site|source|arxiv|topic|mail)", "([a-z-]+)",.*/\2/p' \
    "$src/config/config_block.c" | sort -u >"$tmp/keys"
sed -n '/^\.Ss Queries/q;p' "$src/config/paperfeed.conf.5" |
    sed -nE 's/^\.It Cm ([a-z-]+)$/\1/p' | sort -u >"$tmp/manual-keys"
check 'configuration: program and paperfeed.conf(5)' \
    diff "$tmp/keys" "$tmp/manual-keys"
check 'there are options' test -s "$tmp/keys"

# every key of the record is in paperfeed-record(5), in the record's order
sed -nE 's/.*(json|write)_[a-z]+\(&j, "([a-z_]+)".*/\2/p' \
    "$src/paper/record_json.c" >"$tmp/record"
grep '^\.It Cm' "$src/paper/paperfeed-record.5" |
    sed -E 's/^\.It //; s/Cm //g; s/ , /\n/g' >"$tmp/manual-record"
check 'records: program and paperfeed-record(5)' \
    sh -c "grep -vx links '$tmp/manual-record' | grep -vx listings |
	diff '$tmp/record' -"

# every exit status the program uses is in paperfeed(1)
for status in 64 65 66 69 70 71 73 74 75 78; do
	check "exit status $status is explained" \
	    grep -qx "\\.It $status" "$src/cli/paperfeed.1"
done

done_testing
