namespace AgentGateway.Runtime.McpServers;

/// <summary>Everything that is needed to reach a server now, with secrets in their places. Never logged, stored or shown.</summary>
/// <param name="Environment">The whole environment of the program.</param>
/// <param name="Mark">Finds what the program started, also after a crash of the daemon.</param>
/// <param name="Secrets">The values that must not be seen in what the server says.</param>
public sealed record McpServerLaunch(
    string Name,
    string? Program,
    IReadOnlyList<string> Arguments,
    string Directory,
    IReadOnlyDictionary<string, string> Environment,
    string Mark,
    Uri? Url,
    bool IsSse,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<string> Secrets)
{
    public override string ToString() => Name;
}
