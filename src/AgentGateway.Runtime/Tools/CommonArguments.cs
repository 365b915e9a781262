namespace AgentGateway.Runtime.Tools;

/// <summary>Arguments that mean the same wherever they occur.</summary>
public static class CommonArguments
{
    public static readonly ToolArgument<string> ThreadId = ToolArgument.Text(
        "thread_id", "Id of the thread (thr_…), as thread_list or thread_create gave it.");

    public static readonly ToolArgument<string> Agent = ToolArgument.Text(
        "agent", "Id or alias of an agent, for example \"svarog\"; agent_list names them.");

    /// <summary>For calls that wait for an agent's turn.</summary>
    public static readonly ToolArgument<int> WaitSeconds = ToolArgument.Number(
        "wait_seconds",
        $"How many seconds to wait for the outcome before answering with what is known so far; more than "
        + $"{WaitLimit.Turns.SecondsMax} counts as {WaitLimit.Turns.SecondsMax}, 0 answers at once. The work goes on "
        + "either way.",
        minimum: 0, standard: WaitLimit.Turns.SecondsDefault);

    /// <summary>For calls that wait for a session or for tasks.</summary>
    public static readonly ToolArgument<double> TimeoutSeconds = ToolArgument.Seconds(
        "timeout_seconds",
        $"How many seconds to wait; more than {WaitLimit.Work.SecondsMax} counts as {WaitLimit.Work.SecondsMax}, 0 "
        + "answers at once.",
        standard: WaitLimit.Work.SecondsDefault);

    public static readonly ToolArgument<string> IdempotencyKey = ToolArgument.Text(
        "idempotency_key",
        "A text of your own choice, at most 200 characters, that names this very request. Repeating the request with "
        + "the same key within 24 hours gives the first answer and does nothing twice; another request with the same "
        + "key is refused.");

    public static TimeSpan Wait(this CallArguments arguments) => WaitLimit.Turns.Of(arguments.Number(WaitSeconds));
}
