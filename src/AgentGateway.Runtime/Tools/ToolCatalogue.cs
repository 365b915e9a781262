namespace AgentGateway.Runtime.Tools;

/// <summary>
/// All tools by name, in the order in which they are listed: the gateway's own, then those that others publish, such as
/// outside MCP servers. Readers take a list and keep using it; a change publishes a new one.
/// </summary>
public sealed class ToolCatalogue
{
    private readonly Lock _publishing = new();
    private readonly List<(string Source, IReadOnlyList<Tool> Tools)> _sources = [];
    private volatile Snapshot _snapshot = new([]);

    /// <summary>
    /// Raised after a change, so that listings can be announced as changed. Must be quick and must not throw.
    /// </summary>
    public event Action? Changed;

    public IReadOnlyList<Tool> All => _snapshot.All;

    /// <summary>What agents are offered, as models are told of it.</summary>
    public IReadOnlyList<ToolDeclaration> OfAgents => _snapshot.OfAgents;

    /// <summary>Those of <see cref="OfAgents"/> that an agent's definition selects.</summary>
    /// <param name="patterns">As the definition writes them; null for all.</param>
    public IReadOnlyList<ToolDeclaration> Given(IReadOnlyList<string>? patterns) =>
        patterns is null ? OfAgents : [.. OfAgents.Where(tool => ToolPatterns.Select(patterns, tool))];

    /// <summary>The toolsets that clients can enable.</summary>
    public IReadOnlyCollection<string> Toolsets => _snapshot.Toolsets;

    public Tool? Find(string name) => _snapshot.ByName.GetValueOrDefault(name);

    /// <summary>The tool of that name if it is offered to that audience.</summary>
    public Tool? Find(string name, ToolAudience audience) =>
        Find(name) is { } tool && (tool.Declared.Audience & audience) != 0 ? tool : null;

    /// <summary>The tools that an audience is offered, in order.</summary>
    public IEnumerable<Tool> For(ToolAudience audience) => All.Where(tool => (tool.Declared.Audience & audience) != 0);

    /// <summary>
    /// Replaces what one source offers. A name that an earlier source has is left out, so that no source can
    /// replace one of the gateway's own tools.
    /// </summary>
    public void Publish(string source, IReadOnlyList<Tool> tools)
    {
        lock (_publishing)
        {
            var at = _sources.FindIndex(known => known.Source == source);
            if (at >= 0) _sources[at] = (source, tools);
            else _sources.Add((source, tools));
            _snapshot = new([.. _sources.SelectMany(known => known.Tools).DistinctBy(tool => tool.Name)]);
        }

        Changed?.Invoke();
    }

    private sealed class Snapshot(IReadOnlyList<Tool> tools)
    {
        public IReadOnlyList<Tool> All => tools;

        public IReadOnlyList<ToolDeclaration> OfAgents { get; } =
            [.. tools.Where(tool => tool.Declared.Audience.HasFlag(ToolAudience.Agents)).Select(tool => tool.Declared)];

        public IReadOnlyCollection<string> Toolsets { get; } = new HashSet<string>(
            tools.Where(
                tool => tool.Declared.Audience.HasFlag(ToolAudience.Clients)).Select(tool => tool.Declared.Toolset)
                .Where(toolset => toolset != Tools.Toolsets.Search));

        public IReadOnlyDictionary<string, Tool> ByName { get; } = tools.ToDictionary(tool => tool.Name);
    }
}
