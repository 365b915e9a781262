using System.Globalization;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tools;

internal static class ThreadReadTool
{
    public static AgentTool Make(ThreadService threads) => new(
        "thread_read",
        "Reads messages of a thread in order: this thread when thread_id is left out. Use it for what is no longer in your context.",
        ToolArguments.Schema(
            ("thread_id?", "string", "The thread; this one by default."),
            ("after?", "integer", "Messages behind this sequence number."),
            ("before?", "integer", "Messages ahead of this sequence number."),
            ("limit?", "integer", "At most so many messages; 20 by default.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            return ToolArguments.Answer(await threads.ReadAsync(
                new(
                    arguments.OptionalText("thread_id") ?? call.Thread.Value,
                    arguments.OptionalInteger("after")?.ToString(CultureInfo.InvariantCulture),
                    arguments.OptionalInteger("before")?.ToString(CultureInfo.InvariantCulture),
                    arguments.OptionalInteger("limit") ?? 20),
                cancellationToken));
        })
    {
        Risk = RiskClass.R0,
    };
}
