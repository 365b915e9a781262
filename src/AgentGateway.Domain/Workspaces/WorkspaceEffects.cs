namespace AgentGateway.Domain.Workspaces;

/// <summary>Make the workspace, or make it again after a crash.</summary>
public sealed record PrepareWorkspace(string Key) : Effect(Key);

/// <summary>Take the workspace away.</summary>
public sealed record RemoveWorkspace(string Key) : Effect(Key);
