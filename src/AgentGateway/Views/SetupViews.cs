namespace AgentGateway.Views;

/// <summary>The clients that <c>agw setup</c> knows.</summary>
internal sealed record SetupListView(IReadOnlyList<SetupClientView> Clients);

/// <param name="Installed">Whether its program or its settings were found.</param>
/// <param name="State">set up, not set up, incomplete or unreadable.</param>
internal sealed record SetupClientView(
    string Name, string Title, bool Installed, string State, IReadOnlyList<string> Files);

/// <summary>What <c>agw setup CLIENT</c> has changed.</summary>
internal sealed record SetupView(string Client, bool Changed, IReadOnlyList<SetupFileView> Files);

/// <param name="Copy">The file as it was; null where there was none.</param>
internal sealed record SetupFileView(string File, string? Copy);
