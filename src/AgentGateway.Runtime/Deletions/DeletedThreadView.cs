namespace AgentGateway.Runtime.Deletions;

/// <summary>A thread that was deleted.</summary>
/// <param name="Messages">How many messages it had of its own.</param>
/// <param name="Erased">
/// Whether its texts are gone already. Where not, they are being erased, also after a restart of the daemon.
/// </param>
public sealed record DeletedThreadView(string ThreadId, string Title, long Messages, bool Erased);
