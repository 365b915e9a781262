namespace AgentGateway.Domain.Threads;

/// <summary>The conversation of another program that a thread is a copy of. Such a thread takes no messages.</summary>
/// <param name="Program">The program, by the name of its command: <c>claude</c> or <c>codex</c>.</param>
/// <param name="Conversation">The program's own id of the conversation.</param>
/// <param name="Directory">Where the program worked; null where it did not say.</param>
/// <param name="File">The file that the conversation was read from.</param>
/// <param name="StartedAt">When the conversation began.</param>
public sealed record ThreadImport(
    string Program, string Conversation, string? Directory, string File, DateTimeOffset StartedAt)
{
    /// <summary>The name by which people know the program.</summary>
    public static string NameOf(string program) => program switch
    {
        "claude" => "Claude Code",
        "codex" => "Codex",
        _ => program,
    };
}
