namespace AgentGateway.Domain.Policy;

/// <summary>What a call can do at worst, by what it runs, where it runs it and which paths it names.</summary>
internal static class CallRisk
{
    /// <param name="request">With the workspace that <see cref="CallWorkspace"/> tells.</param>
    /// <returns>
    /// The risk, which facts only raise; why it is denied without exception, null when it may be allowed; and what a
    /// person who approves it should know.
    /// </returns>
    public static (RiskClass Risk, string? HardDeny, IReadOnlyList<string> Said) Of(PolicyRequest request)
    {
        var isClient = request.Agent == ShippedRules.Client;
        var command = request.Command?.Findings;
        var risk = command is not null && command.Risk > request.BaseRisk ? command.Risk : request.BaseRisk;
        var hardDeny = command?.HardDeny;
        var said = new List<string>(command?.Facts ?? []);
        if (request.Command is { Directory: var directory } && !isClient
            && OfDirectory(request, directory) is { } reached)
        {
            said.Add($"it runs in {directory}, outside of the workspace");
            if (reached > risk) risk = reached;
        }

        if (request is { Session: { } session, Command.Directory: var place })
            said.Add($"the session {session} is in {place}");
        foreach (var path in request.Paths)
        {
            var zone = request.Zones.ZoneOf(path.Real, request.Workspace, path.Use);
            if (PathRisk.Of(path, zone, request.Zones, isClient) is var ofPath && ofPath > risk) risk = ofPath;
            if (PathRisk.Say(path, zone, request.Zones) is { } sentence) said.Add(sentence);
            hardDeny ??= PathRisk.HardDeny(path, zone, request.Zones);
        }

        return (risk, hardDeny, said);
    }

    /// <summary>
    /// A command that an agent runs outside of its workspace reaches out of it, also when the command is harmless.
    /// Without a workspace it begins at home, as terminals do. Null: it runs where it may.
    /// </summary>
    private static RiskClass? OfDirectory(PolicyRequest request, string directory)
    {
        var zone = request.Zones.ZoneOf(directory, request.Workspace);
        if (zone is PathZone.Workspace or PathZone.Temporary) return null;
        if (zone is PathZone.Gateway) return RiskClass.R4;
        return directory == (request.Workspace ?? request.Zones.Home) ? null : RiskClass.R3;
    }
}
