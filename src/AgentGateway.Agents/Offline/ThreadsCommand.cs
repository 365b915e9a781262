using System.Globalization;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>Lists the latest threads.</summary>
internal sealed class ThreadsCommand(ThreadService threads) : OfflineCommand("threads")
{
    private const int ThreadsMax = 20;

    public override async Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken)
    {
        var listed = await threads.ListAsync(new(Limit: ThreadsMax), cancellationToken);
        if (listed.IsRejected(out var rejection)) return $"{rejection.Message} {rejection.Hint}".Trim();
        return listed.Value.Threads.Count == 0
            ? "There are no threads."
            : string.Join('\n', listed.Value.Threads.Select(thread => string.Create(CultureInfo.InvariantCulture,
                $"- `{thread.Id}` {thread.Title} ({thread.Owner}, {thread.LastSeq} messages, "
                    + $"{thread.UpdatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)")));
    }
}
