namespace AgentGateway.Runtime.Imports;

/// <summary>What an import did; of a trial, what it would do.</summary>
/// <param name="Root">Where the program keeps its files.</param>
/// <param name="Conversations">
/// Those that are new or have grown, and those that could not be imported; the latest last. Unchanged ones are only
/// counted.
/// </param>
public sealed record ImportView(
    string Program,
    string Root,
    bool DryRun,
    ImportCountsView Counts,
    IReadOnlyList<ImportedConversationView> Conversations);
