namespace AgentGateway.Posix;

/// <summary>Texts for the command line of a POSIX shell.</summary>
public static class ShellText
{
    /// <summary>The text in single quotes, in which a shell changes nothing.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
