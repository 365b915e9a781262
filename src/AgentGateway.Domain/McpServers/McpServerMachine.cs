using System.Diagnostics;

namespace AgentGateway.Domain.McpServers;

/// <summary>
/// What is remembered of an outside MCP server: the tools that were accepted, so that a changed one is noticed after
/// any time.
/// </summary>
public sealed class McpServerMachine : IMachine<KnownTools, McpServerCommand>
{
    /// <summary>So many fit into a state with room to spare.</summary>
    public const int ToolsMax = 512;

    public static readonly Rejection TooManyTools = new(
        "mcp_server_tools_full",
        $"The server has shown more than {ToolsMax} different tools.",
        "Accept the tools that it has now: agw mcp-servers accept NAME. The others are forgotten.");

    public static string Kind => "mcpserver";

    public static int SnapshotVersion => 1;

    public static KnownTools Initial => KnownTools.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(
        KnownTools state, McpServerCommand command) => command switch
    {
        SightTools c => Sight(state, c),
        AcceptTools c when c.Tools.Count > ToolsMax => TooManyTools,
        AcceptTools c => Outcomes.Of(new McpToolsAccepted(c.Identity, InOrder(c.Tools), c.By)),
        _ => throw new UnreachableException(),
    };

    public static KnownTools Evolve(KnownTools state, RecordedEvent recorded) => recorded.Event switch
    {
        McpToolsSeen e when e.Identity == state.Identity =>
            state with { Tools = InOrder([.. state.Tools, .. e.Tools]) },
        McpToolsSeen e => new(e.Identity, InOrder(e.Tools)),
        McpToolsAccepted e => new(e.Identity, e.Tools),
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(KnownTools state) => [];

    public static IReadOnlyList<ReadRow> Project(KnownTools before, RecordedEvent recorded, KnownTools after) => [];

    private static Outcome<IReadOnlyList<DomainEvent>> Sight(KnownTools state, SightTools command)
    {
        var isOther = command.Identity != state.Identity;
        KnownTool[] unseen = [.. command.Tools.Where(tool => isOther || state.DigestOf(tool.Name) is null)];
        if (unseen.Length + (isOther ? 0 : state.Tools.Count) > ToolsMax) return TooManyTools;
        return unseen.Length == 0 && !isOther ? Outcomes.Nothing : Outcomes.Of(
            new McpToolsSeen(command.Identity, InOrder(unseen)));
    }

    private static KnownTool[] InOrder(IEnumerable<KnownTool> tools) =>
        [.. tools.DistinctBy(tool => tool.Name).OrderBy(tool => tool.Name, StringComparer.Ordinal)];
}
