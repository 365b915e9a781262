using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>Finds messages by their words.</summary>
internal sealed class SearchCommand(ThreadService threads) : OfflineCommand("search")
{
    private const int HitsMax = 10;

    public override async Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken)
    {
        if (arguments.Length == 0) return $"Say what to search for: `{Described.Usage}`.";
        var found = await threads.SearchAsync(new(arguments, Limit: HitsMax + 1), cancellationToken);
        if (found.IsRejected(out var rejection)) return $"{rejection.Message} {rejection.Hint}".Trim();

        // The order holds the words too, and is no find.
        var hits = found.Value.Hits.Where(hit => hit.MessageId != order.Id.Value).Take(HitsMax).ToList();
        return hits.Count == 0
            ? "Nothing was found."
            : string.Join('\n', hits.Select(hit => $"- `{hit.ThreadId}`: {hit.Snippet.ReplaceLineEndings(" ")}"));
    }
}
