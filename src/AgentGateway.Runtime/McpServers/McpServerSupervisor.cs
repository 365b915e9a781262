using System.Threading.Channels;
using AgentGateway.Domain;
using AgentGateway.Domain.McpServers;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// Keeps one server running and its tools known: connects, asks for the tools, and begins again when it ends or no
/// longer answers, after a time that doubles with every failure.
/// </summary>
internal sealed partial class McpServerSupervisor : IAsyncDisposable
{
    public const int ToolsMax = McpServerMachine.ToolsMax;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DelayMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(2);

    /// <summary>When a server was up so long, its earlier failures are forgotten.</summary>
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The time between two looks at the tools of a server that says again and again that they changed.
    /// </summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The time between two looks at the tools of a server at an address: it may stop, come back and change without
    /// a notice. The end of a program is noticed at once.
    /// </summary>
    private static readonly TimeSpan AddressPause = TimeSpan.FromSeconds(30);

    private readonly McpServerServices _services;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _taking = new(1, 1);
    private readonly Lock _gate = new();
    private readonly McpServerCalls _calls;
    private CancellationTokenSource? _attempt;
    private Task _running = Task.CompletedTask;
    private volatile McpServerStanding _standing;

    public McpServerSupervisor(McpServerSettings settings, McpServerServices services)
    {
        (Settings, _services, _logger) = (settings, services, services.Log);
        _standing = new(
            McpServerPhase.Configured,
            settings.Enabled ? null : "It is not enabled in the settings.",
            services.Time.GetUtcNow());
        _calls = new(settings, services.Time, Restart, LookAtAddress);
    }

    public McpServerSettings Settings { get; }

    public McpServerStanding Standing => _standing;

    /// <summary>
    /// Offers what was accepted before, so that a turn which goes on after a restart finds its tools.
    /// </summary>
    public void Load(KnownTools known)
    {
        if (!Settings.Enabled || known.Identity != ToolNaming.IdentityOf(Settings)) return;
        var accepted = ToolNaming.Of(
            Settings.Name, _services.AcceptedTools.Read(Settings.Name))
                .Where(tool => tool.Digest == known.DigestOf(tool.Name));
        Show([.. accepted]);
    }

    public void Start()
    {
        if (Settings.Enabled) _running = Task.Run(RunAsync);
    }

    /// <summary>Ends the server, if it runs, and starts it without waiting.</summary>
    public void Restart()
    {
        lock (_gate) _attempt?.Cancel();
    }

    /// <summary>A person accepts the tools as they are.</summary>
    /// <param name="changes">What <see cref="McpServerStanding.Changes"/> was when the person looked.</param>
    public async Task<Outcome<McpServerStanding>> AcceptAsync(
        string? changes, string by, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            var standing = _standing;
            if (standing.Changes is null) return McpServerRejections.NothingChanged(Settings.Name);
            if (changes is not null && changes != standing.Changes)
                return McpServerRejections.ChangedAgain(Settings.Name);
            KnownTool[] accepted =
            [
                .. standing.Tools.Where(
                    tool =>
                        tool.Standing != ToolStanding.Refused).Select(tool => new KnownTool(tool.Name, tool.Digest)),
            ];
            var remembered = await _services.Remember(
                Settings.Name, new AcceptTools(ToolNaming.IdentityOf(Settings), accepted, by), by, cancellationToken);
            if (remembered.IsRejected(out var refused, out var known)) return refused;
            Show(standing.Tools, known);
            return _standing;
        }
        finally
        {
            _taking.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        _taking.Dispose();
        _calls.Dispose();
    }

    private async Task RunAsync()
    {
        var failures = 0;
        await ReapAsync();
        while (!_stopping.IsCancellationRequested)
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            lock (_gate) _attempt = attempt;
            var began = _services.Time.GetTimestamp();
            if (await TryServeAsync(attempt.Token) is { } reason)
            {
                failures = _services.Time.GetElapsedTime(began) > Healthy ? 1 : failures + 1;
                var delay = DelayAfter(failures);
                _standing = _standing with
                {
                    Phase = McpServerPhase.Failed,
                    Reason = reason,
                    Since = _services.Time.GetUtcNow(),
                    ProcessId = null,
                    Restarts = _standing.Restarts + 1,
                };
                _calls.Fail(reason);
                Failed(Settings.Name, delay.TotalSeconds, reason);
                await Task.Delay(
                    delay, _services.Time, attempt.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                failures = 0;
                _standing = _standing with
                {
                    Phase = McpServerPhase.Configured,
                    Reason = "It is being started again.",
                    Since = _services.Time.GetUtcNow(),
                    ProcessId = null,
                };
            }

            lock (_gate) _attempt = null;
        }
    }

    /// <summary>Why it ended; null when it was told to.</summary>
    private async Task<string?> TryServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ServeAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"It did not answer within {StartLimit.TotalSeconds:F0} s.";
        }
        catch (McpLinkException failure)
        {
            return failure.Message;
        }
        catch (Exception failure)
        {
            Broken(Settings.Name, failure);
            return "The daemon could not keep it; its log says why.";
        }
    }

    private async Task<string> ServeAsync(CancellationToken cancellationToken)
    {
        if (_services.Values.Launch(Settings).IsRejected(out var refused, out var launch))
            return $"{refused.Message} {refused.Hint}";
        var log = new McpServerLog(launch.Secrets, _services.Time);
        _standing = _standing with { Log = log };
        using var starting = new CancellationTokenSource(StartLimit, _services.Time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(starting.Token, cancellationToken);
        await using var link = await _services.Connector.ConnectAsync(
            launch, log, () => _changes.Writer.TryWrite(true), limited.Token);
        await LookAsync(link, limited.Token);
        _calls.Serve(link);
        _standing = _standing with
        {
            Phase = McpServerPhase.Connected,
            Reason = null,
            Since = _services.Time.GetUtcNow(),
            ProcessId = link.ProcessId,
        };
        Connected(Settings.Name, _standing.Tools.Count);
        try
        {
            return await FollowAsync(link, cancellationToken);
        }
        finally
        {
            _calls.Fail("It is being started again.");
        }
    }

    private async Task<string> FollowAsync(IMcpLink link, CancellationToken cancellationToken)
    {
        while (true)
        {
            using (var due = new CancellationTokenSource(
                link.ProcessId is null ? AddressPause : Timeout.InfiniteTimeSpan, _services.Time))
            using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken))
            {
                await Task.WhenAny(_changes.Reader.WaitToReadAsync(waiting.Token).AsTask(), link.Ended);
                await waiting.CancelAsync();
            }

            if (link.Ended.IsCompleted) return await link.Ended;
            cancellationToken.ThrowIfCancellationRequested();
            _changes.Reader.TryRead(out _);
            using var limit = new CancellationTokenSource(StartLimit, _services.Time);
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var look = LookAsync(link, limited.Token);
            if (await Task.WhenAny(look, link.Ended) != look) await limited.CancelAsync();
            try
            {
                await look;
            }
            catch (Exception failure) when (link.Ended.IsCompleted
                && failure is McpLinkException or OperationCanceledException)
            {
                return await link.Ended;
            }

            await Task.WhenAny(Task.Delay(LookPause, _services.Time, cancellationToken), link.Ended);
        }
    }

    /// <summary>
    /// That an address is gone, or has forgotten this client, shows only when a call fails; the end of a program is
    /// noticed without a call.
    /// </summary>
    private void LookAtAddress()
    {
        if (Settings.Command is null) _changes.Writer.TryWrite(true);
    }

    private async Task LookAsync(IMcpLink link, CancellationToken cancellationToken)
    {
        var list = await link.ListToolsAsync(ToolsMax, cancellationToken);
        await _taking.WaitAsync(cancellationToken);
        try
        {
            var seen = ToolNaming.Of(Settings.Name, list.Tools);
            KnownTool[] sound =
            [
                .. seen.Where(
                    tool =>
                        tool.Standing == ToolStanding.Callable).Select(tool => new KnownTool(tool.Name, tool.Digest)),
            ];
            var remembered = await _services.Remember(
                Settings.Name, new SightTools(ToolNaming.IdentityOf(Settings), sound), "daemon", cancellationToken);
            if (remembered.IsRejected(out var refused, out var known))
                throw new McpLinkException($"{refused.Message} {refused.Hint}");
            _standing = _standing with { HasMore = list.More };
            Show(seen, known);
        }
        finally
        {
            _taking.Release();
        }
    }

    private void Show(IReadOnlyList<OfferedTool> seen, KnownTools known)
    {
        OfferedTool[] judged =
        [
            .. seen.Select(tool => tool.Standing == ToolStanding.Refused ? tool : Judge(tool, known)),
        ];
        Show(judged);
        if (_standing.Changes is not null)
            Suspended(
                Settings.Name,
                string.Join(
                    ", ", judged.Where(tool => tool.Standing == ToolStanding.Changed).Select(tool => tool.Name)));

        // The accepted definition of a changed tool is kept, so that it can be shown beside the new one.
        var accepted = _services.AcceptedTools.Read(Settings.Name).Where(kept =>
            judged.Any(
                tool =>
                    tool.Standing == ToolStanding.Changed && tool.Name == ToolNaming.NameOf(Settings.Name, kept.Name)));
        _services.AcceptedTools.Write(
            Settings.Name,
            [.. judged.Where(
                tool => tool.Standing == ToolStanding.Callable).Select(tool => tool.Definition), .. accepted]);
    }

    private static OfferedTool Judge(OfferedTool tool, KnownTools known) => known.DigestOf(tool.Name) == tool.Digest
        ? tool with { Standing = ToolStanding.Callable, Reason = null }
        : tool with { Standing = ToolStanding.Changed, Reason = "Its description or schema is not what was accepted." };

    private void Show(IReadOnlyList<OfferedTool> tools)
    {
        _standing = _standing with { Tools = tools };
        _services.Publish(
            "mcp:" + Settings.Name,
            [.. tools.Where(tool => tool.Standing == ToolStanding.Callable).Select(_calls.ToolOf)]);
    }

    private async Task ReapAsync()
    {
        try
        {
            await _services.Connector.ReapAsync(_services.Values.MarkOf(Settings), _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The daemon is stopping; the next one looks again.
        }
    }

    /// <summary>
    /// A random delay between half and all of a time that doubles, so that servers that failed together are not started
    /// together.
    /// </summary>
    private TimeSpan DelayAfter(int failures)
    {
        var longest = Math.Min(DelayMax.TotalSeconds, DelayMin.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10)));
        var jitter = 0.5 + ((double)(_services.Ids.Next().Seed % 1000) / 2000);
        return TimeSpan.FromSeconds(longest * jitter);
    }
}
