# shellcheck shell=bash
# Completes paperfeed's command line in bash.

# _paperfeed_words WORDS CUR, _paperfeed_files -f|-d CUR: offers those that begin
# with CUR
_paperfeed_words() {
	local word
	while IFS= read -r word; do
		COMPREPLY+=("$word")
	done < <(compgen -W "$1" -- "$2")
}

_paperfeed_files() {
	local word
	compopt -o filenames 2>/dev/null
	while IFS= read -r word; do
		COMPREPLY+=("$word")
	done < <(compgen "$1" -- "$2")
}

# _paperfeed_topics PROGRAM CONFIGURATION
_paperfeed_topics() {
	"$1" ${2:+-c "$2"} topics 2>/dev/null |
	    sed -n 's/^\([a-z0-9][a-z0-9-]*\) .*/\1/p'
}

_paperfeed() {
	local cur=${COMP_WORDS[COMP_CWORD]} command='' option='' config='' i
	COMPREPLY=()
	# The command is the first word that is no option; -c takes a word.
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-c | --config)
			[ "${COMP_WORDS[i + 1]}" != = ] || i=$((i + 1))
			i=$((i + 1))
			config=${COMP_WORDS[i]} ;;
		-*) ;;
		*)
			command=${COMP_WORDS[i]}
			break ;;
		esac
	done
	# bash makes three words of --format=csv.
	option=${COMP_WORDS[COMP_CWORD - 1]}
	if [ "$cur" = = ]; then
		cur=
	elif [ "$option" = = ]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case "$command $option" in
@values@
	esac
	case "$command $cur" in
@words@
	esac
	return 0
}

complete -F _paperfeed paperfeed
