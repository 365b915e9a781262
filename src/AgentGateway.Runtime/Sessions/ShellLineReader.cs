namespace AgentGateway.Runtime.Sessions;

/// <summary>The interactive shell of a session, which reads the lines that are typed.</summary>
/// <param name="HasEditor">
/// Whether the shell has a line editor: it then reads single keys while it waits for a line, which the terminal's mode
/// shows. Null where that depends on how the shell was built.
/// </param>
internal sealed record ShellLineReader(ShellLineKind Kind, bool? HasEditor)
{
    /// <summary>
    /// Null for a program that is no shell we know, and for a shell that was started to run a command or script.
    /// </summary>
    public static ShellLineReader? Of(string program, IReadOnlyList<string> args)
    {
        if (!ReadsLines(args)) return null;
        var isBare = args.Contains("--noediting");
        return Path.GetFileName(program).TrimStart('-') switch
        {
            "bash" or "rbash" => new(ShellLineKind.Bash, !isBare),
            "zsh" => new(ShellLineKind.Bash, true),
            "ksh" or "ksh93" or "mksh" or "oksh" or "loksh" or "pdksh" => new(ShellLineKind.Korn, true),
            "fish" => new(ShellLineKind.Fish, true),
            "sh" or "dash" or "ash" => new(ShellLineKind.Posix, null),
            _ => null,
        };
    }

    /// <summary>
    /// False when the arguments give the shell a command or a script, or keep it from running anything.
    /// </summary>
    private static bool ReadsLines(IReadOnlyList<string> args)
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
}
