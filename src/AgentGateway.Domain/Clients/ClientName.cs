using System.Text;

namespace AgentGateway.Domain.Clients;

/// <summary>
/// The name that a client gives itself when it connects, such as <c>claude-code</c>, in one spelling. It is a claim:
/// any program that reaches the daemon can give the same name. It labels what a client does and rules may be about it,
/// but it proves nothing.
/// </summary>
public sealed record ClientName
{
    /// <summary>The name under which policy judges a client that gives no name; in a rule, every client.</summary>
    public const string Any = "client";

    public const int CharactersMax = 48;

    private const string Prefix = "client:";

    /// <summary>What some clients add to the name of their program, such as <c>codex-mcp-client</c>.</summary>
    private const string Suffix = "-mcp-client";

    /// <summary>How much of a name is looked at: the rest cannot matter.</summary>
    private const int SaidCharactersMax = 256;

    private ClientName(string value) => (Value, JudgedAs) = (value, Prefix + value);

    /// <summary>Lower-case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; never empty.</summary>
    public string Value { get; }

    /// <summary>The name under which policy judges it, such as <c>client:claude-code</c>.</summary>
    public string JudgedAs { get; }

    /// <summary>
    /// The name in its one spelling: <c>Visual Studio Code</c> is <c>visual-studio-code</c>. Null where nothing of it
    /// can be written so.
    /// </summary>
    /// <param name="said">As the client gave it; null where it gave none.</param>
    public static ClientName? Of(string? said) => Spell(said, isPattern: false) is { Length: > 0 } name ? new(name) : null;

    /// <summary>The name in one under which policy judges; null where that is no client's, or that of any client.</summary>
    public static ClientName? OfJudged(string judged) =>
        judged.StartsWith(Prefix, StringComparison.Ordinal) ? Of(judged[Prefix.Length..]) : null;

    /// <summary>Whether policy judges a client under that name, and no agent.</summary>
    public static bool IsClient(string judged) => judged == Any || NamesOne(judged);

    /// <summary>Whether a rule about that name is about clients that give a certain name.</summary>
    public static bool NamesOne(string? pattern) => pattern?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>
    /// The pattern of a rule with the client's name in its one spelling, so that <c>client:Claude Code</c> means the
    /// client that is judged as <c>client:claude-code</c>. Null where it names no client. Others stay as they are.
    /// </summary>
    public static string? Pattern(string pattern) =>
        !NamesOne(pattern) ? pattern
        : Spell(pattern[Prefix.Length..], isPattern: true) is { Length: > 0 } name ? Prefix + name
        : null;

    public override string ToString() => Value;

    private static string Spell(string? said, bool isPattern)
    {
        var name = new StringBuilder(CharactersMax);
        foreach (var character in said.AsSpan(0, Math.Min(said?.Length ?? 0, SaidCharactersMax)))
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '.' or '_' || (isPattern && character == '*'))
                name.Append(char.ToLowerInvariant(character));
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
            if (name.Length == CharactersMax) break;
        }

        var spelled = name.ToString().TrimEnd('-');
        return spelled.EndsWith(Suffix, StringComparison.Ordinal) ? spelled[..^Suffix.Length] : spelled;
    }
}
