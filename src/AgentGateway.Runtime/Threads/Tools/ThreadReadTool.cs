using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_read</c>.</summary>
public sealed class ThreadReadTool(ThreadService threads) : Tool<ThreadReadView>(Declaration)
{
    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id",
        "Id of the thread (thr_…), as thread_list or thread_create gave it; an agent may leave it out for the thread of "
        + "its turn.");

    private static readonly ToolArgument<string> After = ToolArgument.Place(
        "after", "Messages behind this sequence number (seq, such as \"12\"), or the next_cursor of the page before.");

    private static readonly ToolArgument<string> Before = ToolArgument.Place(
        "before", "Messages ahead of this sequence number; without after, the last ones ahead of it.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "How many messages at most; more than 500 counts as 500.", minimum: 1, standard: 100);

    private static readonly ToolArgument<bool> Hidden = ToolArgument.Flag(
        "hidden", "True includes hidden messages, such as the results of delegations; false when absent.");

    public static readonly ToolDeclaration<ThreadReadView> Declaration = new()
    {
        Name = "thread_read",
        Title = "Read a thread",
        Description =
            "Reads a thread: its state (owner, participants, running and waiting turns) and its messages in order. "
            + "Without after and before it begins with the oldest. Page forward by giving next_cursor as after; read "
            + "the end with before and a number above last_seq.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Thread, After, Before, Limit, Hidden],
        Result = ViewJson.Plain.ThreadReadView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        if ((arguments.Text(Thread) ?? request.Thread?.Value) is not { } thread)
            return Refuse(new("missing_argument", "thread_read needs the argument \"thread_id\".", Thread.Description));
        return Answer(await threads.ReadAsync(
            new(
                thread,
                arguments.Text(After),
                arguments.Text(Before),
                arguments.Number(Limit),
                arguments.Flag(Hidden) ?? false),
            cancellationToken));
    }
}
