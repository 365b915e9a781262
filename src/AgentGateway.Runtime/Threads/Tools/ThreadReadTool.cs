using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_read</c>.</summary>
public sealed class ThreadReadTool(ThreadService threads) : Tool<ThreadReadView>(Declaration)
{
    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id",
        "Id of the thread.");

    private static readonly ToolArgument<string> After = ToolArgument.ThreadPosition(
        "after",
        "Messages behind this seq, or next_cursor.");

    private static readonly ToolArgument<string> Before = ToolArgument.ThreadPosition(
        "before",
        "Messages ahead of this seq.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "At most 500.", minimum: 1, standard: 100);

    private static readonly ToolArgument<bool> Hidden = ToolArgument.Flag(
        "hidden",
        "Include hidden messages, such as results of delegations.");

    public static readonly ToolDeclaration<ThreadReadView> Declaration = new()
    {
        Name = "thread_read",
        Title = "Read a thread",
        Description = "Reads a thread: its state and its messages in order, the oldest first. next_cursor, given as "
            + "after, reads on; before with a high number reads the end.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Thread, After, Before, Limit, Hidden],
        Result = () => ViewJson.Plain.ThreadReadView,
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
