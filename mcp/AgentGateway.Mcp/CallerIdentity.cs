using System.Security.Claims;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp;

/// <summary>
/// Carries the caller that a door established through the MCP SDK, which knows a user only as claims. Every message of a
/// connection or an HTTP request is given this user before the SDK sees it.
/// </summary>
public static class CallerIdentity
{
    private const string PrincipalClaim = "agw:principal";
    private const string WorkspaceClaim = "agw:workspace";

    public static ClaimsPrincipal ToUser(Caller caller)
    {
        var identity = new ClaimsIdentity("agw", PrincipalClaim, null);
        identity.AddClaim(new(PrincipalClaim, caller.Principal.Name));
        if (caller.Workspace is not null) identity.AddClaim(new(WorkspaceClaim, caller.Workspace));
        return new(identity);
    }

    /// <exception cref="InvalidOperationException">No door established a caller: a bug, never a guest.</exception>
    public static Caller Of(ClaimsPrincipal? user) =>
        user?.FindFirst(PrincipalClaim)?.Value is { } name
            ? new(new Principal(name), user.FindFirst(WorkspaceClaim)?.Value)
            : throw new InvalidOperationException("A request reached MCP without a caller.");
}
