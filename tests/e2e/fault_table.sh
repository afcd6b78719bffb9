#!/bin/sh
# tests/FAULTS.md is whole, and tests/faults notices when it is not.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# The tree with another table.
tree=$tmp/tree
mkdir -p "$tree/tests"
ln -s "$abs_top_srcdir/Makefile.am" "$tree/Makefile.am"
for name in "$abs_top_srcdir"/tests/*; do
	ln -s "$name" "$tree/tests/"
done
table=$tree/tests/FAULTS.md
rm "$table"

# changed SCRIPT: the table as sed's script changes it
changed() {
	sed "$1" "$abs_top_srcdir/tests/FAULTS.md" >"$table"
}
faults() {
	python3 "$abs_top_srcdir/tests/faults" "$tree"
}
# noticed WHAT WORDS SCRIPT: so changed, it fails with these words
noticed() {
	changed "$3"
	check "$1" refused "$2"
}
refused() {
	status 1 faults && grep '^faults: ' "$err" | grep -qF -e "$1" && return
	cat "$out" "$err"
	return 1
}

changed ''
check 'the table is whole' status 0 faults
check 'it counts its rows and those without a test' \
    grep -Eq '^[0-9]+ faults, [0-9]+ tests named, [0-6] rows without' "$out"
noticed 'a row is missing' 'N17 is missing' '/^| N17 /d'
noticed 'the last row is missing' 'X9 is missing' '/^| X9 /d'
noticed 'a row is there twice' 'N18 is missing or out of its place' \
    '/^| N17 /p'
noticed 'a row that nobody knows' 'X10 is not known' \
    '/^| X9 /{p;s/X9/X10/;}'
noticed 'a row without a test' 'C5 names no test' \
    '/^| C5 /s/| [^|]* |$/| later |/'
noticed 'a test that does not exist' \
    'has no test "test_cut_nowhere"' 's/test_cut_anywhere_is_refused/test_cut_nowhere/'
noticed 'a check of a shell script that does not exist' \
    'has no test "a link is left as it is"' \
    's/a link is replaced by a file/a link is left as it is/'
noticed 'a case that does not exist' 'has no test "an endless header"' \
    's/an endless body/an endless header/'
noticed 'a part of a name that does not exist' 'has no test "import, EAGAIN' \
    's/: import, EXDEV/: import, EAGAIN/'
noticed 'a file that does not exist' 'there is no file tests/e2e/nothing.sh' \
    's|tests/e2e/archive.sh|tests/e2e/nothing.sh|'
noticed 'a file that is no test' 'there is no file tests/bench/run' \
    's|tests/e2e/archive.sh|tests/bench/run|'
noticed 'a file that nobody runs' 'does not run tests/e2e/lib.sh' \
    's|tests/e2e/archive.sh|tests/e2e/lib.sh|'
noticed 'no test and no reason' 'has no test and no reason' \
    's/none: a fact of .*|/none: |/'
noticed 'too many without a test' 'rows have no test, more than' \
    '/^| [G-O][0-9]/s/`tests.*/none: that cannot be tried on this machine |/'
noticed 'a row that is cut' 'is no row' '/^| C5 /s/ |$//'
mkdir "$tree/tests/more"
echo done_testing >"$tree/tests/more/forgotten.sh"
noticed 'a test that nobody runs' 'does not run tests/more/forgotten.sh' ''
rm -r "$tree/tests/more"
done_testing
