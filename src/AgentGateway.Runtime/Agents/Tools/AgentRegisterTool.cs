using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Agents.Tools;

/// <summary><c>agent_register</c>: a client becomes an agent.</summary>
public sealed class AgentRegisterTool(AgentService agents) : Tool<AgentEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Id = ToolArgument.Text(
        "id", "Your id: 1 to 64 of a-z, 0-9, - and _, starting with a letter, for example \"reviewer\".").Required();

    private static readonly ToolArgument<string> ShownName = ToolArgument.Text(
        "name", "A name for people to read; the id when absent.");

    private static readonly ToolArgument<IReadOnlyList<string>> Aliases = ToolArgument.Texts(
        "aliases", "Other names that you answer to, formed like the id; at most 16.");

    private static readonly ToolArgument<string> About = ToolArgument.Text(
        "description", "What you are good for, in a sentence or two.");

    public static readonly ToolDeclaration<AgentEnvelope> Declaration = new()
    {
        Name = "agent_register",
        Title = "Register as an agent",
        Description =
            "Registers you as a connected agent, so that threads can be owned by you, ask your advice or delegate to "
            + "you. Then call agent_inbox again and again and answer each item with agent_reply. The id belongs to "
            + "you from then on; registering it again renews name, aliases and description.",
        Toolset = Toolsets.Agents,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R2,
        Arguments = [Id, ShownName, Aliases, About],
        Result = () => ViewJson.Plain.AgentEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await agents.RegisterAsync(
            request.Caller,
            arguments.Required(Id),
            arguments.Text(ShownName),
            arguments.Texts(Aliases),
            arguments.Text(About),
            cancellationToken));
}
