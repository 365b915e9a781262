namespace AgentGateway.Runtime.Tools;

/// <summary>
/// All tools by name, in the order in which they are listed: the gateway's own, then those that others publish, such as outside
/// MCP servers. Readers take <see cref="All"/> and keep using it; a change publishes a new list.
/// </summary>
public sealed class ToolCatalogue
{
    private readonly Lock _publishing = new();
    private readonly List<(string Source, IReadOnlyList<Tool> Tools)> _sources = [];
    private volatile Snapshot _snapshot;

    /// <exception cref="ArgumentException">Two tools have the same name.</exception>
    public ToolCatalogue(IEnumerable<Tool> own)
    {
        IReadOnlyList<Tool> tools = [.. own];
        _snapshot = new(tools, tools.ToDictionary(tool => tool.Name));
        _sources.Add(("gateway", tools));
    }

    /// <summary>Raised after a change, so that listings can be announced as changed. Must be quick and must not throw.</summary>
    public event Action? Changed;

    public IReadOnlyList<Tool> All => _snapshot.Tools;

    public Tool? Find(string name) => _snapshot.ByName.GetValueOrDefault(name);

    /// <summary>The tools that an audience is offered, in order.</summary>
    public IEnumerable<Tool> For(ToolAudience audience) => All.Where(tool => (tool.Declaration.Audience & audience) != 0);

    /// <summary>
    /// Replaces what one source offers. A name that an earlier source has is left out, so that nobody takes the gateway's own.
    /// </summary>
    public void Publish(string source, IReadOnlyList<Tool> tools)
    {
        lock (_publishing)
        {
            var at = _sources.FindIndex(known => known.Source == source);
            if (at >= 0) _sources[at] = (source, tools);
            else _sources.Add((source, tools));
            IReadOnlyList<Tool> all = [.. _sources.SelectMany(known => known.Tools).DistinctBy(tool => tool.Name)];
            _snapshot = new(all, all.ToDictionary(tool => tool.Name));
        }

        Changed?.Invoke();
    }

    private sealed record Snapshot(IReadOnlyList<Tool> Tools, IReadOnlyDictionary<string, Tool> ByName);
}
