using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Tasks;

/// <summary>What a task runs, in full. It stands in the event that opens the task, and not in its state.</summary>
/// <param name="Session">The shell session in whose queue the command runs; null for a terminal of its own.</param>
/// <param name="Directory">Where a command without session runs; null for the workspace's.</param>
/// <param name="TimeoutSeconds">How long a command without session may take.</param>
/// <param name="Arguments">A tool's arguments, a JSON object.</param>
public sealed record TaskWork(
    TaskKind Kind,
    string? Prompt = null,
    string? Command = null,
    string? Session = null,
    string? Directory = null,
    double? TimeoutSeconds = null,
    string? Tool = null,
    string? Arguments = null)
{
    private const int SummaryCharactersMax = 200;

    /// <summary>The name of the sandbox that a command without session gets; null for <c>workspace</c>.</summary>
    public string? Sandbox { get; init; }

    /// <summary>All that was given of it, for limits.</summary>
    [JsonIgnore]
    public int Characters => (Prompt?.Length ?? 0) + (Command?.Length ?? 0) + (Arguments?.Length ?? 0);

    /// <summary>One line about it.</summary>
    public string Summary()
    {
        var text = Kind == TaskKind.Tool ? $"{Tool} {Arguments}" : Prompt ?? Command ?? "";
        var line = string.Join(
            ' ', text.Split((char[]?)null, SummaryCharactersMax, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= SummaryCharactersMax ? line : line[..SummaryCharactersMax] + "…";
    }
}
