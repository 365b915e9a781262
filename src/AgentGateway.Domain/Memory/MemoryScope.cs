using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Memory;

/// <summary>
/// Where a piece of memory counts, as <c>global</c>, <c>operator:NAME</c>, <c>agent:ID</c>, <c>workspace:/path</c> or
/// <c>thread:ID</c>. Two scopes are the same when their texts are.
/// </summary>
[JsonConverter(typeof(MemoryScopeConverter))]
public readonly record struct MemoryScope(MemoryScopeKind Kind, string Name)
{
    /// <summary>A longer text is no scope: paths are at most so long.</summary>
    public const int CharactersMax = 4_200;

    public static readonly MemoryScope Global = new(MemoryScopeKind.Global, "");

    public static MemoryScope Operator(string name) => new(MemoryScopeKind.Operator, name);

    public static MemoryScope Agent(string id) => new(MemoryScopeKind.Agent, id);

    public static MemoryScope Workspace(string path) => new(MemoryScopeKind.Workspace, path);

    public static MemoryScope Thread(string id) => new(MemoryScopeKind.Thread, id);

    /// <summary>The scope of that text; false where the text is none.</summary>
    public static bool TryParse(string? text, out MemoryScope scope)
    {
        scope = Global;
        if (text == "global") return true;
        if (text is null or { Length: > CharactersMax }) return false;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return false;
        MemoryScopeKind? kind = text[..colon] switch
        {
            "operator" => MemoryScopeKind.Operator,
            "agent" => MemoryScopeKind.Agent,
            "workspace" => MemoryScopeKind.Workspace,
            "thread" => MemoryScopeKind.Thread,
            _ => null,
        };
        var name = text[(colon + 1)..];
        if (kind is null || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl)) return false;
        scope = new(kind.Value, name);
        return true;
    }

    /// <summary>The word of a kind, such as <c>agent</c>.</summary>
    public static string Word(MemoryScopeKind kind) => kind switch
    {
        MemoryScopeKind.Global => "global",
        MemoryScopeKind.Operator => "operator",
        MemoryScopeKind.Agent => "agent",
        MemoryScopeKind.Workspace => "workspace",
        MemoryScopeKind.Thread => "thread",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public override string ToString() => Kind == MemoryScopeKind.Global ? "global" : $"{Word(Kind)}:{Name}";
}
