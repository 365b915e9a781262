using AgentGateway.Terminal.Status;

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
        if (!ShellArguments.ReadLines(args)) return null;
        var name = Path.GetFileName(program).TrimStart('-');
        ShellLineKind? kind = name switch
        {
            "bash" or "rbash" or "zsh" => ShellLineKind.Bash,
            "ksh" or "ksh93" or "mksh" or "oksh" or "loksh" or "pdksh" => ShellLineKind.Korn,
            "fish" => ShellLineKind.Fish,
            "sh" or "dash" or "ash" => ShellLineKind.Posix,
            _ => null,
        };
        return kind is { } known ? new(known, ShellArguments.HaveEditor(name, args)) : null;
    }
}
