using System.Globalization;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>
/// The request state that a client carries from a call that needs input to its repetition: the approval or question,
/// and how far the call had come. It is valid for that tool and that principal, also after a restart.
/// </summary>
internal static class ElicitationState
{
    private const string NoTurn = "-";

    public static string Seal(RequestState states, Tool tool, Caller caller, PersonRequestId id, ToolAnswer standing)
    {
        var begun = standing.Begun;
        var turn = begun?.Pending?.Target is WaitTarget.Turn { Id: var turnId } ? turnId.Value : NoTurn;
        var wait = begun?.Pending?.Wait.Ticks ?? 0;
        var content = string.Create(
            CultureInfo.InvariantCulture, $"{id} {turn} {wait} {begun?.Json ?? standing.Json}");
        return states.Seal(tool.Name, caller.Principal.Name, content);
    }

    /// <exception cref="ModelContextProtocol.McpProtocolException">
    /// It was changed, or it belongs to another call.
    /// </exception>
    public static (PersonRequestId Id, ToolAnswer Standing) Open(
        RequestState states, Tool tool, Caller caller, string state)
    {
        var parts = states.Open(tool.Name, caller.Principal.Name, state).Split(' ', 4);
        var wait = TimeSpan.FromTicks(long.Parse(parts[2], CultureInfo.InvariantCulture));
        var begun = parts[1] == NoTurn ? null : tool.Resume(parts[3], new(parts[1]), wait);
        var id = PersonRequestId.Of(parts[0]);
        return (id, new(parts[3]) { Requests = [id], Begun = begun });
    }
}
