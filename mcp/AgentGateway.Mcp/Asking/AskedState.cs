using System.Globalization;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Mcp.Asking;

/// <summary>
/// What a client carries from a call that needs input to its repetition: what its person was asked about, and how far
/// the call was. It holds for that tool and that principal, also after a restart.
/// </summary>
internal static class AskedState
{
    private const string NoTurn = "-";

    public static string Seal(RequestState states, Tool tool, Caller caller, string ask, ToolAnswer standing)
    {
        var begun = standing.Begun;
        var turn = begun?.Pending?.Target is WaitTarget.Turn { Id: var id } ? id.Value : NoTurn;
        var wait = begun?.Pending?.Wait.Ticks ?? 0;
        var content = string.Create(
            CultureInfo.InvariantCulture, $"{ask} {turn} {wait} {begun?.Json ?? standing.Json}");
        return states.Seal(tool.Name, caller.Principal.Name, content);
    }

    /// <exception cref="ModelContextProtocol.McpProtocolException">
    /// Somebody changed it, or it belongs to another call.
    /// </exception>
    public static (string Ask, ToolAnswer Standing) Open(RequestState states, Tool tool, Caller caller, string state)
    {
        var parts = states.Open(tool.Name, caller.Principal.Name, state).Split(' ', 4);
        var wait = TimeSpan.FromTicks(long.Parse(parts[2], CultureInfo.InvariantCulture));
        var begun = parts[1] == NoTurn ? null : tool.Resume(parts[3], new(parts[1]), wait);
        return (parts[0], new(parts[3]) { Requests = [parts[0]], Begun = begun });
    }
}
