namespace AgentGateway.Views;

/// <summary>What an import of Markdown files took in.</summary>
/// <param name="Notes">Notes that are new, those that stand in an earlier one's place among them.</param>
/// <param name="Merged">Notes that said what is known already.</param>
/// <param name="Skipped">Files that were not taken, each with the reason.</param>
internal sealed record MemoryImportView(int Documents, int Notes, int Merged, IReadOnlyList<string> Skipped);

/// <summary>What an export wrote.</summary>
internal sealed record MemoryExportView(string Directory, int Documents, int Notes);
