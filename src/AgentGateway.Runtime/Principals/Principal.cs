namespace AgentGateway.Runtime.Principals;

/// <summary>
/// Who speaks, as the daemon established it: never as an argument says. <c>operator</c> is the person at this machine,
/// <c>client</c> whoever holds the default token or comes through the bridge, where usually a model speaks.
/// </summary>
public sealed record Principal(string Name)
{
    public static readonly Principal Operator = new("operator");
    public static readonly Principal Client = new("client");
}

/// <summary>A principal at one door.</summary>
/// <param name="Workspace">The directory that threads it creates work in, unless it names another; null for none.</param>
public sealed record Caller(Principal Principal, string? Workspace = null);
