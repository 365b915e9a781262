namespace AgentGateway.Runtime.Imports;

/// <summary>How much there was of what.</summary>
public sealed record ImportCountsView
{
    /// <summary>Files that were found.</summary>
    public int Files { get; init; }

    /// <summary>Conversations by their state, see <see cref="ImportedConversationView.State"/>.</summary>
    public IReadOnlyDictionary<string, int> Conversations { get; init; } = new Dictionary<string, int>();

    /// <summary>Conversations that <c>since</c> and <c>directory</c> leave out.</summary>
    public int LeftOut { get; init; }

    /// <summary>Messages that were added.</summary>
    public long Messages { get; init; }

    /// <summary>Lines that are no JSON, or not what they should be.</summary>
    public long BrokenLines { get; init; }

    /// <summary>Lines that are too long to be read.</summary>
    public long LongLines { get; init; }

    /// <summary>What subagents said; that is no part of the conversation.</summary>
    public long SubagentEntries { get; init; }

    /// <summary>Entries of kinds that this version does not know, by kind.</summary>
    public IReadOnlyDictionary<string, long> UnknownEntries { get; init; } = new Dictionary<string, long>();
}
