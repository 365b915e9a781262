namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>A process of the group that has a terminal.</summary>
/// <param name="Words">Its command line as it stands now; a program may have replaced it by a title.</param>
public sealed record FrontProcess(int Id, IReadOnlyList<string> Words);
