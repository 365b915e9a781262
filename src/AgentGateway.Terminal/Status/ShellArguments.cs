namespace AgentGateway.Terminal.Status;

/// <summary>What the arguments of a shell say. Pure.</summary>
public static class ShellArguments
{
    /// <summary>
    /// Whether the shell reads lines from its terminal: false when the arguments give it a command or a script, or keep
    /// it from running anything.
    /// </summary>
    public static bool ReadLines(IReadOnlyList<string> args)
    {
        for (var at = 0; at < args.Count; at++)
        {
            var arg = args[at];
            switch (arg)
            {
                case "--":
                    return at == args.Count - 1;
                case "-":
                    continue;
                case "--rcfile" or "--init-file" or "-o" or "+o" or "-O" or "+O" or "--init-command" or "-C":
                    at++;
                    continue;
            }

            if (arg.Length == 0 || arg[0] is not ('-' or '+')) return false;
            if (arg is "--command" or "--version" or "--help" or "--no-execute") return false;
            if (arg[0] == '-'
                && arg[1] != '-'
                && (arg.Contains('c', StringComparison.Ordinal) || arg.Contains('n', StringComparison.Ordinal)))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether the shell has a line editor: it then reads single keys while it waits for a line, which the terminal's
    /// mode shows. Null where that depends on how the shell was built.
    /// </summary>
    /// <param name="name">The name of its file, such as <c>bash</c>.</param>
    public static bool? HaveEditor(string name, IReadOnlyList<string> args) => name switch
    {
        "sh" or "dash" or "ash" => null,
        "bash" or "rbash" => !args.Contains("--noediting"),
        _ => true,
    };
}
