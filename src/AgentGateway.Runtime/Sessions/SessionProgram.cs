using System.Buffers;
using AgentGateway.Domain;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What a session is to run, read from a command that is a word, a shell line or a list of words.</summary>
/// <param name="Program">Null for the login shell.</param>
/// <param name="Line">The shell line that the program is given, as it was written; null where there is none.</param>
public sealed record SessionProgram(string? Program, IReadOnlyList<string>? Arguments, string? Line)
{
    /// <summary>What a shell does not take as it is, outside of quotes.</summary>
    private static readonly SearchValues<char> ShellSigns = SearchValues.Create("|&;<>()$`\\\"'*?[]#~{}! \t\r\n");

    /// <summary>The shell that reads lines.</summary>
    public static string LineShell => File.Exists("/bin/bash") ? "/bin/bash" : "/bin/sh";

    /// <summary>
    /// With arguments the command is a program as it is. Without them a single word is a program too, and a text of
    /// more than a word is a line for <see cref="LineShell"/>. A list is a program with its arguments.
    /// </summary>
    public static Outcome<SessionProgram> Read(CommandText? command, IReadOnlyList<string>? arguments) => command switch
    {
        { Words: [] } => new Rejection(
            "invalid_argument", "The argument \"command\" is an empty list.", "Leave it out for the login shell."),
        { Words: not null } when arguments is { Count: > 0 } => new Rejection(
            "invalid_argument",
            "The words of \"command\" are the program with its arguments already, so \"args\" cannot be given too.",
            "Give the arguments in one of them."),
        { Words: { } words } => new SessionProgram(words[0], [.. words.Skip(1)], null),
        { Text: { } line } when arguments is null && line.AsSpan().Trim().ContainsAny(ShellSigns) =>
            new SessionProgram(LineShell, ["-c", line], line),
        _ => new SessionProgram(arguments is null ? command?.Text?.Trim() : command?.Text, arguments, null),
    };
}
