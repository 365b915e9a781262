using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Agents.Tools;

/// <summary><c>agent_reply</c>: a connected agent answers.</summary>
public sealed class AgentReplyTool(AgentService agents) : Tool<AcceptedView>(Declaration)
{
    private static readonly ToolArgument<string> TurnId = ToolArgument.Text(
        "turn_id", "The turn_id of the inbox item (turn_…).").Required();

    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "text", "Your answer, in Markdown or plain text.").Required();

    private static readonly ToolArgument<bool> Final = ToolArgument.Flag(
        "final", "Whether this ends the turn; true when absent.");

    public static readonly ToolDeclaration<AcceptedView> Declaration = new()
    {
        Name = "agent_reply",
        Title = "Answer as an agent",
        Description =
            "Answers a turn from your agent_inbox. The text is posted to the thread in your name and ends the turn. "
            + "With final false it is an interim message and the turn goes on. An empty text declines to advise as a "
            + "participant.",
        Toolset = Toolsets.Agents,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R1,
        Arguments = [TurnId, Text, Final],
        Result = () => ViewJson.Plain.AcceptedView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await agents.ReplyAsync(
            request.Caller,
            arguments.Required(TurnId),
            arguments.Required(Text),
            arguments.Flag(Final) ?? true,
            cancellationToken));
}
