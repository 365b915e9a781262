using System.Collections.Immutable;

namespace AgentGateway.Runtime.Tools;

/// <summary>
/// The tools that agents have, in the order in which models see them: the gateway's own, then those that others publish, such as
/// outside MCP servers. Readers take <see cref="All"/> and keep using it; a change publishes a new one.
/// </summary>
public sealed class ToolBox
{
    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<string, IReadOnlyList<AgentTool>> _bySource = ImmutableSortedDictionary.Create<string, IReadOnlyList<AgentTool>>(StringComparer.Ordinal);

    public IReadOnlyList<AgentTool> All { get; private set; } = [];

    public AgentTool? Find(string name) => All.FirstOrDefault(tool => tool.Name == name);

    /// <summary>Replaces what one source offers. A name that an earlier source has is left out.</summary>
    public void Publish(string source, IReadOnlyList<AgentTool> tools)
    {
        lock (_gate)
        {
            _bySource = _bySource.SetItem(source, tools);
            All = [.. _bySource.Values.SelectMany(offered => offered).DistinctBy(tool => tool.Name)];
        }
    }
}
