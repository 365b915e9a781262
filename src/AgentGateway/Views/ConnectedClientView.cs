namespace AgentGateway.Views;

/// <summary>A client that is connected.</summary>
/// <param name="Name">What it calls itself, such as claude-code.</param>
/// <param name="Directory">The directory that it works in; null for none.</param>
/// <param name="Connections">How many connections it has from there.</param>
internal sealed record ConnectedClientView(string Name, string? Directory, int Connections);
