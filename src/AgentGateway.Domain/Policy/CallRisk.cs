namespace AgentGateway.Domain.Policy;

/// <summary>
/// What a call can do at worst: by the sandbox of what it starts, and by the paths that it names. What the text of a
/// command says can deny the call and is told to people; it never lowers the risk.
/// </summary>
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
        var risk = request.Sandbox is { } profile ? SandboxProfiles.RiskOf(profile) : request.BaseRisk;
        var hardDeny = command?.HardDeny;
        var said = new List<string>(command?.Facts ?? []);
        if (request is { Sandbox: SandboxProfile.Open, Command.Directory: var directory })
        {
            var zone = request.Zones.ZoneOf(directory, request.Workspace);
            if (zone == PathZone.Gateway || command?.Risk == RiskClass.R4) risk = RiskClass.R4;
            else if (zone is not (PathZone.Workspace or PathZone.Temporary))
                said.Add($"it runs in {directory}, outside of the workspace");
        }

        // A program can do with a value what it likes, whatever it runs in.
        foreach (var secret in request.Secrets) said.Add($"its program is given the secret {secret}");
        if (request.Secrets.Count > 0 && risk < RiskClass.R2) risk = RiskClass.R2;
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
}
