using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AgentGateway.Domain;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Web;
using AgentGateway.Terminal.Sandbox;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// The network of one sandbox: a namespace without a way out, and the proxy that listens in it. The command is started
/// as <see cref="Prefix"/> followed by a sandbox program that keeps this network (<c>bwrap … --unshare-user
/// --share-net …</c>), has <see cref="Environment"/> in its variables, and sees <see cref="ResolverFile"/> as
/// <c>/etc/resolv.conf</c>. Disposing it ends all connections and journals what they carried.
/// </summary>
public sealed partial class EgressNetwork : IAsyncDisposable
{
    private const int RefusalsMax = 20;
    private const string ResolverPath = "/etc/resolv.conf";

    private readonly EgressNamespace _space;
    private readonly EgressServices _services;
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<EgressTarget, bool> _allowed = new();
    private readonly ConcurrentDictionary<EgressTarget, bool> _asked = new();
    private readonly ConcurrentDictionary<EgressTarget, RefusedHost> _refused = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly Task _listening;
    private int _isDisposed;

    internal EgressNetwork(
        EgressRun run, EgressNamespace space, NameTable names, EgressServices services, string resolverFile)
    {
        (Run, _space, Names, _services, ResolverFile) = (run, space, names, services, resolverFile);
        var proxy = string.Create(
            CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)space.Proxy.LocalEndPoint!).Port}");
        Environment = EnvironmentOf(proxy);
        _listening = Task.WhenAll([
            AcceptAsync(space.Proxy, static connection => connection.ServeProxyAsync()),
            .. space.Streams.Select(socket =>
                AcceptAsync(socket, static connection => connection.ServeDirectAsync())),
            AnswerNamesAsync(space.Names),
            AcceptNameStreamsAsync(space.NameStreams),
            ReportAsync(),
        ]);
    }

    public EgressRun Run { get; }

    /// <summary>What stands before the sandbox program and its arguments.</summary>
    public IReadOnlyList<string> Prefix => _space.Prefix;

    /// <summary>
    /// Variables by which programs find the proxy. None of them is a secret: the sandbox is known by its sockets.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The file to mount over <c>/etc/resolv.conf</c>.</summary>
    public string ResolverFile { get; }

    /// <summary>
    /// What was refused so far, each host once, for the answer of the command: code, sentence, and how to ask.
    /// </summary>
    public IReadOnlyList<Rejection> Refusals =>
        [.. _refused.Values.OrderBy(host => host.At).Select(host => host.Why)];

    internal IEnumerable<RefusedHost> Refused => _refused.Values;

    /// <summary>
    /// What a sandbox needs in order to be in it. A machine without <c>/etc/resolv.conf</c> needs no other one:
    /// programs then ask the name server of their own machine, which is ours.
    /// </summary>
    internal SandboxNetwork InSandbox => new(
        Prefix,
        File.Exists(ResolverPath)
            ? [new SandboxMount.ReadOnly(RealPath.Leading(ResolverPath) ?? ResolverPath, ResolverFile)]
            : [],
        Environment);

    internal NameTable Names { get; }

    internal EgressMeter Meter { get; } = new();

    internal EgressOptions Options => _services.Options;

    internal PublicDialer Dialer => _services.Dialer;

    internal TimeProvider Time => _services.Time;

    /// <summary>Null: it may be reached. What was allowed once is allowed as long as the sandbox lives.</summary>
    internal async Task<Rejection?> RefuseAsync(EgressTarget target, CancellationToken cancellationToken)
    {
        if (_allowed.ContainsKey(target)) return null;
        if (!_asked.ContainsKey(target) && _services.Gate.NeedsPerson(Run, target))
        {
            if (_asked.Count >= Options.AskedHostsMax)
                return EgressRejections.TooManyHosts(target, Options.AskedHostsMax);
            _asked[target] = true;
        }

        try
        {
            if (await _services.Gate.RefuseAsync(Run, target, cancellationToken) is { } refused) return refused;
        }
        catch (OperationCanceledException)
        {
            // The command ended while it waited, and its caller learns for what.
            Note(target, EgressRejections.Unanswered(Run, target));
            throw;
        }

        _allowed[target] = true;
        return null;
    }

    /// <summary>Keeps a refusal for the caller who started the command, and counts it.</summary>
    internal void Note(EgressTarget target, Rejection refused)
    {
        Meter.Add(target, new(0, 1, 0, 0));
        if (_refused.Count < RefusalsMax || _refused.ContainsKey(target))
            _refused[target] = new(target, refused, Time.GetTimestamp());
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        await _ended.CancelAsync();
        await _listening;
        await Task.WhenAll(_connections.Keys);
        _space.Dispose();
        await _services.Journal.RecordAsync(Run, Meter.Take());
        _ended.Dispose();
        _services.Closed(this);
    }

    private async Task AcceptAsync(Socket listener, Func<EgressConnection, Task> serve)
    {
        while (await AcceptAsync(listener) is { } client)
        {
            if (_connections.Count >= Options.ConnectionsMax) client.Close(timeout: 0);
            else Track(ServeAsync(client, serve));
        }
    }

    private async Task AcceptNameStreamsAsync(Socket listener)
    {
        while (await AcceptAsync(listener) is { } client)
        {
            if (_connections.Count >= Options.ConnectionsMax) client.Close(timeout: 0);
            else Track(GuardAsync(client, AnswerNamesAsync));
        }
    }

    private void Track(Task connection)
    {
        _connections[connection] = true;
        connection.ContinueWith(
            ended => _connections.TryRemove(ended, out _), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private Task ServeAsync(Socket client, Func<EgressConnection, Task> serve) => GuardAsync(
        client, (socket, limit) =>
        {
            socket.NoDelay = true;
            return serve(new(this, socket, limit));
        });

    /// <summary>Everything that can go wrong with a connection ends this one and nothing else.</summary>
    private async Task GuardAsync(Socket client, Func<Socket, CancellationTokenSource, Task> serve)
    {
        // The loop that accepts goes on at once.
        await Task.Yield();
        using var closing = client;
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, Time);
        using var end = _ended.Token.Register(limit.Cancel);
        try
        {
            await serve(client, limit);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            // The connection is cut, so there is no client left to answer.
            client.Close(timeout: 0);
        }
        catch (Exception failure)
        {
            LogConnectionFailed(_services.Log, Run.Id, failure);
            client.Close(timeout: 0);
        }
    }

    private async Task<Socket?> AcceptAsync(Socket listener)
    {
        while (true)
            try
            {
                return await listener.AcceptAsync(_ended.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            catch (SocketException)
            {
                // That client was gone before it was accepted.
                if (_ended.IsCancellationRequested) return null;
            }
    }

    private async Task AnswerNamesAsync(Socket socket)
    {
        var buffer = new byte[NameServer.MessageBytesMax];
        while (!_ended.IsCancellationRequested)
            try
            {
                var asked = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _ended.Token);
                if (NameServer.Answer(buffer.AsSpan(0, asked.ReceivedBytes), Names) is { } answer)
                    await socket.SendToAsync(answer, asked.RemoteEndPoint, _ended.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // The query was too long, or its sender has gone.
                continue;
            }
    }

    private async Task AnswerNamesAsync(Socket client, CancellationTokenSource limit)
    {
        var buffer = new byte[sizeof(ushort) + NameServer.MessageBytesMax];
        while (true)
        {
            limit.CancelAfter(Options.Request);
            if (!await FillAsync(buffer.AsMemory(0, sizeof(ushort)))) return;
            var length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
            if (length > NameServer.MessageBytesMax || !await FillAsync(buffer.AsMemory(sizeof(ushort), length))) return;
            if (NameServer.Answer(buffer.AsSpan(sizeof(ushort), length), Names) is not { } answer) return;
            byte[] framed = [(byte)(answer.Length >> 8), (byte)answer.Length, .. answer];
            for (var sent = 0; sent < framed.Length;)
                sent += await client.SendAsync(framed.AsMemory(sent), limit.Token);
        }

        async Task<bool> FillAsync(Memory<byte> wanted)
        {
            while (!wanted.IsEmpty)
            {
                var count = await client.ReceiveAsync(wanted, limit.Token);
                if (count == 0) return false;
                wanted = wanted[count..];
            }

            return true;
        }
    }

    private async Task ReportAsync()
    {
        using var timer = new PeriodicTimer(Options.Report, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token)) await _services.Journal.RecordAsync(Run, Meter.Take());
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    /// <summary>
    /// An http address in ALL_PROXY too: programs that know socks only with a further library fail at its name, and
    /// those that know it can use the same port.
    /// </summary>
    private static Dictionary<string, string> EnvironmentOf(string proxy)
    {
        const string Own = "localhost,127.0.0.1,::1";
        var variables = new Dictionary<string, string> { ["NO_PROXY"] = Own, ["no_proxy"] = Own };
        foreach (var name in (string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
            variables[name] = variables[name.ToLowerInvariant()] = proxy;
        variables["NODE_USE_ENV_PROXY"] = "1";
        return variables;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection of {Run} failed inside the daemon")]
    private static partial void LogConnectionFailed(ILogger log, string run, Exception failure);
}
