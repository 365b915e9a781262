using System.Globalization;
using System.Threading.Channels;
using AgentGateway.Runtime.Views;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// Notifies one waiting client of the progress of its call. At most one notice waits to be sent and a newer one
/// replaces it, so that a slow client delays nothing. No notice follows the call's result.
/// </summary>
internal sealed class ProgressRelay : IProgress<string>, IAsyncDisposable
{
    /// <summary>Between notices about streamed text. A change of state is sent at once.</summary>
    private static readonly TimeSpan TextInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// After so long without news the latest is sent again: many clients give up a call that is silent for a minute.
    /// </summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _time;
    private readonly Channel<string> _notices =
        Channel.CreateBounded<string>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Task _sending;
    private string _agent = "the agent";
    private long _textToldAt;
    private long _characters;

    public ProgressRelay(McpServer server, ProgressToken token, TimeProvider time, CancellationToken cancellationToken)
    {
        _time = time;
        _sending = SendAsync(server, token, cancellationToken);
    }

    /// <summary>Never blocks; not to be called concurrently.</summary>
    public void Report(TurnProgress progress)
    {
        if (Describe(progress) is { } notice) _notices.Writer.TryWrite(notice);
    }

    /// <summary>Never blocks.</summary>
    public void Report(string value) => _notices.Writer.TryWrite(value);

    public async ValueTask DisposeAsync()
    {
        _notices.Writer.TryComplete();
        await _sending;
    }

    private async Task SendAsync(McpServer server, ProgressToken token, CancellationToken cancellationToken)
    {
        var number = 0f;
        var latest = "waiting";
        try
        {
            var more = MoreAsync(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await more.WaitAsync(SilenceMax, _time, cancellationToken)) return;
                    while (_notices.Reader.TryRead(out var notice)) latest = notice;
                    more = MoreAsync(cancellationToken);
                }
                catch (TimeoutException)
                {
                    // Nothing is new, and the latest is sent again.
                }

                await server.NotifyProgressAsync(
                    token, new ProgressNotificationValue
                    {
                        Progress = ++number,
                        Message = latest,
                    }, options: null, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException
            or IOException
            or ObjectDisposedException
            or InvalidOperationException)
        {
            // The client no longer listens; its call ends by the same cause.
        }
    }

    private Task<bool> MoreAsync(
        CancellationToken cancellationToken) => _notices.Reader.WaitToReadAsync(cancellationToken).AsTask();

    private string? Describe(TurnProgress progress)
    {
        _agent = progress.Agent ?? _agent;
        return progress.Kind switch
        {
            "standing" when progress.Status == "queued" => $"waiting for {_agent}, which answers another message first",
            "standing" when progress.Text is not null => $"{_agent} is {progress.Text}",
            "retrying" => $"{_agent} is {progress.Text}",
            "standing" or "started" => $"{_agent} is answering",
            "delta" => DescribeText(progress),
            "tool" => $"{_agent} calls {progress.Text}",
            "waiting" => $"{_agent} waits for a person: {progress.Text}",
            "ended" => $"{_agent} has ended: {progress.Status}",
            _ => null,
        };
    }

    private string? DescribeText(TurnProgress progress)
    {
        _characters += progress.Text?.Length ?? 0;
        if (_textToldAt != 0 && _time.GetElapsedTime(_textToldAt) < TextInterval) return null;
        _textToldAt = _time.GetTimestamp();
        return string.Create(CultureInfo.InvariantCulture, $"{_agent} is answering ({_characters} characters so far)");
    }
}
