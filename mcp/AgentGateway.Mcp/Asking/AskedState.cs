using System.Globalization;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Asking;

/// <summary>
/// What a client carries from a call that needs input to its repetition: what its person was asked about, and how far the call was. It
/// holds for that tool and that principal, also after a restart.
/// </summary>
internal static class AskedState
{
    private const string NoTurn = "-";

    public static string Seal(RequestState states, GatewayTool tool, Caller caller, string ask, ToolAnswer standing)
    {
        var begun = standing.Begun;
        var content = string.Create(
            CultureInfo.InvariantCulture, $"{ask} {begun?.Pending?.TurnId ?? NoTurn} {begun?.Pending?.Wait.Ticks ?? 0} {begun?.Json ?? standing.Json}");
        return states.Seal(tool.Name, caller.Principal.Name, content);
    }

    /// <exception cref="ModelContextProtocol.McpProtocolException">Somebody changed it, or it belongs to another call.</exception>
    public static (string Ask, ToolAnswer Standing) Open(RequestState states, GatewayTool tool, Caller caller, string state)
    {
        var parts = states.Open(tool.Name, caller.Principal.Name, state).Split(' ', 4);
        var pending = parts[1] == NoTurn ? null : new PendingTurn(parts[1], TimeSpan.FromTicks(long.Parse(parts[2], CultureInfo.InvariantCulture)));
        return (parts[0], new(parts[3]) { Asks = [parts[0]], Begun = pending is null ? null : new(parts[3], Pending: pending) });
    }
}
