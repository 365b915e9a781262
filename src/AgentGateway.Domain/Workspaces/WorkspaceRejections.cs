namespace AgentGateway.Domain.Workspaces;

/// <summary>The refusals of a workspace, together so that a code always has the same sentence.</summary>
public static class WorkspaceRejections
{
    public static readonly Rejection Unknown = new(
        "unknown_workspace", "There is no workspace of that name.",
            "List workspaces with workspace_list, or make it with workspace_create.");

    public static readonly Rejection NameTaken = new(
        "name_taken", "There is a workspace of that name already.",
            "Choose another name, or remove it with workspace_remove.");

    public static readonly Rejection Busy = new(
        "workspace_busy", "The workspace is being made or removed.",
            "Look with workspace_list whether it is done; workspace_remove with force ends the making.");

    public static readonly Rejection LeftElsewhere = new(
        "workspace_left_elsewhere",
        "It was being made or removed in the place that this journal was restored or copied from.",
        "Look at its directory, then remove the workspace with force, or create another.");

    public static readonly Rejection SetupInDoubt = new(
        "setup_in_doubt",
        "The daemon ended while the setup script ran, so it is unknown how far it came. It is not run again by itself.",
        "Look at the directory; then remove the workspace with workspace_remove, if need be with force, and create it "
            + "again.");
}
