using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Memory;

/// <summary>The names of documents, and the ids that are made of them.</summary>
internal static class DocumentNames
{
    /// <summary>Who an agent is: its persona, where this is written.</summary>
    public const string Soul = "SOUL";

    /// <summary>What an agent keeps.</summary>
    public const string Memory = "MEMORY";

    /// <summary>What is known of a person.</summary>
    public const string User = "USER";

    private const int CharactersMax = 64;

    /// <summary>The name; one of the three above in any case of letters is that one.</summary>
    public static Outcome<string> Read(string name)
    {
        foreach (var known in (string[])[Soul, Memory, User])
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
                return known;
        return name.Length is > 0 and <= CharactersMax && char.IsAsciiLetterOrDigit(name[0])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_')
            ? name
            : DocumentRejections.BadName;
    }

    /// <summary>The scope that a document of that name has where none is named; null for the caller's usual one.</summary>
    public static string? UsualScope(string name) => name switch
    {
        User => "operator",
        Soul or Memory => "agent",
        _ => null,
    };

    /// <summary>The same scope and name always have the same id.</summary>
    public static DocumentId Id(MemoryScope scope, string name) => new(
        DocumentId.Prefix
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}\n{name}")))[..26]);
}
