namespace AgentGateway.Runtime.Files;

/// <summary>
/// Names of the daemon's environment that programs of sessions and workspaces inherit beside the usual ones; <c>X_*</c>
/// stands for all that begin so.
/// </summary>
internal sealed record InheritedVariables(IReadOnlyList<string> Names);
