#compdef paperfeed
# Completes paperfeed's command line in zsh.

_paperfeed_topics() {
	local -a topics
	topics=(${(f)"$(_call_program topics paperfeed $config topics 2>/dev/null |
	    sed -n 's/^\([a-z0-9][a-z0-9-]*\) .*/\1/p')"})
	_describe -t topics topic topics
}

_paperfeed() {
	local curcontext=$curcontext state ret=1
	local -a commands config line
	local -A opt_args

	_arguments -C -s -S \
@options@
	    '1: :->command' '*:: :->arguments' && ret=0
	config=${opt_args[-c]:-${opt_args[--config]}}
	config=(${config:+-c} ${config:+${(q)${(Q)config}}})
	case $state in
	command)
		commands=(
@commands@
		)
		_describe -t commands command commands && ret=0 ;;
	arguments)
		case $words[1] in
@arguments@
		esac ;;
	esac
	return ret
}

_paperfeed "$@"
