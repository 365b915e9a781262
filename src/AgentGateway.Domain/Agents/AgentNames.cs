using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Agents;

/// <summary>Which names an agent may have.</summary>
public static class AgentNames
{
    public const int NameCharactersMax = 64;
    public const int AliasesMax = 16;

    /// <summary>Names that mean something else to people, to front ends or to the journal.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "operator", "client", "daemon", "system", "user", "assistant", "tool",
        "all", "everyone", "here", "channel", "agent", "agents", "me", "none", "null",
        "stop", "leave", "done", "return", "handoff",
    };

    /// <summary>Lower-case letters, digits, <c>-</c>, <c>_</c>, starting with a letter.</summary>
    public static bool IsWellFormed(string name)
    {
        if (name.Length is 0 or > NameCharactersMax || !char.IsAsciiLetter(name[0])) return false;
        foreach (var c in name)
            if (!IsNameCharacter(c))
                return false;
        return true;
    }

    public static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    /// <summary>Why this name cannot be an id or an alias; null when it can.</summary>
    public static Rejection? Refuse(string name) =>
        !IsWellFormed(name)
            ? new("invalid_agent_name", $"\"{ShortText.Of(name, NameCharactersMax)}\" cannot name an agent.",
                $"Use 1 to {NameCharactersMax} of a-z, 0-9, - and _, starting with a letter.")
            : Reserved.Contains(name)
                ? new("reserved_alias", $"\"{name}\" is reserved and cannot name an agent.", "Choose another name.")
                : null;

    public static AgentId Canonical(string name) => new(name.ToLowerInvariant());
}
