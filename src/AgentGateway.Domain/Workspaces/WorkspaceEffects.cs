namespace AgentGateway.Domain.Workspaces;

/// <summary>The workspace is to be made, or made again after a crash.</summary>
public sealed record PrepareWorkspace(string Key) : Effect(Key);

/// <summary>The workspace is to be taken away.</summary>
public sealed record RemoveWorkspace(string Key) : Effect(Key);
