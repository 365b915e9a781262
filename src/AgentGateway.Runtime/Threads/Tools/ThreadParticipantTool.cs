using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_participant</c>: who advises.</summary>
public sealed class ThreadParticipantTool(OwnershipService ownership) : Tool<ParticipantsView>(Declaration)
{
    private static readonly ToolArgument<string> Thread = CommonArguments.ThreadId.Required();
    private static readonly ToolArgument<string> Agent = CommonArguments.Agent.Required();

    private static readonly ToolArgument<string> Instruction = ToolArgument.Text(
        "instruction",
        "What it shall watch for or do, for example \"check every number\". Needed for a new participant.");

    private static readonly ToolArgument<string> When = ToolArgument.Choice(
        "when",
        "before: it is asked first and the owner sees its advice. after: it contributes once the owner has answered. "
        + "As the agent says when absent.",
        "before", "after");

    private static readonly ToolArgument<bool> Stop = ToolArgument.Flag(
        "stop", "True ends the participant; then give neither instruction nor when.");

    public static readonly ToolDeclaration<ParticipantsView> Declaration = new()
    {
        Name = "thread_participant",
        Title = "Set a participant",
        Description =
            "Makes an agent a participant of a thread, changes its instruction, or ends it. A participant advises "
            + "visibly, at most once per message of a person or program, and never owns the thread.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R1,
        Arguments = [Thread, Agent, Instruction, When, Stop],
        Result = () => ViewJson.Plain.ParticipantsView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await ownership.SetParticipantAsync(
            request.Caller,
            new(
                arguments.Required(Thread),
                arguments.Required(Agent),
                arguments.Text(Instruction),
                arguments.Text(When),
                arguments.Flag(Stop) ?? false),
            cancellationToken));
}
