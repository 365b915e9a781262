using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_participant</c>: who advises.</summary>
internal sealed class ThreadParticipantTool(ThreadService threads) : CheckedTool<ParticipantsView>(
    "thread_participant",
    "Set a participant",
    "Makes an agent a participant of a thread, changes its instruction, or ends it. A participant advises visibly, at most once per "
    + "message of a person or program, and never owns the thread.",
    ToolConduct.Idempotent,
    [Thread, Agent, Instruction, When, Stop],
    ViewJson.Plain.ParticipantsView)
{
    private static readonly ToolArgument Thread = CommonArguments.ThreadId.Required();
    private static readonly ToolArgument Agent = CommonArguments.Agent.Required();

    private static readonly ToolArgument Instruction = ToolArgument.Text(
        "instruction", "What it shall watch for or do, for example \"check every number\". Needed for a new participant.");

    private static readonly ToolArgument When = ToolArgument.Choice(
        "when", "before: it is asked first and the owner sees its advice. after: it contributes once the owner has answered. As the agent says when absent.",
        "before", "after");

    private static readonly ToolArgument Stop = ToolArgument.Flag("stop", "True ends the participant; then give neither instruction nor when.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.SetParticipantAsync(
            caller,
            new(
                arguments.Required(Thread),
                arguments.Required(Agent),
                arguments.Text(Instruction),
                arguments.Text(When),
                arguments.Flag(Stop) ?? false),
            cancellationToken));
}
