#!/bin/sh
# What the compiler and the linker have against the misuse of bugs is in the
# program, as far as configure found it.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

makefile=$abs_top_builddir/Makefile
program=$abs_top_builddir/paperfeed
flags=$(sed -n 's/^HARDEN_[A-Z]*FLAGS = *//p' "$makefile" | tr '\n' ' ')
case $flags in
*[!\ ]*) ;;
*)
	skip 'hardening' 'this build is without'
	done_testing ;;
esac
if ! readelf -h "$program" >"$tmp/header" 2>"$tmp/ignored"; then
	skip 'hardening' 'there is no readelf, or the program is no ELF file'
	done_testing
fi
readelf -W -d -l -n "$program" >"$tmp/parts" 2>"$tmp/ignored"
readelf -W --dyn-syms "$program" >"$tmp/symbols"

# with FLAG NAME COMMAND...: checks where the program was made with that flag
with() {
	flag=$1 name=$2
	shift 2
	case " $flags " in
	*" $flag "*)	check "$name" "$@" ;;
	*)		skip "$name" "no $flag here" ;;
	esac
}

with -pie 'code at any address' grep -q 'Type: *DYN' "$tmp/header"
with -Wl,-z,relro 'tables that are written once' grep -q GNU_RELRO "$tmp/parts"
with -Wl,-z,now 'at the start' grep -Eq 'BIND_NOW|FLAGS.* NOW' "$tmp/parts"
with -Wl,-z,noexecstack 'no code on the stack' \
    grep -Eq 'GNU_STACK.* RW  *0x' "$tmp/parts"
with -fstack-protector-strong 'guarded stacks' \
    grep -q '__stack_chk_fail' "$tmp/symbols"
with -D_FORTIFY_SOURCE=3 'checked copies' \
    grep -Eq '__(memcpy|snprintf|vsnprintf|strcpy|read)_chk' "$tmp/symbols"
# The mark of the whole file needs that of the C library's start, which may lack it.
objdump -d "$program" >"$tmp/code"
with -fcf-protection=full 'marked targets of jumps' \
    [ "$(grep -c 'endbr64' "$tmp/code")" -gt 500 ]

done_testing
