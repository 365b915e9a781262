using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tools;

internal static class ThreadSearchTool
{
    public static AgentTool Make(ThreadService threads) => new(
        "thread_search",
        "Finds messages of all threads by words; \"quoted words\" must stand together. Answers thread and message ids with snippets.",
        ToolArguments.Schema(
            ("query", "string", "The words to look for."),
            ("thread_id?", "string", "Look in this thread only."),
            ("limit?", "integer", "At most so many hits; 10 by default.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            return ToolArguments.Answer(await threads.SearchAsync(
                new(arguments.Text("query"), arguments.OptionalText("thread_id"), arguments.OptionalInteger("limit") ?? 10), cancellationToken));
        })
    {
        Risk = RiskClass.R0,
    };
}
