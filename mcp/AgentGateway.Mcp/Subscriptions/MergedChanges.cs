using System.Runtime.CompilerServices;

namespace AgentGateway.Mcp.Subscriptions;

/// <summary>
/// The changes of several sources as one. A source that fails ends all, as it would if it were alone.
/// </summary>
public sealed class MergedChanges(params IReadOnlyList<IResourceChanges> sources) : IResourceChanges
{
    public async IAsyncEnumerable<ResourceChange> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Every source takes its position here, before anything is waited for.
        var open = sources.Select(
            source => new Reading(source.ReadAsync(ending.Token).GetAsyncEnumerator(ending.Token))).ToList();
        try
        {
            while (open.Count > 0)
            {
                await Task.WhenAny(open.Select(reading => reading.Next));
                foreach (var reading in open.Where(reading => reading.Next.IsCompleted).ToList())
                {
                    if (!await reading.Next)
                    {
                        open.Remove(reading);
                        await reading.EndAsync();
                        continue;
                    }

                    var change = reading.Take();
                    yield return change;
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            foreach (var reading in open) await reading.EndAsync();
        }
    }

    private sealed class Reading(IAsyncEnumerator<ResourceChange> changes)
    {
        public Task<bool> Next { get; private set; } = changes.MoveNextAsync().AsTask();

        public ResourceChange Take()
        {
            var change = changes.Current;
            Next = changes.MoveNextAsync().AsTask();
            return change;
        }

        public async ValueTask EndAsync()
        {
            await ((Task)Next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await changes.DisposeAsync();
        }
    }
}
