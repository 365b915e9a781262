namespace AgentGateway.Domain.Workspaces;

/// <summary>What the journal and its checks know of workspaces.</summary>
public static class WorkspaceStream
{
    public static StreamKind<WorkspaceMachine, WorkspaceState, WorkspaceCommand> Kind { get; } = new(
        () => WorkspaceJson.Plain.WorkspaceState,
        [
            EventKind.Of("workspace.created", () => WorkspaceJson.Plain.WorkspaceCreated),
            EventKind.Of("workspace.setup_started", () => WorkspaceJson.Plain.WorkspaceSetupStarted),
            EventKind.Of("workspace.ready", () => WorkspaceJson.Plain.WorkspaceReady),
            EventKind.Of("workspace.failed", () => WorkspaceJson.Plain.WorkspaceFailed),
            EventKind.Of("workspace.removal_requested", () => WorkspaceJson.Plain.WorkspaceRemovalRequested),
            EventKind.Of("workspace.removal_refused", () => WorkspaceJson.Plain.WorkspaceRemovalRefused),
            EventKind.Of("workspace.removed", () => WorkspaceJson.Plain.WorkspaceRemoved),
        ]);
}
