using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Vectors;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// Gives texts their vectors in the background. It follows the journal: an event names a text, and the text is looked at
/// as it is now. What is new comes first; in the pauses what is older, ever further back. It goes on where it was after
/// a restart, and tries again, ever more seldom, while the embedder fails.
/// </summary>
internal sealed partial class MeaningFiller : IAsyncDisposable
{
    private const int PartsPerCall = 32;

    /// <summary>The oldest texts beyond the setting go together once they are this part of it, and not one by one.</summary>
    private const int ExcessParts = 20;

    private static readonly TimeSpan WaitMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(5);

    private readonly MeaningIndex _index;
    private readonly IMeaningSource[] _sources;
    private readonly IJournal _journal;
    private readonly IEmbedder _embedder;
    private readonly EmbeddingOptions _options;
    private readonly KnownSecrets _secrets;
    private readonly TimeProvider _time;
    private readonly ILogger<MeaningFiller> _log;
    private readonly CancellationTokenSource _ending = new();
    private TaskCompletionSource _changed = NewSignal();
    private Task _running = Task.CompletedTask;
    private TimeSpan _wait = WaitMin;

    public MeaningFiller(
        MeaningIndex index,
        IEnumerable<IRecallSource> sources,
        IJournal journal,
        IEmbedder embedder,
        EmbeddingOptions options,
        KnownSecrets secrets,
        TimeProvider time,
        ILogger<MeaningFiller> log)
    {
        (_index, _sources, _journal) = (index, [.. sources.OfType<IMeaningSource>()], journal);
        (_embedder, _options, _secrets, _time, _log) = (embedder, options, secrets, time, log);
        _index.BecameStale += LookAgain;
    }

    /// <summary>Begins to work; where no embedder is set up, it waits for one.</summary>
    public void Begin() => _running = RunAsync(_ending.Token);

    /// <summary>Gives vectors to all texts that there are now, for evaluations.</summary>
    /// <exception cref="EmbedderException">It failed.</exception>
    public Task FillOnceAsync(CancellationToken cancellationToken) =>
        _embedder.Source is { } source ? FillAsync(source, isOnce: true, cancellationToken) : Task.CompletedTask;

    /// <summary>The settings have changed, or the embedder has.</summary>
    public void LookAgain() => Volatile.Read(ref _changed).TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            Volatile.Write(ref _changed, NewSignal());
            var changed = _changed.Task.WaitAsync(ending);
            if (_embedder.Source is not { } source)
            {
                await Task.WhenAny(changed);
                continue;
            }

            using var round = CancellationTokenSource.CreateLinkedTokenSource(ending);
            var filling = FillAsync(source, isOnce: false, round.Token);
            await Task.WhenAny(filling, changed);
            await round.CancelAsync();
            try
            {
                await filling;
            }
            catch (OperationCanceledException) when (round.IsCancellationRequested)
            {
            }
            catch (Exception failure)
            {
                LogFailed(_log, failure, _wait);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(ending);
                await Task.WhenAny(Task.Delay(_wait, _time, pause.Token), changed);
                await pause.CancelAsync();
                _wait = TimeSpan.FromTicks(Math.Min(_wait.Ticks * 2, WaitMax.Ticks));
            }
        }
    }

    /// <param name="isOnce">Ends when there is nothing more to look at; else it ends by its token or by a failure.</param>
    private async Task FillAsync(string embedder, bool isOnce, CancellationToken cancellationToken)
    {
        await _index.OpenAsync(new(_journal.Id, embedder), cancellationToken);
        if (_index.IsStale)
        {
            LogBeginsAnew(_log, embedder);
            await _index.ClearAsync(cancellationToken);
        }

        var reach = _index.Reach ?? new(_journal.LastPosition + 1, _journal.LastPosition);
        var follower = new JournalFollower(_journal, reach.Newest);
        while (true)
        {
            var events = await follower.ReadAsync(cancellationToken);
            if (events.Count > 0)
            {
                follower.Advance(events);
                reach = reach with { Newest = follower.Position };
                await TakeAsync(events, areOlder: false, reach, cancellationToken);
            }
            else if (reach.Oldest > 1 && _index.Count < _options.ItemsMax)
            {
                var from = Math.Max(1, reach.Oldest - JournalFollower.EventsPerRead);
                events = await _journal.ReadAllAsync(from - 1, JournalFollower.EventsPerRead, cancellationToken);
                events = [.. events.Where(stored => stored.Position < reach.Oldest)];
                reach = reach with { Oldest = from };
                await TakeAsync(events, areOlder: true, reach, cancellationToken);
            }
            else if (isOnce)
            {
                return;
            }
            else
            {
                await follower.WaitAsync(cancellationToken);
            }
        }
    }

    /// <param name="areOlder">Texts that have vectors were looked at later than these events.</param>
    private async Task TakeAsync(
        IReadOnlyList<StoredEvent> events, bool areOlder, VectorReach reach, CancellationToken cancellationToken)
    {
        List<VectorKey> gone = [];
        List<EmbeddedText> made = [];
        HashSet<string> deleted = new(StringComparer.Ordinal);
        foreach (var source in _sources)
        {
            Dictionary<string, EmbeddedText> changed = new(StringComparer.Ordinal);
            foreach (var stored in events)
            {
                if (source.ChangeOf(stored) is not { } change) continue;
                if (change.Id is not { } id) deleted.Add(change.Group);
                else if (new VectorKey(source.Kind, id) is var key && !(areOlder && _index.Has(key)))
                    changed[id] = new(key, change.Group, stored.Position, []);
            }

            var items = await source.ItemsAsync([.. changed.Keys], null, cancellationToken);
            if (await EmbedAsync(items, changed, cancellationToken) is not { } texts) return;
            made.AddRange(texts.Where(text => text.Vectors.Count > 0));
            gone.AddRange(changed.Values.Select(text => text.Key).Except(texts.Select(text => text.Key)));
            gone.AddRange(texts.Where(text => text.Vectors.Count == 0).Select(text => text.Key));
        }

        var excess = _index.Count + made.Count - _options.ItemsMax;
        if (excess > _options.ItemsMax / ExcessParts) gone.AddRange(_index.Oldest(excess));
        await _index.WriteAsync(
            new(reach) { Put = made, Remove = gone, RemoveGroups = [.. deleted] }, cancellationToken);
        _wait = WaitMin;
    }

    /// <summary>The texts of these items with their vectors; none where the embedder refuses a text.</summary>
    /// <param name="changed">The same texts without, by id.</param>
    /// <returns>Null where the vectors do not fit to those that are there, and all have to be made anew.</returns>
    private async Task<IReadOnlyList<EmbeddedText>?> EmbedAsync(
        IReadOnlyList<RecallCandidate> items,
        Dictionary<string, EmbeddedText> changed,
        CancellationToken cancellationToken)
    {
        var vectors = items.ToDictionary(item => item.Id, _ => new List<TextVector>(), StringComparer.Ordinal);
        var parts = items.SelectMany(item => TextParts.Of(item).Select(part => (item.Id, Text: _secrets.Redact(part))));
        foreach (var call in parts.Chunk(PartsPerCall))
        {
            var made = await EmbedAsync([.. call.Select(part => part.Text)], cancellationToken);
            foreach (var (part, numbers) in call.Zip(made))
            {
                if (numbers is null) continue;
                if (!_index.Fits(numbers.Length))
                {
                    _index.MarkStale();
                    return null;
                }

                vectors[part.Id].Add(TextVector.Of(numbers));
            }
        }

        return [.. vectors.Select(text => changed[text.Key] with { Vectors = text.Value })];
    }

    /// <summary>Null for a text that the embedder refuses by itself.</summary>
    private async Task<float[]?[]> EmbedAsync(string[] texts, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(_options.BatchSeconds), _time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return [.. await _embedder.EmbedAsync(texts, limited.Token).WaitAsync(limited.Token)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EmbedderException(new(
                "embedder_timeout",
                $"The embedder did not answer within {_options.BatchSeconds:0} seconds.",
                "See whether it is up, or raise Embeddings:BatchSeconds."));
        }
        catch (EmbedderException failure) when (failure.IsOfTexts && texts.Length == 1)
        {
            LogRefused(_log, failure.Rejection.Message);
            return [null];
        }
        catch (EmbedderException failure) when (failure.IsOfTexts)
        {
            List<float[]?> each = [];
            foreach (var text in texts) each.AddRange(await EmbedAsync([text], cancellationToken));
            return [.. each];
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Texts get no vectors at present; tried again after {Wait}.")]
    private static partial void LogFailed(ILogger log, Exception exception, TimeSpan wait);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Embedder} makes other vectors than before: all are made anew.")]
    private static partial void LogBeginsAnew(ILogger log, string embedder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A text gets no vector: {Reason}")]
    private static partial void LogRefused(ILogger log, string reason);
}
