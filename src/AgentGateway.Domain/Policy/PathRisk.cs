using AgentGateway.Domain.Clients;

namespace AgentGateway.Domain.Policy;

/// <summary>What the use of a path can do at worst.</summary>
internal static class PathRisk
{
    public static RiskClass Of(PathFact fact, PathZone zone, PolicyRequest request) => zone switch
    {
        // A direct call of a client, whose own user was asked, may look where that user may.
        PathZone.Outside or PathZone.Home or PathZone.Root
            when ClientName.IsClient(request.Agent) && fact.Use == PathUse.Read => RiskClass.R2,
        PathZone.Gateway => RiskClass.R4,
        PathZone.Secret or PathZone.Outside or PathZone.Home or PathZone.Root => RiskClass.R3,
        _ when fact.Use == PathUse.Read => RiskClass.R0,
        _ when HomePaths.Contains(fact.Real, request.Zones.Home) => RiskClass.R3,
        _ when request.Zones.RunsLater(fact.Real, request.Workspace) => RiskClass.R2,
        _ => RiskClass.R1,
    };

    /// <summary>The reason of a hard deny, which no rule and no person lifts; null when it may be allowed.</summary>
    public static string? HardDeny(PathFact fact, PathZone zone, PathZones zones) => fact.Use switch
    {
        PathUse.Read => null,
        _ when zone == PathZone.Gateway => "it would write to the gateway's own directory",
        PathUse.Delete when zone == PathZone.Root => "it would delete the root directory",
        PathUse.Delete when zone == PathZone.Home => "it would delete the home directory",
        PathUse.Delete when zones.HoldsProtected(fact.Real) => "it would delete the gateway's own directory",
        _ => null,
    };

    public static string? Say(PathFact fact, PathZone zone, PolicyRequest request) => zone switch
    {
        PathZone.Gateway => $"{fact.Path} is in the gateway's own directory",
        _ when fact.Use != PathUse.Read && HomePaths.Contains(fact.Real, request.Zones.Home) =>
            $"{fact.Path} is in the home directory and is executed or obeyed later without a question",
        PathZone.Secret => $"{fact.Path} looks like a secret",
        PathZone.Outside => $"{fact.Path} is outside of the workspace",
        PathZone.Home => $"{fact.Path} is the home directory, or holds it",
        PathZone.Root => $"{fact.Path} is the root directory",
        _ when fact.Use != PathUse.Read && request.Zones.RunsLater(fact.Real, request.Workspace) =>
            $"{fact.Path} is executed later without a question",
        _ => null,
    };
}
