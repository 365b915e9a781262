namespace AgentGateway.Runtime.Tools;

/// <summary>Arguments that mean the same wherever they occur.</summary>
public static class CommonArguments
{
    public static readonly ToolArgument<string> ThreadId = ToolArgument.Text(
        "thread_id", "Id of the thread (thr_…).");

    public static readonly ToolArgument<string> Agent = ToolArgument.Text(
        "agent", "Id or alias of an agent; agent_list names them.");

    /// <summary>For calls that wait for an agent's turn.</summary>
    public static readonly ToolArgument<int> WaitSeconds = ToolArgument.Number(
        "wait_seconds",
        $"Seconds to wait for the outcome; at most {WaitLimit.Turns.SecondsMax}, 0 answers at once. The work goes on.",
        minimum: 0, standard: WaitLimit.Turns.SecondsDefault);

    /// <summary>For calls that wait for a session or for tasks.</summary>
    public static readonly ToolArgument<double> TimeoutSeconds = ToolArgument.Seconds(
        "timeout_seconds",
        $"Seconds to wait; at most {WaitLimit.Work.SecondsMax}, 0 answers at once.",
        standard: WaitLimit.Work.SecondsDefault);

    public static readonly ToolArgument<string> IdempotencyKey = ToolArgument.Text(
        "idempotency_key",
        "The same key within 24 hours gives the first answer and does nothing twice.");

    public static TimeSpan Wait(this CallArguments arguments) => WaitLimit.Turns.Of(arguments.Number(WaitSeconds));
}
