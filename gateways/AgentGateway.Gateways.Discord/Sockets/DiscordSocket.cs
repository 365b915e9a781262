using System.Security.Cryptography;
using System.Text.Json;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Wire;

namespace AgentGateway.Gateways.Discord.Sockets;

/// <summary>
/// One life of the gateway socket: opens or resumes the session, beats, and hands on each event. It ends when the
/// socket is lost, is silent, or Discord asks for another one.
/// </summary>
/// <param name="take">
/// Takes an event in the order of the socket; it begins what there is to do and waits for nothing.
/// </param>
internal sealed class DiscordSocket(
    DiscordSession session, string token, TimeProvider time,
    Func<DiscordFrame, DeliveryLanes, CancellationToken, Task> take)
{
    private static readonly TimeSpan GreetingMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ClosingMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LifeMin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IntervalMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IntervalMax = TimeSpan.FromMinutes(10);

    private readonly DateTimeOffset _beganAt = time.GetUtcNow();
    private bool _isReady;

    /// <summary>
    /// Whether a new socket is to be opened at once. A socket that is soon lost each time is not, as Discord counts
    /// what is opened.
    /// </summary>
    private bool IsWorthHaste => _isReady && time.GetUtcNow() - _beganAt >= LifeMin;

    /// <summary>Returns where a new socket is to be opened at once.</summary>
    /// <param name="isResuming">Whether the session goes on; else a new one is opened.</param>
    public async Task RunAsync(Uri address, bool isResuming, CancellationToken cancellationToken)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var socket = await OpenAsync(address, cancellationToken);
        using var lanes = new DeliveryLanes(session.Position);
        var heart = new DiscordHeartbeat(socket, session.Position, time);
        var interval = await GreetAsync(socket, isResuming, cancellationToken);
        var beating = heart.UntilSilentAsync(interval, life.Token);
        var reading = ReadAsync(socket, heart, lanes, life.Token);
        var first = await Task.WhenAny(reading, beating, lanes.Failure);
        if (first != reading && !cancellationToken.IsCancellationRequested) await CloseAsync(socket);
        await life.CancelAsync();
        await SettledAsync(reading, beating);
        await lanes.IdleAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (first == reading) await reading;
        else if (first == lanes.Failure) throw NotStored(await lanes.Failure);
        else if (!IsWorthHaste) throw Lost("Discord answered no heartbeat.");
    }

    private async Task<TextSocket> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(GreetingMax, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await TextSocket.OpenAsync(address, DiscordClient.UserAgent, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost("Discord's gateway did not open a socket in time.");
        }
    }

    /// <summary>Waits for Discord's greeting and answers it; the result is the pace of heartbeats.</summary>
    private async Task<TimeSpan> GreetAsync(TextSocket socket, bool isResuming, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(GreetingMax, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var message = await socket.ReadAsync(both.Token) ?? throw Closed(socket);
            if (DiscordFrame.Read(message.Bytes) is not { Operation: DiscordFrame.Hello, Data: var data }
                || data.Number("heartbeat_interval") is not { } milliseconds)
                throw Lost("Discord's gateway began with something else than its greeting.");
            await socket.WriteAsync(
                isResuming
                    ? DiscordFrame.WriteResume(token, session.Id!, session.Position.Sequence)
                    : DiscordFrame.WriteIdentify(token),
                both.Token);
            return TimeSpan.FromMilliseconds(
                Math.Clamp(milliseconds, IntervalMin.TotalMilliseconds, IntervalMax.TotalMilliseconds));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost("Discord's gateway did not greet in time.");
        }
    }

    /// <summary>Returns where Discord asks for another socket, or one is to be tried at once.</summary>
    private async Task ReadAsync(
        TextSocket socket, DiscordHeartbeat heart, DeliveryLanes lanes, CancellationToken cancellationToken)
    {
        while (await socket.ReadAsync(cancellationToken) is { } message)
        {
            switch (DiscordFrame.Read(message.Bytes))
            {
                case null:
                    // What it was will come again when the session is resumed.
                    await CloseAsync(socket);
                    throw Lost("Discord's gateway sent something that cannot be read.");
                case { Operation: DiscordFrame.Event } happened:
                    Note(happened);
                    await take(happened, lanes, cancellationToken);
                    break;
                case { Operation: DiscordFrame.Heartbeat }:
                    await heart.BeatAsync(cancellationToken);
                    break;
                case { Operation: DiscordFrame.HeartbeatSeen }:
                    heart.Seen();
                    break;
                case { Operation: DiscordFrame.Reconnect }:
                    await CloseAsync(socket);
                    if (IsWorthHaste) return;
                    throw Lost("Discord's gateway wants to be connected to anew.");
                case { Operation: DiscordFrame.InvalidSession, Data: var isResumable }:
                    await InvalidAsync(socket, isResumable.ValueKind == JsonValueKind.True, cancellationToken);
                    return;
                default:
                    break;
            }
        }

        if (Closed(socket) is { } closed && !IsWorthHaste) throw closed;
    }

    /// <summary>A session is opened or resumed by events that say so.</summary>
    private void Note(DiscordFrame happened)
    {
        if (happened.Type == "RESUMED")
        {
            session.Resumed();
            _isReady = true;
        }
        else if (happened.Type == "READY")
        {
            if (happened.Data.Text("session_id") is not { Length: > 0 } id)
                throw Lost("Discord's gateway opened a session without a name.");
            var resume = happened.Data.Text("resume_gateway_url");
            session.Open(id, Uri.TryCreate(resume, UriKind.Absolute, out var address) ? address : null);
            _isReady = true;
        }
    }

    /// <summary>Discord asks to wait a random time of one to five seconds before a new session is opened.</summary>
    private async Task InvalidAsync(TextSocket socket, bool isResumable, CancellationToken cancellationToken)
    {
        await CloseAsync(socket);
        if (!isResumable) session.GiveUp();
        await Task.Delay(
            TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1_000, 5_000)), time, cancellationToken);
    }

    /// <summary>Why the socket is closed, in words; throws where no new one would help.</summary>
    private ChatException Closed(TextSocket socket)
    {
        var code = socket.CloseCode;
        if (DiscordClose.Fatal(code) is { } fatal) throw fatal;
        if (DiscordClose.EndsSession(code)) session.GiveUp();
        return Lost(code is null ? "The connection to Discord was lost." : $"Discord closed the connection ({code}).");
    }

    private async Task CloseAsync(TextSocket socket)
    {
        using var limit = new CancellationTokenSource(ClosingMax, time);
        await socket.CloseAsync(DiscordClose.ToResume, limit.Token);
    }

    private static Task SettledAsync(params Task[] tasks) => Task.WhenAll(tasks).ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>What could not be stored comes again after the session is resumed.</summary>
    private static ChatException NotStored(Task stored)
    {
        var fault = stored.Exception?.InnerException;
        return fault as ChatException
            ?? new ChatException(ChatFaultKind.Unavailable, "What Discord sent could not be stored.", fault);
    }

    private static ChatException Lost(string message) => new(ChatFaultKind.Unavailable, message);
}
