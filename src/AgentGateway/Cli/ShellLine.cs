using AgentGateway.Posix;

namespace AgentGateway.Cli;

/// <summary>Words as one line for a shell.</summary>
internal static class ShellLine
{
    /// <summary>
    /// A single word is a line already, as with <c>sh -c</c>; several are a program and its arguments, each one as it
    /// is.
    /// </summary>
    public static string OfCommand(IReadOnlyList<string> words) => words.Count == 1 ? words[0] : Of(words);

    public static string Of(IEnumerable<string> words) => ShellText.Line(words);
}
