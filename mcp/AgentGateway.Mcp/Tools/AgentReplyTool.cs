using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>agent_reply</c>: a connected agent answers.</summary>
internal sealed class AgentReplyTool(AgentService agents) : CheckedTool<AcceptedView>(
    "agent_reply",
    "Answer as an agent",
    "Answers a turn from your agent_inbox. The text is posted to the thread in your name and ends the turn. With final false it is an "
    + "interim message and the turn goes on. An empty text declines to advise as a participant.",
    ToolConduct.Adds,
    [TurnId, Text, Final],
    ViewJson.Plain.AcceptedView)
{
    private static readonly ToolArgument TurnId = ToolArgument.Text("turn_id", "The turn_id of the inbox item (turn_…).").Required();
    private static readonly ToolArgument Text = ToolArgument.Text("text", "Your answer, in Markdown or plain text.").Required();
    private static readonly ToolArgument Final = ToolArgument.Flag("final", "Whether this ends the turn; true when absent.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await agents.ReplyAsync(
            caller, arguments.Required(TurnId), arguments.Required(Text), arguments.Flag(Final) ?? true, cancellationToken));
}
