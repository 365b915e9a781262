using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>agent_register</c>: a client becomes an agent.</summary>
internal sealed class AgentRegisterTool(AgentService agents) : CheckedTool<AgentEnvelope>(
    "agent_register",
    "Register as an agent",
    "Registers you as a connected agent, so that threads can be owned by you, ask your advice or delegate to you. Then call "
    + "agent_inbox again and again and answer each item with agent_reply. The id belongs to you from then on; registering it again "
    + "renews name, aliases and description.",
    ToolConduct.Idempotent,
    [Id, ShownName, Aliases, About],
    ViewJson.Plain.AgentEnvelope)
{
    private static readonly ToolArgument Id = ToolArgument.Text(
        "id", "Your id: 1 to 64 of a-z, 0-9, - and _, starting with a letter, for example \"reviewer\".").Required();

    private static readonly ToolArgument ShownName = ToolArgument.Text("name", "A name for people to read; the id when absent.");
    private static readonly ToolArgument Aliases = ToolArgument.Texts("aliases", "Other names that you answer to, formed like the id; at most 16.");
    private static readonly ToolArgument About = ToolArgument.Text("description", "What you are good for, in a sentence or two.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await agents.RegisterAsync(
            caller,
            arguments.Required(Id),
            arguments.Text(ShownName),
            arguments.Texts(Aliases),
            arguments.Text(About),
            cancellationToken));
}
