using AgentGateway.Domain;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.McpServers;

internal static class McpServerViewWriter
{
    private const int ShortCharactersMax = 200;
    private const int LogLines = 40;

    public static McpServerView Of(McpServerSupervisor supervisor)
    {
        var (settings, standing) = (supervisor.Settings, supervisor.Standing);
        return new()
        {
            Name = settings.Name,
            Transport = settings.Transport,
            Target = Target(settings),
            State = standing.Word,
            Reason = standing.Reason,
            Since = standing.Since,
            Pid = standing.ProcessId,
            Restarts = standing.Restarts,
            Changes = standing.Changes,
            MoreTools = standing.HasMore ? true : null,
            Tools =
            [
                .. standing.Tools.Select(tool => new McpServerToolView(
                    tool.Name,
                    WordOf(tool.Standing),
                    tool.Definition.Description is { } text ? ShortText.Of(text, ShortCharactersMax) : null,
                    tool.Reason)),
            ],
        };
    }

    public static McpServerDetailView Detail(McpServerSupervisor supervisor, AcceptedToolStore accepted)
    {
        var standing = supervisor.Standing;
        var changed = standing.Tools.Where(tool => tool.Standing == ToolStanding.Changed).ToList();
        var before = changed.Count == 0
            ? []
            : accepted.Read(supervisor.Settings.Name).DistinctBy(kept => kept.Name).ToDictionary(kept => kept.Name);
        return new(
            Of(supervisor),
            [.. changed.Select(
                tool => new McpToolChangeView(
                    tool.Name, Words(before.GetValueOrDefault(tool.Definition.Name)), Words(tool.Definition)!))],
            standing.Log?.Last(LogLines) ?? []);
    }

    /// <summary>
    /// The command line or the address, so that people know which server it is: never its environment, its headers or a
    /// query that may hold a key.
    /// </summary>
    private static string Target(McpServerSettings settings) =>
        settings.Command is { } command ? string.Join(' ', [command, .. settings.Args])
        : settings.Url is { } url ? url.Split('?', '#')[0]
        : "";

    private static string WordOf(ToolStanding standing) => standing switch
    {
        ToolStanding.Callable => "callable",
        ToolStanding.Changed => "changed",
        _ => "refused",
    };

    private static McpToolWordsView? Words(McpToolDefinition? definition) =>
        definition is null ? null : new(definition.Title, definition.Description, definition.InputSchema);
}
