# completion.zsh FOLDER LINE...: prints what zsh offers at the end of each command
# line, as LINE, tab, word.  FOLDER has the completions.
zmodload zsh/zpty
typeset offered=$(mktemp) setup=$(mktemp) folder=$1
trap 'zpty -d shell; rm -f $offered $setup' EXIT
shift
cat >$setup <<END
PROMPT= RPROMPT=
fpath=(${(q)folder} \$fpath)
autoload -Uz compinit
compinit -u -D
bindkey '^I' complete-word
unsetopt autolist automenu
# Words that are added go to a file as well; with -O, -A or -D the completion only
# asks for those that fit.
compadd() {
	local -a hits
	if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
		builtin compadd "\$@"
		return
	fi
	builtin compadd -A hits "\$@"
	[[ -z \$hits ]] || print -rl -- \$hits >>${(q)offered}
	builtin compadd "\$@"
}
end_of_words() { print -- '-- end' >>${(q)offered} }
END
zpty shell zsh -f -i
zpty -w shell ". ${(q)setup}; print -- '-- end' >${(q)offered}"

# Wait until a line has been answered, for half a minute at most.
await_end() {
	local i
	for ((i = 0; i < 1500; i++)); do
		zpty -r -t shell >/dev/null
		grep -qx -e '-- end' $offered && return
		sleep 0.02
	done
	print -u2 "completion.zsh: no answer to: $1"
	exit 1
}

await_end 'the beginning'
for line; do
	: >$offered
	# What it sets is gone after one completion.
	zpty -w shell 'comppostfuncs=(end_of_words)'
	zpty -w -n shell $line$'\t'
	await_end $line
	grep -vx -e '-- end' $offered | sed "s|^|$line	|"
	zpty -w -n shell $'\C-u'
done
