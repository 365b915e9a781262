using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;

namespace AgentGateway.Domain.Documents;

/// <summary>
/// A document of memory, such as an agent's <c>MEMORY</c>. Its texts are in the events and in the rows of its versions.
/// </summary>
public sealed record DocumentState
{
    /// <summary>A document is shown whole in prompts, so it is short.</summary>
    public const int CharactersMax = 20_000;

    /// <summary>So many versions can be read and restored; those before them stay in the journal alone.</summary>
    public const int VersionsKept = 200;

    public static readonly DocumentState Initial = new();

    public DocumentId Id { get; init; }

    public MemoryScope Scope { get; init; }

    /// <summary>Empty before it was written.</summary>
    public string Name { get; init; } = "";

    /// <summary>1 for the first text, counted on without gaps, also after it was forgotten.</summary>
    public long Version { get; init; }

    /// <summary>The oldest version that has a row.</summary>
    public long FirstKept { get; init; } = 1;

    /// <summary>Who wrote the present version.</summary>
    public string Author { get; init; } = "";

    /// <summary>There is no text: it was forgotten and not written since.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>The stream's version at which it was forgotten last: what is before it is erased.</summary>
    public long ForgottenAt { get; init; }

    /// <summary>Set while its texts are still to be erased.</summary>
    public string? EraseKey { get; init; }
}
