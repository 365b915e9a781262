using System.Diagnostics;
using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Memory;

/// <summary>
/// Where memory belongs. As text: <c>global</c>, <c>operator:NAME</c>, <c>agent:ID</c>, <c>workspace:/path</c>,
/// <c>thread:ID</c>.
/// </summary>
/// <param name="Name">The person, agent, directory or thread; empty for the global scope.</param>
[JsonConverter(typeof(MemoryScopeConverter))]
public readonly record struct MemoryScope(MemoryScopeKind Kind, string Name)
{
    /// <summary>So long is the longest name: that of a path.</summary>
    public const int NameCharactersMax = 4_096;

    public static readonly MemoryScope Global = new(MemoryScopeKind.Global, "");

    public static MemoryScope Operator(string name) => new(MemoryScopeKind.Operator, name);

    public static MemoryScope Agent(string id) => new(MemoryScopeKind.Agent, id);

    public static MemoryScope Workspace(string path) => new(MemoryScopeKind.Workspace, path);

    public static MemoryScope Thread(string id) => new(MemoryScopeKind.Thread, id);

    /// <summary>The scope of a text; false where the text is none.</summary>
    public static bool TryParse(string? text, out MemoryScope scope)
    {
        scope = Global;
        if (text is null) return false;
        if (text == "global") return true;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return false;
        var name = text[(colon + 1)..];
        if (string.IsNullOrWhiteSpace(name) || name.Length > NameCharactersMax || name.Any(char.IsControl)) return false;
        MemoryScopeKind? kind = text[..colon] switch
        {
            "operator" => MemoryScopeKind.Operator,
            "agent" => MemoryScopeKind.Agent,
            "workspace" when name[0] == '/' => MemoryScopeKind.Workspace,
            "thread" => MemoryScopeKind.Thread,
            _ => null,
        };
        if (kind is not { } known) return false;
        scope = new(known, name);
        return true;
    }

    public override string ToString() => Kind switch
    {
        MemoryScopeKind.Global => "global",
        MemoryScopeKind.Operator => $"operator:{Name}",
        MemoryScopeKind.Agent => $"agent:{Name}",
        MemoryScopeKind.Workspace => $"workspace:{Name}",
        MemoryScopeKind.Thread => $"thread:{Name}",
        _ => throw new UnreachableException(),
    };
}
