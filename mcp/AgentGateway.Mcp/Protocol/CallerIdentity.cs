using System.Security.Claims;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Protocol;

/// <summary>
/// Carries the caller that the host established through the MCP SDK, which knows a user only as claims. Every message
/// of a connection or an HTTP request is given this user, with the name that its client claims, before the SDK sees it.
/// </summary>
public static class CallerIdentity
{
    public static ClaimsPrincipal ToUser(Caller caller) => new CallerUser(caller);

    /// <exception cref="InvalidOperationException">The host established no caller, which is a bug.</exception>
    public static Caller Of(ClaimsPrincipal? user) =>
        (user as CallerUser)?.Caller ?? throw new InvalidOperationException("A request reached MCP without a caller.");

    /// <summary>
    /// The caller itself rather than claims about it: nothing has to be written out and read back for each call.
    /// </summary>
    private sealed class CallerUser(Caller caller) : ClaimsPrincipal(new ClaimsIdentity("agw"))
    {
        public Caller Caller => caller;
    }
}
