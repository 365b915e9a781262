namespace AgentGateway.Runtime.Sessions;

/// <summary>What reads the lines that are typed to a session: a shell that was started to be typed to.</summary>
/// <param name="HasEditor">
/// Whether it takes keys one by one while it waits for a line, and not while it runs one: then the terminal's mode
/// tells which it does. Null where that depends on how it was built.
/// </param>
internal sealed record ShellLineReader(ShellLineKind Kind, bool? HasEditor)
{
    /// <summary>
    /// Null for a program that is no shell which we can type to, and for a shell that was given something to run.
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

    /// <summary>A command, a script or a terminal that is not read: then nobody can type to it.</summary>
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
