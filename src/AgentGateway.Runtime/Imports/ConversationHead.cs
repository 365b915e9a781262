namespace AgentGateway.Runtime.Imports;

/// <summary>What the first lines of a conversation say of all of it.</summary>
/// <param name="Id">The program's own id.</param>
/// <param name="Directory">Where the program worked; null where it does not say.</param>
internal sealed record ConversationHead(string Id, string? Directory, DateTimeOffset StartedAt);
