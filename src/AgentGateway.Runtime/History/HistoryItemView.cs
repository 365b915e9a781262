namespace AgentGateway.Runtime.History;

/// <summary>Something that ended.</summary>
/// <param name="Kind">thread, session or task.</param>
/// <param name="State">
/// Of a thread archived; of a session completed, stopped, failed or orphaned; of a task completed, failed or cancelled.
/// </param>
/// <param name="Text">Its title, name or command, in one line.</param>
/// <param name="Detail">How it ended, in one line; null where the state says all.</param>
/// <param name="Command">What shows more of it at the command line.</param>
public sealed record HistoryItemView(
    string Kind, string Id, string State, string Text, string? Detail, DateTimeOffset EndedAt, string Command);
