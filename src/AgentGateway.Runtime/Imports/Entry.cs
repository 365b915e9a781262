using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Imports;

/// <summary>What one line of a conversation's file says.</summary>
internal sealed record Entry(EntryKind Kind)
{
    public static Entry Nothing { get; } = new(EntryKind.Known);

    public static Entry OfSubagent { get; } = new(EntryKind.OfSubagent);

    public static Entry Broken { get; } = new(EntryKind.Broken);

    public IReadOnlyList<ImportedMessage> Messages { get; init; } = [];

    /// <summary>The title that the program gives the conversation here; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>The name of an unknown kind.</summary>
    public string Name { get; init; } = "";

    public static Entry Unknown(string name) => new(EntryKind.Unknown) { Name = name };

    public static Entry Says(params IReadOnlyList<ImportedMessage> messages) =>
        new(EntryKind.Known) { Messages = messages };
}
