using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_read</c>.</summary>
internal sealed class ThreadReadTool(ThreadService threads) : CheckedTool<ThreadReadView>(
    "thread_read",
    "Read a thread",
    "Reads a thread: its state (owner, participants, running and waiting turns) and its messages in order. Without after and before it "
    + "begins with the oldest. Page forward by giving next_cursor as after; read the end with before and a number above last_seq.",
    ToolConduct.Reads,
    [Thread, After, Before, Limit, Hidden],
    ViewJson.Plain.ThreadReadView)
{
    private static readonly ToolArgument Thread = CommonArguments.ThreadId.Required();
    private static readonly ToolArgument After = ToolArgument.Place("after", "Messages behind this sequence number (seq, such as \"12\"), or the next_cursor of the page before.");

    private static readonly ToolArgument Before = ToolArgument.Place(
        "before", "Messages ahead of this sequence number; without after, the last ones ahead of it.");

    private static readonly ToolArgument Limit = ToolArgument.Number("limit", "How many messages at most; more than 500 counts as 500.", minimum: 1, standard: 100);

    private static readonly ToolArgument Hidden = ToolArgument.Flag(
        "hidden", "True includes hidden messages, such as the results of delegations; false when absent.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.ReadAsync(
            new(
                arguments.Required(Thread),
                arguments.Text(After),
                arguments.Text(Before),
                arguments.Number(Limit),
                arguments.Flag(Hidden) ?? false),
            cancellationToken));
}
