using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>
/// A thousand followers of <c>/events</c> while messages are written: every follower gets every event.
/// </summary>
internal static class EventsBenchmark
{
    private const int Followers = 1000;
    private const int Writers = 4;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(string[] arguments)
    {
        using var daemon = DaemonProcess.Start();
        using var ended = new CancellationTokenSource();
        var followers = new List<Follower>();
        for (var number = 0; number < Followers; number++) followers.Add(await Follower.ConnectAsync(daemon));
        var following = followers.Select(follower => follower.RunAsync(ended.Token)).ToList();

        var from = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => Write(daemon))));
        // Writing has ended; a follower is done when it has as many as the one that has most, and no follower gets
        // more.
        var late = Stopwatch.GetTimestamp();
        long most, last = -1;
        while ((most = followers.Max(follower => follower.Events)) != last
            || followers.Any(follower => follower.Events < most))
        {
            last = most;
            if (Stopwatch.GetElapsedTime(late) > Limit)
                throw new TimeoutException(
                    $"Not every follower got every event: {followers.Min(follower => follower.Events)} of {most}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        await ended.CancelAsync();
        await Task.WhenAll(following);
        Figure.Print(
            "events to 1,000 followers, in total", followers.Sum(follower => follower.Events) / seconds, "events/s");
        Figure.Print("events to each of 1,000 followers", most / seconds, "events/s");
        followers.ForEach(follower => follower.Dispose());
    }

    private static void Write(DaemonProcess daemon)
    {
        using var sender = new MessageSender(daemon, wait: 0);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Duration) sender.Send();
    }

    private sealed class Follower(Socket socket) : IDisposable
    {
        private const int MarkLength = 6;
        private readonly byte[] _buffer = new byte[64 * 1024];
        private long _events;

        private static ReadOnlySpan<byte> Mark => "\ndata:"u8;

        public long Events => Interlocked.Read(ref _events);

        public static async Task<Follower> ConnectAsync(DaemonProcess daemon)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(daemon.Url.Host, daemon.Url.Port);
            // In HTTP/1.0 nothing stands between the events, so that they can be counted without being parsed.
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                $"GET /events?after=0 HTTP/1.0\r\nHost: {daemon.Url.Authority}\r\nAuthorization: Bearer "
                    + $"{daemon.Token}\r\nAccept: text/event-stream\r\n\r\n"));
            return new(socket);
        }

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            try
            {
                var kept = 0;
                while (true)
                {
                    var read = await socket.ReceiveAsync(_buffer.AsMemory(kept), cancellationToken);
                    if (read == 0) return;
                    Interlocked.Add(ref _events, _buffer.AsSpan(0, kept + read).Count(Mark));
                    // A mark that is cut in two is found when its end has come; a whole one is longer than what is
                    // kept.
                    var length = kept + read;
                    kept = Math.Min(MarkLength - 1, length);
                    _buffer.AsSpan(length - kept, kept).CopyTo(_buffer);
                }
            }
            catch (OperationCanceledException)
            {
            }
        }

        public void Dispose() => socket.Dispose();
    }
}
