namespace AgentGateway.Domain.Workspaces;

/// <summary>What the journal and its checks know of workspaces.</summary>
public static class WorkspaceStream
{
    public static StreamKind<WorkspaceMachine, WorkspaceState, WorkspaceCommand> Kind { get; } = new(
        WorkspaceJson.Plain.WorkspaceState,
        [
            new("workspace.created", WorkspaceJson.Plain.WorkspaceCreated),
            new("workspace.setup_started", WorkspaceJson.Plain.WorkspaceSetupStarted),
            new("workspace.ready", WorkspaceJson.Plain.WorkspaceReady),
            new("workspace.failed", WorkspaceJson.Plain.WorkspaceFailed),
            new("workspace.removal_requested", WorkspaceJson.Plain.WorkspaceRemovalRequested),
            new("workspace.removal_refused", WorkspaceJson.Plain.WorkspaceRemovalRefused),
            new("workspace.removed", WorkspaceJson.Plain.WorkspaceRemoved),
        ]);
}
