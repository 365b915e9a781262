namespace AgentGateway.Runtime.Files;

/// <summary>
/// Names of the daemon's variables that programs of sessions and workspaces inherit beside the usual ones; <c>X_*</c>
/// stands for all names that begin with <c>X_</c>.
/// </summary>
internal sealed record InheritedVariables(IReadOnlyList<string> Names);
