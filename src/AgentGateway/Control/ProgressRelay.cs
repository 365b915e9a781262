using System.Text.Json;
using System.Threading.Channels;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control;

/// <summary>
/// Between a turn, which must not wait, and an operator, who may not listen. Progress that does not fit is left out;
/// the answer at the end is complete in any case.
/// </summary>
internal sealed class ProgressRelay : IProgress<string>, IAsyncDisposable
{
    private const int EntriesMax = 4_096;

    private readonly Channel<TurnProgress> _entries = Channel.CreateBounded<TurnProgress>(
        new BoundedChannelOptions(EntriesMax) { SingleReader = true });
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _telling;

    public ProgressRelay(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> tell) => _telling = TellAsync(tell);

    public void Tell(TurnProgress progress) => _entries.Writer.TryWrite(progress);

    /// <summary>A sentence about a call that is no turn.</summary>
    public void Report(string value) => Tell(new("notice", "", null, null, value));

    /// <summary>Tells what waits, so that it comes before the answer.</summary>
    public Task FinishAsync(CancellationToken cancellationToken)
    {
        _entries.Writer.TryComplete();
        return _telling.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _ending.CancelAsync();
        await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task TellAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> tell)
    {
        await foreach (var progress in _entries.Reader.ReadAllAsync(_ending.Token))
            await tell(JsonSerializer.SerializeToUtf8Bytes(progress, ViewJson.Plain.TurnProgress), _ending.Token);
    }
}
