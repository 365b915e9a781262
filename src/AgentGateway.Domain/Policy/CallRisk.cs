namespace AgentGateway.Domain.Policy;

/// <summary>
/// The risk of a call: that of the sandbox in which its program runs, raised by the paths that it names. The text of a
/// command may cause a hard deny, and its facts are shown to people; it never lowers the risk.
/// </summary>
internal static class CallRisk
{
    /// <param name="request">With the workspace that <see cref="CallWorkspace"/> found.</param>
    /// <returns>
    /// The risk; the reason of a hard deny, null where there is none; and the facts that a person who approves it
    /// should know.
    /// </returns>
    public static (RiskClass Risk, string? HardDeny, IReadOnlyList<string> Facts) Of(PolicyRequest request)
    {
        var command = request.Command?.Findings;
        var risk = request.Sandbox is { } profile ? SandboxProfiles.RiskOf(profile) : request.BaseRisk;
        var hardDeny = command?.HardDeny;
        var facts = new List<string>(command?.Facts ?? []);
        if (request is { Sandbox: SandboxProfile.Open, Command.Directory: var directory })
        {
            var zone = request.Zones.ZoneOf(directory, request.Workspace);
            if (zone == PathZone.Gateway || command is { ReadsGateway: true }) risk = RiskClass.R4;
            else if (zone is not (PathZone.Workspace or PathZone.Temporary))
                facts.Add($"it runs in {directory}, outside of the workspace");
        }

        // A program can do anything with a value that its sandbox lets it do, so the risk is at least R2.
        foreach (var secret in request.Secrets) facts.Add($"its program is given the secret {secret}");
        if (request.Secrets.Count > 0 && risk < RiskClass.R2) risk = RiskClass.R2;
        if (request is { Session: { } session, Command.Directory: var where })
            facts.Add($"the session {session} is in {where}");
        foreach (var path in request.Paths)
        {
            var zone = request.Zones.ZoneOf(path.Real, request.Workspace, path.Use);
            if (PathRisk.Of(path, zone, request) is var ofPath && ofPath > risk) risk = ofPath;
            if (PathRisk.Say(path, zone, request) is { } sentence) facts.Add(sentence);
            hardDeny ??= PathRisk.HardDeny(path, zone, request.Zones);
        }

        return (risk, hardDeny, facts);
    }
}
