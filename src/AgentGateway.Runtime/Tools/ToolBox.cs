namespace AgentGateway.Runtime.Tools;

/// <summary>
/// The tools that agents have, in the order in which models see them: the gateway's own, then those that others publish, such as
/// outside MCP servers. Readers take <see cref="All"/> and keep using it; a change publishes a new one.
/// </summary>
public sealed class ToolBox
{
    private readonly Lock _gate = new();
    private readonly List<(string Source, IReadOnlyList<AgentTool> Tools)> _sources = [];

    /// <summary>Raised after a change. Must be quick and must not throw.</summary>
    public event Action? Changed;

    public IReadOnlyList<AgentTool> All { get; private set; } = [];

    public AgentTool? Find(string name) => All.FirstOrDefault(tool => tool.Name == name);

    /// <summary>Replaces what one source offers. A name that a source has which came earlier is left out: nobody takes the gateway's own names.</summary>
    public void Publish(string source, IReadOnlyList<AgentTool> tools)
    {
        lock (_gate)
        {
            var at = _sources.FindIndex(known => known.Source == source);
            if (at >= 0) _sources[at] = (source, tools);
            else _sources.Add((source, tools));
            All = [.. _sources.SelectMany(known => known.Tools).DistinctBy(tool => tool.Name)];
        }

        Changed?.Invoke();
    }
}
