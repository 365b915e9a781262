namespace AgentGateway.Cli.Completion;

/// <summary>
/// What a shell loads to complete the words of <c>agw</c>. Each asks <c>agw __complete</c> for the candidates.
/// </summary>
internal static class CompletionScripts
{
    public const string Bash =
        """
        _agw() {
            local line
            COMPREPLY=()
            while IFS= read -r line; do
                COMPREPLY+=("$(printf '%q' "${line%%$'\t'*}")")
            done < <(agw __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
        }
        complete -o default -F _agw agw
        """;

    public const string Zsh =
        """
        #compdef agw
        _agw() {
            local line
            local -a found
            while IFS= read -r line; do
                found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
            done < <(agw __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
            _describe agw found
        }
        (( $+functions[compdef] )) && compdef _agw agw
        """;

    public const string Fish =
        """
        complete -c agw -f -a '(agw __complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
        """;
}
