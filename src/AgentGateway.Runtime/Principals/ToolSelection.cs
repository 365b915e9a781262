using AgentGateway.Domain;

namespace AgentGateway.Runtime.Principals;

/// <summary>
/// Which tools a connection lists: the toolsets that it asked for, and those that it enabled since. A tool that is not
/// listed can be found and called all the same, under the same gate, so a short list takes no tool away; only
/// <see cref="IsReadOnly"/> does. Safe for several threads.
/// </summary>
public sealed class ToolSelection
{
    public const string All = "all";
    public const string Default = "default";

    /// <summary>The toolset of the tools that find and enable others: always listed, unless everything is.</summary>
    public const string Search = "search";

    private readonly Lock _changing = new();
    private volatile HashSet<string> _toolsets;

    private ToolSelection(IEnumerable<string> toolsets, bool isReadOnly) =>
        (_toolsets, IsReadOnly) = (new(toolsets, StringComparer.Ordinal), isReadOnly);

    /// <summary>Raised after a toolset was enabled. Must be quick and must not throw.</summary>
    public event Action? Changed;

    /// <summary>Whether tools that change something are neither listed nor run for this connection.</summary>
    public bool IsReadOnly { get; }

    /// <summary>
    /// Whether a new selection is made for each request, so that an enabled toolset would be forgotten at once.
    /// </summary>
    public bool IsPerRequest { get; private init; }

    /// <summary>Whether every tool is listed, with all that is known of it.</summary>
    public bool IsAll => _toolsets.Contains(All);

    /// <summary>Reads a list such as <c>threads,tasks</c>, <c>default</c> or <c>all</c>.</summary>
    /// <param name="text">Null or empty for the default.</param>
    /// <param name="known">The toolsets that there are.</param>
    public static Outcome<ToolSelection> Read(string? text, bool isReadOnly, IReadOnlyCollection<string> known)
    {
        var names = (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
            if (name is not (All or Default) && !known.Contains(name))
                return Unknown(name, known);
        return new ToolSelection(names.Length == 0 ? [Default] : names, isReadOnly);
    }

    /// <summary>The same for one request, and for nothing after it.</summary>
    public ToolSelection ForRequest() => new(_toolsets, IsReadOnly) { IsPerRequest = true };

    /// <summary>Whether the connection lists a tool.</summary>
    /// <param name="isDefault">Whether the tool belongs to the default list.</param>
    public bool Lists(string toolset, bool isDefault)
    {
        var toolsets = _toolsets;
        if (toolsets.Contains(All)) return toolset != Search;
        return toolset == Search || toolsets.Contains(toolset) || (isDefault && toolsets.Contains(Default));
    }

    /// <summary>Lists a toolset from now on.</summary>
    public Rejection? Enable(string toolset, IReadOnlyCollection<string> known)
    {
        if (toolset is not (All or Default) && !known.Contains(toolset)) return Unknown(toolset, known);
        lock (_changing)
        {
            if (_toolsets.Contains(toolset)) return null;
            _toolsets = new(_toolsets, StringComparer.Ordinal) { toolset };
        }

        Changed?.Invoke();
        return null;
    }

    private static Rejection Unknown(string name, IReadOnlyCollection<string> known) => new(
        "unknown_toolset",
        $"There is no toolset \"{ShortText.Of(name, 40)}\".",
        $"There are {string.Join(", ", known.Order(StringComparer.Ordinal))}, and all and default.");
}
